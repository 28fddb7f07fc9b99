import { useLayoutEffect, useRef } from 'preact/hooks';
import { diverging } from '../plot/color';
import { toEntries } from '../plot/heatmap';
import { theme } from '../plot/theme';

interface TextureProps {
  /** (rows, dim) */
  numbers: Float32Array;
  rows: number;
  dim: number;
  clip: number;
}

/** Sampled rows as one pixel a number, stretched by the style sheet: how the whole table looks from afar. */
export function Texture({ numbers, rows, dim, clip }: TextureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = diverging(theme.value);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(dim, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const entries = toEntries(numbers, clip);
    for (const [index, entry] of entries.entries()) pixels[index] = colors[entry]!;
    context.putImageData(image, 0, 0);
  }, [numbers, rows, dim, clip, colors]);
  return <canvas ref={canvas} width={dim} height={rows} aria-hidden="true" />;
}
