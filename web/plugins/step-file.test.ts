// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { readQuestion, readStep } from './step-file.ts';

const STEP = `---
step: 2
title: What do dimensions mean?
table: glove
---

## Two rows
<!-- panel: compare-rows table: minilm -->

Rows of [cat & dog](set:compare-rows.a=cat&compare-rows.b=dog) have $\\sqrt{2}$.

$$
a = b \\qquad c = d
$$

\`\`\`question
id: cat-king
ask: Is \`cat\` near?
- no
- yes *
set: compare-rows.a=cat
reveal: It is.
\`\`\`

## Further reading

- [A paper](https://example.org/a?b=1&c=2)
`;

describe('a step', () => {
  const step = readStep(STEP, '2-x.md');
  const [rows, reading] = step.sections;

  test('has its front matter, and a section for each heading', () => {
    expect([step.number, step.title, step.table]).toEqual([2, 'What do dimensions mean?', 'glove']);
    expect(rows).toMatchObject({ slug: 'two-rows', panel: 'compare-rows', table: 'minilm' });
    expect(reading).toMatchObject({ slug: 'further-reading', panel: null, table: null });
  });

  test('turns a phrase into a link to its state', () => {
    expect(rows!.html).toContain(
      '<a class="phrase" href="?compare-rows.a=cat&amp;compare-rows.b=dog" data-set="compare-rows.a=cat&amp;compare-rows.b=dog">cat &amp; dog</a>',
    );
  });

  test('sets formulas with MathML inside, and breaks a long one at its gaps', () => {
    expect(rows!.html).toContain('<msqrt>');
    expect(rows!.html.match(/katex-display/g)).toHaveLength(2);
    expect(rows!.html).not.toContain('$');
  });

  test('opens links elsewhere without telling them where from', () => {
    expect(reading!.html).toContain('<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noreferrer">');
  });

  test('takes questions out of the words', () => {
    expect(rows!.html).not.toContain('cat-king');
    expect(rows!.questions).toEqual([
      {
        id: 'cat-king',
        ask: 'Is <code>cat</code> near?',
        choices: ['no', 'yes'],
        right: 1,
        reveal: 'It is.',
        set: 'compare-rows.a=cat',
      },
    ]);
  });
});

describe('a mistake in a lesson file stops the build and names the file', () => {
  test.each([
    ['no front matter', '## Title', /2-x.md does not begin with front matter/],
    ['no title', '---\nstep: 1\ntable: glove\n---\n', /2-x.md lacks "title:"/],
    ['a formula left open', '---\nstep: 1\ntitle: t\ntable: glove\n---\n## A\n$$\nx', /not closed/],
  ])('%s', (_, source, message) => {
    expect(() => readStep(source, '2-x.md')).toThrow(message);
  });

  test('a question without a right choice', () => {
    expect(() => readQuestion('id: a\nask: b\n- c\n- d\nreveal: e', '2-x.md')).toThrow(/question a needs two choices/);
  });
});
