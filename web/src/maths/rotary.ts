/** Rotary positions: pairs of a query's or key's dims turned by position × their own frequency (Su et al. 2021). */

export type Pairing = 'half' | 'interleaved';

/** The two dims of each pair: (i, i + dim/2) in halves, (2i, 2i + 1) interleaved. */
export function members(dim: number, pairing: Pairing): (readonly [number, number])[] {
  return Array.from({ length: dim / 2 }, (_, pair) => (pairing === 'half' ? [pair, pair + dim / 2] : [2 * pair, 2 * pair + 1]));
}

/** A vector turned to its position (eq. 34). */
export function rotated(vector: readonly number[], position: number, speeds: readonly number[], pairing: Pairing): number[] {
  const turned = [...vector];
  for (const [pair, [first, second]] of members(vector.length, pairing).entries()) {
    const [cosine, sine] = [Math.cos(position * speeds[pair]), Math.sin(position * speeds[pair])];
    turned[first] = vector[first] * cosine - vector[second] * sine;
    turned[second] = vector[first] * sine + vector[second] * cosine;
  }
  return turned;
}

export interface Turned {
  q: readonly number[];
  k: readonly number[];
  speeds: readonly number[];
  pairing: Pairing;
}

/** What each pair adds to the score of query q at position m with key k at position n.   -> pairs */
export function parts({ q, k, speeds, pairing }: Turned, m: number, n: number): number[] {
  const [turnedQ, turnedK] = [rotated(q, m, speeds, pairing), rotated(k, n, speeds, pairing)];
  return members(q.length, pairing).map(([first, second]) => turnedQ[first] * turnedK[first] + turnedQ[second] * turnedK[second]);
}

/** The score of query q at position m with key k at position n. */
export function score(turned: Turned, m: number, n: number): number {
  return parts(turned, m, n).reduce((sum, part) => sum + part, 0);
}
