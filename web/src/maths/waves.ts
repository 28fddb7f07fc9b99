/** Positions as sines and cosines, in the three layouts that published code uses (Vaswani et al. 2017, section 3.5). */

export type Layout = 'interleaved' | 'concatenated' | 'tensor2tensor';

export const BASE = 10_000;

/** What stands in one cell of the table: a wave of one pair at one position. */
export interface Wave {
  kind: 'sin' | 'cos' | 'zero';
  pair: number;
  /** Base to this power is the number of positions per radian, as a fraction written out. */
  exponent: readonly [number, number];
  frequency: number;
  angle: number;
  value: number;
}

/** Power of the base that divides a position, as numerator and denominator: 2i/dim, or i/(dim/2 − 1) in tensor2tensor. */
export function exponentOf(pair: number, dim: number, layout: Layout): readonly [number, number] {
  return layout === 'tensor2tensor' ? [pair, Math.max(Math.floor(dim / 2) - 1, 1)] : [2 * pair, dim];
}

/** Radians a position of each pair, fastest first.   -> pairs */
export function frequencies(dim: number, layout: Layout = 'interleaved', base = BASE): number[] {
  const pairs = layout === 'tensor2tensor' ? Math.floor(dim / 2) : Math.ceil(dim / 2);
  return Array.from({ length: pairs }, (_, pair) => {
    const [above, below] = exponentOf(pair, dim, layout);
    return base ** (-above / below);
  });
}

/** Which wave a dim holds. An odd dim of tensor2tensor's ends in a column of zeros, pair −1. */
function placeOf(column: number, dim: number, layout: Layout): { kind: Wave['kind']; pair: number } {
  if (layout === 'interleaved') return { kind: column % 2 ? 'cos' : 'sin', pair: Math.floor(column / 2) };
  const sines = layout === 'tensor2tensor' ? Math.floor(dim / 2) : Math.ceil(dim / 2);
  if (column < sines) return { kind: 'sin', pair: column };
  return column < sines + Math.floor(dim / 2) ? { kind: 'cos', pair: column - sines } : { kind: 'zero', pair: -1 };
}

/** The cell of a position and a dim, with everything its formula needs. */
export function waveAt(position: number, column: number, dim: number, layout: Layout = 'interleaved', base = BASE): Wave {
  const { kind, pair } = placeOf(column, dim, layout);
  if (kind === 'zero') return { kind, pair, exponent: [0, 1], frequency: 0, angle: 0, value: 0 };
  const exponent = exponentOf(pair, dim, layout);
  const frequency = base ** (-exponent[0] / exponent[1]);
  const angle = position * frequency;
  return { kind, pair, exponent, frequency, angle, value: kind === 'sin' ? Math.sin(angle) : Math.cos(angle) };
}

/** Dot product of two rows a gap apart, Σ cos(gap × frequency): the same wherever they stand. */
export function gapKernel(gap: number, speeds: readonly number[]): number {
  return speeds.reduce((sum, speed) => sum + Math.cos(gap * speed), 0);
}
