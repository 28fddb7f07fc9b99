/**
 * Vite plugin: the Markdown files of the lesson as modules.
 *
 *     virtual:lesson       steps: number, title, table and a function that fetches the words
 *     virtual:lesson/3     words of step 3, as `readStep` gives them
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { readStep } from './step-file.ts';

const NAME = 'virtual:lesson';
const RESOLVED = `\0${NAME}`;
/** KaTeX offers each font in three formats; every browser that runs this page reads the first. */
const OLD_FONTS = /,\s*url\([^)]+\)\s*format\(["'](?:woff|truetype)["']\)/g;

export function lesson(folder: string): Plugin {
  let files: string[] = [];
  return {
    name: 'rowspace-lesson',
    enforce: 'pre',
    configResolved({ root }) {
      const path = resolve(root, folder);
      files = readdirSync(path)
        .filter((file) => /^\d+-.*\.md$/.test(file))
        .toSorted()
        .map((file) => resolve(path, file));
    },
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(RESOLVED)) return null;
      for (const file of files) this.addWatchFile(file);
      const steps = files.map((file) => readStep(readFileSync(file, 'utf8'), file));
      const number = Number(id.slice(RESOLVED.length + 1));
      return number ? wordsModule(steps.find((step) => step.number === number)) : listModule(steps);
    },
    transform: (code, id) => (/katex.*\.css/.test(id) ? code.replaceAll(OLD_FONTS, '') : null),
  };
}

function wordsModule(step: unknown): string {
  return `export default ${JSON.stringify(step)};`;
}

function listModule(steps: ReturnType<typeof readStep>[]): string {
  const entries = steps.map(({ number, title, table }) => {
    const facts = JSON.stringify({ number, title, table });
    return `{ ...${facts}, load: async () => (await import('${NAME}/${number}')).default }`;
  });
  return `export const steps = [${entries.join(', ')}];`;
}
