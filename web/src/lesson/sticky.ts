import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Tells the style sheet the element's own height (`--own-height`), which CSS cannot ask for: a column that fits
 * the window sticks to its top, a taller one scrolls to its end first and sticks there.
 */
export function useOwnHeight(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => element.style.setProperty('--own-height', `${element.offsetHeight}px`));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
}
