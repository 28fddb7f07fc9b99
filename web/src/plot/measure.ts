/** Size of an element on the page, kept current. */

import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

export interface Size {
  width: number;
  height: number;
}

/** Content box of the element in CSS pixels; 0 × 0 until it is laid out. */
export function useSize(ref: RefObject<Element | null>): ReadonlySignal<Size> {
  const size = useSignal<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      if (width !== size.peek().width || height !== size.peek().height) size.value = { width, height };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** Fit a canvas' backing store to its CSS size; the answer is device pixels per CSS pixel. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size, most = 2): number {
  const ratio = Math.min(globalThis.devicePixelRatio || 1, most);
  const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  return ratio;
}
