/** How numbers and tokens are written on the page. */

const MINUS = '\u2212';

/** A number with a fixed count of decimals and a true minus sign; "-0.000" is written without its sign. */
export function fixed(value: number, digits = 3): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** 40,000 */
export function count(value: number): string {
  return value.toLocaleString('en').replace('-', MINUS);
}

/** 0.42 as "42 %", small shares with a decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

const GLYPHS: Record<string, string> = { ' ': '␣', '\n': '⏎', '\t': '⇥', '\r': '␍', '\u00a0': '⍽' };

/** A token as it is drawn: spaces and control characters have glyphs, so nothing is invisible. */
export function spelled(token: string): string {
  if (token === '') return '∅';
  return token.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, (sign) => GLYPHS[sign] ?? `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}

/** A Python string literal of the text. */
export function pythonText(text: string): string {
  return JSON.stringify(text);
}

/** A Python list of string literals. */
export function pythonList(texts: readonly string[]): string {
  return `[${texts.map(pythonText).join(', ')}]`;
}
