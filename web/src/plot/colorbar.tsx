import { useLayoutEffect, useRef } from 'preact/hooks';
import { diverging, inkOn, ZERO } from './color';
import './plot.css';
import { theme } from './theme';

export interface ColorbarProps {
  /** Value of the two ends. */
  clip: number;
  /** How a value is written under the bar. */
  text: (value: number) => string;
  signs?: boolean;
  /** What a screen reader hears. */
  label: string;
}

const STEPS = 255;

/** The color map with its numbers: −clip, 0, +clip. */
export function Colorbar({ clip, text, signs = false, label }: ColorbarProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const table = diverging(theme.value);
  useLayoutEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const image = context.createImageData(STEPS, 10);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < 10; y++) pixels.set(table.subarray(1), y * STEPS);
    context.putImageData(image, 0, 0);
    if (!signs) return;
    for (let x = 6; x < ZERO - 8; x += 16) {
      context.fillStyle = inkOn(table[x + 4]);
      context.fillRect(x, 4, 8, 2);
    }
  }, [table, signs]);
  return (
    <div class="colorbar">
      <canvas ref={canvas} width={STEPS} height={10} role="img" aria-label={label} />
      <div class="num">
        <span>{text(-clip)}</span>
        <span>0</span>
        <span>{text(clip)}</span>
      </div>
    </div>
  );
}
