/** A position read off clock hands: one hand a pair of dims, each with its own speed. */

const TURN = 2 * Math.PI;

/** A turn of a hand, −π … π: what is left of an angle when whole turns are taken away. */
export function shortest(angle: number): number {
  const rest = angle - TURN * Math.round(angle / TURN);
  return rest === -Math.PI ? Math.PI : rest;
}

/** How far the hand of this speed moves between two positions, the short way round, in radians. */
export function apart(speed: number, first: number, second: number): number {
  return shortest((second - first) * speed);
}

/**
 * Positions of 0 … `last` at which each of these hands stands within `tolerance` radians of where it stands at
 * `position`, that position among them.
 */
export function lookAlikes(position: number, speeds: readonly number[], last: number, tolerance: number): number[] {
  const found: number[] = [];
  for (let other = 0; other <= last; other++) {
    if (speeds.every((speed) => Math.abs(apart(speed, position, other)) <= tolerance)) found.push(other);
  }
  return found;
}
