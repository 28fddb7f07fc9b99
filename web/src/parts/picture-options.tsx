import { signal } from '@preact/signals';
import { Choice } from './choice';
import { Toggle } from './toggle';

const SCALES = ['1', '2', '4'].map((value) => ({ value, label: `${value}×` }));

/** How pictures are saved, by every figure alike until the page is left. */
export const pictureOptions = { scale: signal('2'), clear: signal(false) };

/** Pixels of a saved picture per pixel of the page, and whether it has a background. */
export function PictureOptions() {
  return (
    <div class="picture-options controls">
      <Choice label="Pixels" options={SCALES} value={pictureOptions.scale} />
      <Toggle label="No background" value={pictureOptions.clear} />
    </div>
  );
}
