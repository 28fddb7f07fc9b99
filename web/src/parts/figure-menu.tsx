import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { saveCsv, savePng, saveSvg } from '../plot/save';
import { currentAddress } from '../state/address';
import { benchAddress, followTo } from '../state/places';
import { copyText } from './clipboard';
import type { FigureProps } from './figure';
import { PictureOptions, pictureOptions } from './picture-options';

interface FigureMenuProps extends FigureProps {
  root: RefObject<HTMLElement | null>;
  /** What a screen reader is told after an action. */
  said: Signal<string>;
}

/** PNG · SVG · CSV · Python · Link · Open in the workbench */
export function FigureMenu({ id, title, table, csv, python, svg, picture, bench, root, said }: FigureMenuProps) {
  const workbench = (): string => benchAddress({ table: table?.value, ...bench });
  const shown = useSignal(false);
  const options = useSignal(false);
  const file = `rowspace-${id}`;
  const savePicture = async (): Promise<void> => {
    const target = picture?.() ?? root.current;
    if (target) await savePng(`${file}.png`, target, Number(pictureOptions.scale.value), pictureOptions.clear.value);
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
      {bench === null && (
        <button type="button" aria-expanded={options.value} onClick={() => (options.value = !options.value)}>
          Picture options
        </button>
      )}
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
      {bench !== null && (
        <a href={workbench()} onClick={followTo(workbench)}>
          Open in the workbench
        </a>
      )}
      {options.value && <PictureOptions />}
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
