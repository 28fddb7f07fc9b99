import { describe, expect, it } from 'vitest';
import { bothEnds, byToken, dotsOf, fitting, placed, shifts } from './order-dots';

const piece = (token: string, id: number, position: number, sentence: number, x0: number, y0: number, x1: number, y1: number) => ({
  token,
  id,
  position,
  sentence,
  x0,
  y0,
  x1,
  y1,
});
const dots = dotsOf({
  encoding: 'sinusoidal',
  scaled_by: 2,
  explained: [0.6, 0.3],
  same_bag: true,
  same_inputs: false,
  sentences: [
    { text: 'a the', pieces: [piece('a', 5, 0, 0, 0, 0, 1, 2), piece('the', 7, 1, 0, 4, -2, 5, -1)] },
    { text: 'the the', pieces: [piece('the', 7, 0, 1, 4, -2, 4, 0), piece('the', 7, 1, 1, 4, -2, 5, -1)] },
  ],
});

describe('dots of sentences', () => {
  it('have a key each', () => {
    expect(dots.map((dot) => dot.key)).toEqual(['0-0', '0-1', '1-0', '1-1']);
  });

  it('fit into a picture with both their ends', () => {
    const box = bothEnds(dots);
    expect(box).toEqual({ x: 0, y: -2, width: 5, height: 4 });
    const scale = fitting(box, 120, 100, 10);
    expect(scale).toBe(20);
    const [first] = placed(dots, box, 120, 100, scale);
    expect(first.start).toEqual([10, 50]);
    expect(first.end).toEqual([30, 10]);
  });

  it('count from their own start under a lens', () => {
    const box = shifts(dots);
    expect(box).toEqual({ x: 0, y: 0, width: 1, height: 2 });
    const under = placed(dots, box, 40, 60, fitting(box, 40, 60, 10), true);
    expect(new Set(under.map(({ start }) => start.join()))).toEqual(new Set(['10,50']));
    expect(under[2].end).toEqual([10, 10]);
  });

  it('belong to tokens, the most frequent first', () => {
    expect(byToken(dots).map(({ token, dots: own }) => [token, own.length])).toEqual([['the', 3], ['a', 1]]);
  });
});
