/** The lesson's Markdown: formulas, phrases that drive a panel, links that leave the page. */
import MarkdownIt from 'markdown-it';
import { formulas } from './formula.ts';

export const markdown = new MarkdownIt({ html: false, typographer: true });
markdown.use(formulas);
markdown.disable('replacements');

/** A phrase is a link to the state it sets, so it can be opened beside this page, too; it wraps like its words. */
markdown.renderer.rules.link_open = (tokens, index) => {
  const address = String(tokens[index]!.attrGet('href') ?? '');
  const escaped = markdown.utils.escapeHtml(address.replace(/^set:/, ''));
  return address.startsWith('set:')
    ? `<a class="phrase" href="?${escaped.replaceAll('+', '%2B')}" data-set="${escaped}">`
    : `<a href="${escaped}" target="_blank" rel="noreferrer">`;
};
