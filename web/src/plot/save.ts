/** Files that a figure hands out: picture, drawing, numbers. */

import { domPicture, drawingText } from './snapshot';

export type Cell = string | number | null;

/** Comma-separated text after RFC 4180; numbers keep every digit, null is an empty cell. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(quoted).join(',') + '\r\n').join('');
}

function quoted(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function saveCsv(name: string, header: readonly string[], rows: readonly (readonly Cell[])[]): void {
  saveBlob(name, new Blob([csvText(header, rows)], { type: 'text/csv;charset=utf-8' }));
}

/** Save an SVG element as it looks now, with its computed styles written into it. */
export function saveSvg(name: string, svg: SVGSVGElement): void {
  saveBlob(name, new Blob([drawingText(svg)], { type: 'image/svg+xml' }));
}

/**
 * Save a picture: a canvas as it is, an SVG or any part of the page redrawn at `scale` pixels per CSS pixel, where
 * `clear` without its background.
 * Elements with the attribute `data-screen-only` stay out of it.
 */
export async function savePng(name: string, target: Element, scale = 2, clear = false): Promise<void> {
  const canvas = target instanceof HTMLCanvasElement ? target : await domPicture(target, scale, clear);
  saveBlob(name, await pngOf(canvas));
}

export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not encode this picture.'))));
  });
}

export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download reads the address after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
