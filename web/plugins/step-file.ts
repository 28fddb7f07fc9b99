/** Reads one file of the lesson: front matter, sections with their panels, questions. */
import type { Question, Section, StepWords } from '../src/lesson/words';
import { markdown } from './markdown.ts';

const FRONT = /^---\n([\s\S]*?)\n---\n/;
const PANEL = /^\s*<!--\s*panel:\s*([\w-]+)(?:\s+table:\s*([\w./-]+))?\s*-->\s*\n/;
const QUESTION = /^```question\n([\s\S]*?)^```\s*$/gm;

export function readStep(source: string, file: string): StepWords {
  const front = FRONT.exec(source);
  if (!front) throw new Error(`${file} does not begin with front matter between two lines of ---.`);
  const fields = readFields(front[1]!.split('\n'));
  const [, ...sections] = source.slice(front[0].length).split(/^## /m);
  return {
    number: Number(needed(fields, 'step', file)),
    title: needed(fields, 'title', file),
    table: needed(fields, 'table', file),
    sections: sections.map((text) => readSection(text, file)),
  };
}

function readSection(text: string, file: string): Section {
  const [title = '', ...lines] = text.split('\n');
  const rest = lines.join('\n');
  const panel = PANEL.exec(rest);
  const words = panel ? rest.slice(panel[0].length) : rest;
  const questions = [...words.matchAll(QUESTION)].map((match) => readQuestion(match[1]!, file));
  return {
    slug: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, ''),
    title: markdown.renderInline(title.trim()),
    panel: panel?.[1] ?? null,
    table: panel?.[2] ?? null,
    html: markdown.render(words.replaceAll(QUESTION, '')),
    questions,
  };
}

/** `id:`, `ask:`, choices as a list with * after the right one, `reveal:`, and perhaps `set:`. */
export function readQuestion(source: string, file: string): Question {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const choices = lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2).trim());
  const fields = readFields(lines.filter((line) => !line.startsWith('- ')));
  const right = choices.findIndex((choice) => choice.endsWith(' *'));
  const id = needed(fields, 'id', file);
  if (choices.length < 2 || right < 0) {
    throw new Error(`${file}: question ${id} needs two choices or more, and a * after the right one.`);
  }
  return {
    id,
    ask: markdown.renderInline(needed(fields, 'ask', file)),
    choices: choices.map((choice) => markdown.renderInline(choice.replace(/ \*$/, ''))),
    right,
    reveal: markdown.renderInline(needed(fields, 'reveal', file)),
    set: fields.get('set') ?? null,
  };
}

function readFields(lines: readonly string[]): Map<string, string> {
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]));
}

function needed(fields: ReadonlyMap<string, string>, name: string, file: string): string {
  const value = fields.get(name);
  if (!value) throw new Error(`${file} lacks "${name}:".`);
  return value;
}
