import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { saveCsv, savePng, saveSvg } from '../plot/save';
import { currentAddress } from '../state/address';
import { copyText } from './clipboard';
import type { FigureProps } from './figure';

interface FigureMenuProps extends FigureProps {
  root: RefObject<HTMLElement | null>;
  /** What a screen reader is told after an action. */
  said: Signal<string>;
}

/** PNG · SVG · CSV · Python · Link */
export function FigureMenu({ id, title, csv, python, svg, picture, root, said }: FigureMenuProps) {
  const shown = useSignal(false);
  const file = `rowspace-${id}`;
  const savePicture = async (): Promise<void> => {
    const target = picture?.() ?? root.current;
    if (target) await savePng(`${file}.png`, target);
  };
  const saveDrawing = (): void => {
    const drawing = root.current?.querySelector<SVGSVGElement>('.figure-body svg');
    if (drawing) saveSvg(`${file}.svg`, drawing);
  };
  const saveNumbers = async (): Promise<void> => {
    const { header, rows } = await csv();
    saveCsv(`${file}.csv`, header, rows);
  };
  const copy = async (what: string, text: string): Promise<void> => {
    said.value = (await copyText(text)) ? `${what} copied` : `${what} could not be copied`;
  };
  return (
    <div class="figure-menu" role="group" aria-label={`Save or cite ${title}`} data-screen-only>
      <button type="button" onClick={savePicture}>
        PNG
      </button>
      {svg && (
        <button type="button" onClick={saveDrawing}>
          SVG
        </button>
      )}
      <button type="button" onClick={saveNumbers}>
        CSV
      </button>
      <button type="button" aria-expanded={shown.value} onClick={() => (shown.value = !shown.value)}>
        Python
      </button>
      <button type="button" onClick={() => copy('Link', currentAddress())}>
        {said.value === 'Link copied' ? 'Link copied' : 'Link'}
      </button>
      {shown.value && (
        <div class="python">
          <pre>
            <code data-python>{python}</code>
          </pre>
          <button type="button" onClick={() => copy('Python', python)}>
            {said.value === 'Python copied' ? 'Copied' : 'Copy'}
          </button>
        </div>
      )}
    </div>
  );
}
