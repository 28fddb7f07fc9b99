/** Movement that shows what changed: it starts fast, settles, and can be overtaken by the next one at any moment. */

export const TRAVEL = 320;

/** True where the reader asked their system for less motion: then pictures cross-fade and nothing travels. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** 0…1 of the elapsed time -> 0…1 of the way: seven tenths of it lie behind after a third of the time. */
export function easeOut(t: number): number {
  return t <= 0 ? 0 : t >= 1 ? 1 : 1 - (1 - t) ** 3;
}

export interface Movement {
  milliseconds?: number;
  /** Called once a frame with the eased share of the way, last with exactly 1. */
  step: (share: number) => void;
  done?: () => void;
}

/**
 * Run a movement from the next frame on; with reduced motion its end comes at once. The answer stops it where it
 * stands, so that another one can take over; `done` is then not called.
 */
export function animate({ milliseconds = TRAVEL, step, done }: Movement): () => void {
  let start = -1;
  let frame = 0;
  const tick = (now: number): void => {
    if (start < 0) start = now;
    const elapsed = milliseconds > 0 && !reducedMotion() ? (now - start) / milliseconds : 1;
    step(easeOut(elapsed));
    if (elapsed < 1) frame = requestAnimationFrame(tick);
    else done?.();
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}
