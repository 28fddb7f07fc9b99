/** KaTeX's style sheet, cut down to what the lesson's formulas use: most of its rules and fonts are for others. */

/** KaTeX offers each font in three formats; every browser that runs this page reads the first. */
const OLD_FONTS = /,\s*url\([^)]+\)\s*format\(["'](?:woff|truetype)["']\)/g;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
const CLASS = /\.([\w-]+)/g;

/** Rules whose classes all occur in `html`, and the fonts that those rules name. */
export function usedStyle(css: string, html: string): string {
  const used = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1]!.split(/\s+/)));
  const rules = [...css.matchAll(RULE)].map((match) => ({ selector: match[1]!, body: match[2]! }));
  const kept = rules.filter(({ selector }) => !isFont(selector)).flatMap(({ selector, body }) => narrowed(selector, body, used));
  const fonts = rules.filter(({ selector, body }) => isFont(selector) && kept.some((rule) => rule.includes(familyOf(body))));
  return [...fonts.map(({ selector, body }) => `${selector}{${body.replaceAll(OLD_FONTS, '')}}`), ...kept].join('');
}

const isFont = (selector: string): boolean => selector.trim().startsWith('@font-face');
const familyOf = (body: string): string => /font-family:\s*"?([\w-]+)/.exec(body)?.[1] ?? '';

/** The rule for those of its selectors that can match; none, no rule. */
function narrowed(selector: string, body: string, used: ReadonlySet<string>): string[] {
  const matching = selector.split(',').filter((one) => [...one.matchAll(CLASS)].every((match) => used.has(match[1]!)));
  return matching.length > 0 ? [`${matching.join(',')}{${body}}`] : [];
}
