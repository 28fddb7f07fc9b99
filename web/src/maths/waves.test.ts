import { describe, expect, it } from 'vitest';
import { golden } from './golden';
import { frequencies, gapKernel, type Layout, waveAt } from './waves';

interface Case {
  layout: string;
  dim: number;
  positions: number[];
  rows: number[][];
  columns?: number[] | null;
  padding_idx?: number;
  gaps: number[];
  values: number[];
}

const LAYOUTS: Record<string, Layout> = {
  interleaved_paper: 'interleaved',
  concatenated_paper_exponents: 'concatenated',
  concatenated_tensor2tensor: 'tensor2tensor',
};
const { cases } = golden<{ cases: Case[] }>('positions/sinusoidal');
const tables = cases.filter((one) => one.layout in LAYOUTS && one.padding_idx === undefined);

describe('waves', () => {
  it.each(tables.map((one) => [`${one.layout}, ${one.dim} dims`, one] as const))('are those of published code: %s', (_, one) => {
    for (const [index, position] of one.positions.entries()) {
      const columns = one.columns ?? one.rows[index].map((_value, column) => column);
      const row = columns.map((column) => waveAt(position, column, one.dim, LAYOUTS[one.layout]).value);
      row.forEach((value, at) => expect(value).toBeCloseTo(one.rows[index][at], 4));
    }
  });

  it('give every two rows a gap apart the same dot product', () => {
    const kernel = cases.find((one) => one.layout === 'gap_kernel')!;
    kernel.gaps.forEach((gap, at) => expect(gapKernel(gap, frequencies(kernel.dim))).toBeCloseTo(kernel.values[at], 6));
  });

  it('name the parts of a formula', () => {
    const wave = waveAt(20, 6, 64);
    expect(wave).toMatchObject({ kind: 'sin', pair: 3, exponent: [6, 64] });
    expect(wave.angle).toBeCloseTo(20 * 10_000 ** (-6 / 64), 12);
    expect(waveAt(20, 6, 64, 'tensor2tensor').exponent).toEqual([6, 31]);
    expect(waveAt(20, 38, 64, 'concatenated')).toMatchObject({ kind: 'cos', pair: 6, exponent: [12, 64] });
  });

  it('end in zeros where tensor2tensor’s has an odd dim', () => {
    expect(waveAt(5, 6, 7, 'tensor2tensor')).toMatchObject({ kind: 'zero', value: 0 });
    expect(waveAt(5, 6, 7, 'interleaved')).toMatchObject({ kind: 'sin', pair: 3 });
  });
});
