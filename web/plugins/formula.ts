/** `$…$` and `$$…$$` in Markdown, set by KaTeX while the page is built; readers load no TeX code. */
import katex from 'katex';
import type { MarkdownIt } from 'markdown-it';

const set = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { displayMode, output: 'htmlAndMathml', throwOnError: true });

/** A display formula; its parts between \\qquad go one below the other where they do not fit in a row. */
function displayed(tex: string): string {
  const parts = tex.split('\\qquad').map((part) => set(part.trim(), true));
  return `<div class="formula">${parts.join('')}</div>`;
}

export function formulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
    if (state.src[state.pos] !== '$' || state.src[state.pos + 1] === '$') return false;
    const end = state.src.indexOf('$', state.pos + 1);
    if (end < 0) return false;
    if (!silent) state.push('formula', '', 0).content = state.src.slice(state.pos + 1, end);
    state.pos = end + 1;
    return true;
  });
  markdown.block.ruler.before('fence', 'formula_block', (state, startLine, endLine, silent) => {
    const line = (number: number): string => state.src.slice(state.bMarks[number]! + state.tShift[number]!, state.eMarks[number]);
    if (line(startLine).trim() !== '$$') return false;
    let last = startLine + 1;
    while (last < endLine && line(last).trim() !== '$$') last += 1;
    if (last === endLine) throw new Error(`The formula opened by $$ in line ${startLine + 1} is not closed.`);
    if (silent) return true;
    state.push('formula_block', '', 0).content = state.getLines(startLine + 1, last, 0, false);
    state.line = last + 1;
    return true;
  });
  markdown.renderer.rules.formula = (tokens, index) => set(tokens[index]!.content, false);
  markdown.renderer.rules.formula_block = (tokens, index) => displayed(tokens[index]!.content);
}
