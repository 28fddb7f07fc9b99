import { afterEach, describe, expect, it, vi } from 'vitest';
import { animate, easeOut } from './motion';

/** Frames by hand: `frame(t)` is the browser's next frame at t milliseconds. */
function frames(reduced = false) {
  let waiting: FrameRequestCallback | undefined;
  vi.stubGlobal('requestAnimationFrame', (call: FrameRequestCallback) => ((waiting = call), 1));
  vi.stubGlobal('cancelAnimationFrame', () => (waiting = undefined));
  vi.stubGlobal('matchMedia', () => ({ matches: reduced }));
  return (time: number) => {
    const call = waiting;
    waiting = undefined;
    call?.(time);
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('a movement', () => {
  it('starts fast and ends exactly', () => {
    expect([easeOut(-1), easeOut(0), easeOut(1), easeOut(2)]).toEqual([0, 0, 1, 1]);
    expect(easeOut(1 / 3)).toBeGreaterThan(0.7);
  });

  it('steps once a frame to 1, then is done', () => {
    const frame = frames();
    const seen: number[] = [];
    const done = vi.fn<() => void>();
    animate({ milliseconds: 200, step: (share) => seen.push(share), done });
    for (const time of [1000, 1100, 1250, 1400]) frame(time);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    expect(seen.length).toBe(3);
    expect(done).toHaveBeenCalledOnce();
  });

  it('stops where it stands', () => {
    const frame = frames();
    const seen: number[] = [];
    const done = vi.fn<() => void>();
    const stop = animate({ milliseconds: 200, step: (share) => seen.push(share), done });
    frame(0);
    frame(100);
    stop();
    frame(500);
    expect(seen.length).toBe(2);
    expect(done).not.toHaveBeenCalled();
  });

  it('is at its end at once with reduced motion', () => {
    const frame = frames(true);
    const seen: number[] = [];
    animate({ step: (share) => seen.push(share) });
    frame(5);
    expect(seen).toEqual([1]);
  });
});
