/**
 * A part of the page as a picture: cloned into an SVG together with the style rules in force, and drawn on a canvas.
 * Canvases inside become images; nothing is fetched.
 */

const DRAWN = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap',
  'stroke-linejoin', 'opacity', 'color', 'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor',
  'dominant-baseline', 'font-variant-numeric', 'visibility', 'display',
];

const LEFT_OUT = '[data-screen-only]';
/** Free space around a picture, CSS pixels. */
const MARGIN = 16;

/** An SVG element as a file: what the page's style sheets gave each part is written into its style attribute. */
export function drawingText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  for (const [index, element] of from.entries()) {
    const style = getComputedStyle(element);
    const rules = DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
    to[index]?.setAttribute('style', rules);
  }
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** Redraw an element at `scale` pixels per CSS pixel, on its page background or on none. */
export async function domPicture(target: Element, scale: number, clear = false): Promise<HTMLCanvasElement> {
  const { width, height } = sizeOfPicture(target);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureText(target, width, height, clear))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d')!;
  if (!clear) {
    context.fillStyle = background(target);
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Size of the element without what stays out of its picture, with a margin. Nothing is painted in between. */
function sizeOfPicture(target: Element): { width: number; height: number } {
  const left = [...target.querySelectorAll<HTMLElement>(LEFT_OUT)];
  const before = left.map((element) => element.style.display);
  for (const element of left) element.style.display = 'none';
  const { width, height } = target.getBoundingClientRect();
  for (const [index, element] of left.entries()) element.style.display = before[index];
  return { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function pictureText(target: Element, width: number, height: number, clear: boolean): string {
  const root = document.documentElement.cloneNode(false) as Element;
  const body = document.createElement('body');
  body.setAttribute('style', `margin:0;padding:${MARGIN}px;width:${width}px;background:none`);
  const copy = standIn(target);
  if (clear && copy instanceof HTMLElement) copy.style.background = 'none';
  body.append(copy);
  const rules = [...document.styleSheets].map((sheet) => rulesInForce(sheet.cssRules)).join('');
  const attributes = [...root.attributes].map(({ name, value }) => `${name}="${escaped(value)}"`).join(' ');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes} width="${width}" height="${height}">` +
    `<style>${escaped(rules)}</style><foreignObject x="0" y="0" width="100%" height="100%">` +
    `${new XMLSerializer().serializeToString(body)}</foreignObject></svg>`
  );
}

/** A clone that looks like the original: canvases are images, form controls carry what they show. */
function standIn(target: Element): Element {
  const copy = target.cloneNode(true) as Element;
  const pairs = [...target.querySelectorAll('canvas, input, select')].entries();
  const copies = [...copy.querySelectorAll('canvas, input, select')];
  for (const [index, element] of pairs) {
    const twin = copies[index];
    if (!twin) continue;
    if (element instanceof HTMLCanvasElement) twin.replaceWith(imageOf(element));
    else if (element instanceof HTMLSelectElement) twin.children[element.selectedIndex]?.setAttribute('selected', '');
    else if (element instanceof HTMLInputElement) {
      twin.setAttribute('value', element.value);
      twin.toggleAttribute('checked', element.checked);
    }
  }
  for (const left of copy.querySelectorAll(LEFT_OUT)) left.remove();
  return copy;
}

function imageOf(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = document.createElement('img');
  const style = getComputedStyle(canvas);
  image.src = canvas.toDataURL();
  image.alt = '';
  image.className = canvas.className;
  const kept = ['display', 'position', 'inset', 'width', 'height', 'border', 'margin', 'grid-area'];
  image.setAttribute('style', kept.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  return image;
}

/** The text of every rule that holds now; media queries are settled here, since the picture has another viewport. */
function rulesInForce(rules: CSSRuleList): string {
  let text = '';
  for (const rule of rules) {
    if (rule instanceof CSSFontFaceRule) continue;
    if (!(rule instanceof CSSMediaRule)) text += `${rule.cssText}\n`;
    else if (matchMedia(rule.conditionText).matches) text += rulesInForce(rule.cssRules);
  }
  return text;
}

function background(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color && color !== 'transparent' && !/, 0\)$|\/ 0\)$/.test(color)) return color;
  }
  return '#ffffff';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
