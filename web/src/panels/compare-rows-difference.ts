/** Two rows and their difference, from the numbers on screen. */

/** a, b and a − b, one after the other: the three rows that are drawn. */
export function stacked(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(3 * a.length);
  all.set(a);
  all.set(b, a.length);
  for (let dim = 0; dim < a.length; dim++) all[2 * a.length + dim] = a[dim] - b[dim];
  return all;
}

/** In how many dims the first two rows are both above zero, or both not. */
export function agreeing(stack: Float32Array, dim: number): number {
  let same = 0;
  for (let at = 0; at < dim; at++) if (stack[at] > 0 === stack[dim + at] > 0) same++;
  return same;
}
