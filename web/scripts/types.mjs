/**
 * Writes src/source/types.ts from the server's OpenAPI document; with --check, fails where that file is stale.
 * The document comes from the Python beside this folder (.venv), or from the one named in ROWSPACE_PYTHON.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const TYPES = fileURLToPath(new URL('../src/source/types.ts', import.meta.url));
const VENV = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const PYTHON = process.env.ROWSPACE_PYTHON ?? (existsSync(VENV) ? VENV : 'python3');
const REFRESH = 'cd web && npm run types';
const BANNER = `/* Types of the server's answers, written from its OpenAPI document by: ${REFRESH} */`;

const written = await typesOf(openApi());
if (!process.argv.includes('--check')) {
  writeFileSync(TYPES, written);
} else if (!existsSync(TYPES) || readFileSync(TYPES, 'utf8') !== written) {
  console.error(`web/src/source/types.ts is not what the server answers now. Refresh it with: ${REFRESH}`);
  process.exit(1);
}

function openApi() {
  const text = execFileSync(PYTHON, ['-m', 'rowspace.server.openapi'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(text);
}

/** Every schema of the document as an interface under its own name, in the order of the alphabet. */
async function typesOf(document) {
  const schemas = document.components.schemas;
  const names = Object.keys(schemas).toSorted();
  const definitions = Object.fromEntries(names.map((name) => [name, { ...plain(schemas[name]), title: name }]));
  const text = await compile({ title: 'Answers', type: 'object', additionalProperties: false, definitions }, 'Answers', {
    additionalProperties: false,
    bannerComment: BANNER,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return text
    .replace(/export interface Answers \{\}\n/, '')
    .replaceAll(/ \* This interface was referenced by `Answers`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, '')
    .replaceAll(/\/\*\*\n(?: \*\n)* \*\/\n/g, '')
    .replaceAll(/\n \*\n \*\//g, '\n */');
}

/**
 * The schema as the generator reads it: without the title pydantic gives every field (each would be a type of its
 * own) and without lengths of lists; tuples in the older spelling; references into this document.
 */
function plain(schema) {
  if (Array.isArray(schema)) return schema.map(plain);
  if (schema === null || typeof schema !== 'object') return schema;
  const { prefixItems, minItems, maxItems, $ref, ...rest } = schema;
  if (typeof rest.title === 'string') delete rest.title;
  const read = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)]));
  if ($ref) read.$ref = $ref.replace('#/components/schemas/', '#/definitions/');
  if (prefixItems) Object.assign(read, { items: plain(prefixItems), minItems, maxItems });
  return read;
}
