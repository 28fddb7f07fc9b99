/** From a domain of numbers to a range of pixels, and the round numbers in between. */

import { ticks as roundTicks } from 'd3-array';

export interface Scale {
  (value: number): number;
  ticks: (count: number) => number[];
}

export type Pair = readonly [number, number];

export function linear([start, stop]: Pair, [from, to]: Pair): Scale {
  const step = (to - from) / (stop - start || 1);
  return Object.assign((value: number) => from + (value - start) * step, {
    ticks: (count: number) => roundTicks(start, stop, count),
  });
}

/** Base-10 logarithmic; both ends of the domain are above 0. Ticks are the powers of ten inside. */
export function log([start, stop]: Pair, range: Pair): Scale {
  const inner = linear([Math.log10(start), Math.log10(stop)], range);
  return Object.assign((value: number) => inner(Math.log10(value)), {
    ticks: () => {
      const powers: number[] = [];
      for (let power = Math.ceil(Math.log10(start) - 1e-9); 10 ** power <= stop * (1 + 1e-9); power++) powers.push(10 ** power);
      return powers;
    },
  });
}

/** Smallest domain with all finite values, widened by `share` at both ends; 0…1 where there is none. */
export function extent(values: Iterable<number>, share = 0): Pair {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high && value !== Infinity) high = value;
  }
  if (low > high) return [0, 1];
  const spare = (high - low) * share;
  return low === high ? [low - 0.5, high + 0.5] : [low - spare, high + spare];
}
