/**
 * Vite plugin: the Markdown files of the lesson.
 *
 *     virtual:lesson   steps: number, title, table and a function that fetches the words, as `readStep` gives them
 *
 * Words are content, not code: the built page fetches them as JSON, one file a step.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { StepWords } from '../src/lesson/words';
import { usedStyle } from './formula-style.ts';
import { readStep } from './step-file.ts';

const NAME = 'virtual:lesson';
const RESOLVED = `\0${NAME}`;

export function lesson(folder: string): Plugin {
  let files: string[] = [];
  let building = false;
  const read = (): StepWords[] => files.map((file) => readStep(readFileSync(file, 'utf8'), file));
  return {
    name: 'rowspace-lesson',
    enforce: 'pre',
    configResolved({ root, command }) {
      const path = resolve(root, folder);
      building = command === 'build';
      files = readdirSync(path)
        .filter((file) => /^\d+-.*\.md$/.test(file))
        .toSorted()
        .map((file) => resolve(path, file));
    },
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      for (const file of files) this.addWatchFile(file);
      const entries = read().map((step) => {
        const { number, title, table } = step;
        const asset = () => this.emitFile({ type: 'asset', name: `lesson-${number}.json`, source: JSON.stringify(step) });
        const load = building ? `fetchWords(import.meta.ROLLUP_FILE_URL_${asset()})` : JSON.stringify(step);
        return `{ ...${JSON.stringify({ number, title, table })}, load: async () => ${load} }`;
      });
      return `${FETCH}export const steps = [${entries.join(', ')}];`;
    },
    transform(code, id) {
      if (!/katex.*\.css/.test(id)) return null;
      return usedStyle(code, JSON.stringify(read()).replaceAll('\\"', '"'));
    },
  };
}

const FETCH = `async function fetchWords(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error('The words answered ' + response.status + '.');
  return response.json();
}
`;
