// @vitest-environment node
import { expect, test } from 'vitest';
import { usedStyle } from './formula-style.ts';

const CSS =
  '@font-face{font-family:KaTeX_Main;src:url(a.woff2) format("woff2"),url(a.woff) format("woff"),url(a.ttf) format("truetype")}' +
  '@font-face{font-family:"KaTeX_Fraktur";src:url(b.woff2) format("woff2")}' +
  '.katex{font:1em KaTeX_Main}.katex .mathfrak,.katex .mord{color:red}.katex .fraktur{font-family:KaTeX_Fraktur}';

test('rules and fonts that no formula uses are left out', () => {
  expect(usedStyle(CSS, '<span class="katex"><span class="mord mathnormal">x</span></span>')).toBe(
    '@font-face{font-family:KaTeX_Main;src:url(a.woff2) format("woff2")}.katex{font:1em KaTeX_Main}.katex .mord{color:red}',
  );
});
