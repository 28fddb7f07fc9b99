/** The lesson's Markdown: formulas, phrases that drive a panel, links that leave the page. */
import MarkdownIt from 'markdown-it';
import { formulas } from './formula.ts';

export const markdown = new MarkdownIt({ html: false, typographer: false });
markdown.use(formulas);

/** Kinds of the links still open, so that each is closed by its own tag. */
const open: string[] = [];

markdown.renderer.rules.link_open = (tokens, index) => {
  const address = String(tokens[index]!.attrGet('href') ?? '');
  const drives = address.startsWith('set:');
  open.push(drives ? 'button' : 'a');
  const escaped = markdown.utils.escapeHtml(drives ? address.slice(4) : address);
  return drives
    ? `<button type="button" class="phrase" data-set="${escaped}">`
    : `<a href="${escaped}" target="_blank" rel="noreferrer">`;
};
markdown.renderer.rules.link_close = () => `</${open.pop()}>`;
