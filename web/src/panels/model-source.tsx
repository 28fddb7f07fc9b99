import { useSignal } from '@preact/signals';
import { useContext } from 'preact/hooks';
import { Notice } from '../parts/notice';
import { get, post, type Query, type Request } from '../source/api';
import { useQuery } from '../source/query';
import type { CatalogueEntry } from '../source/types';
import { param } from '../state/address';
import { OwnModelContext } from './own-model';
import './model-source.css';

const MOST = 60_000; // characters of a config that the address can hold
const ROTARY: readonly string[] = ['rotary'];
const OWN = 'own';
const DROPPED = 'dropped';

interface ModelOptions {
  first?: string;
  key?: string;
  /** Encodings of the page's own model that the panel can show. */
  encodings?: readonly string[];
}

/**
 * A catalogue model, a dropped config.json or the page's own model, the same for every panel about models.
 * A panel for a few encodings alone keeps a choice of its own under `key`.
 */
export function useModel({ first = 'llama-3.1-8b', key = 'model', encodings = ROTARY }: ModelOptions = {}) {
  const given = useContext(OwnModelContext);
  const own = given && encodings.includes(given.encoding) ? given : null;
  const name = param(`${key}.name`, own ? OWN : first);
  const config = param(`${key}.config`);
  const text = (): string => config.value || (own && name.value === OWN ? own.text : '');
  return {
    name,
    config,
    own,
    /** A question about the model in hand: `kind` is '' for its positions, or 'curve', 'biases', 'precision'. */
    ask<T>(kind: '' | 'curve' | 'biases' | 'precision', query: Query = {}): Request<T> {
      if (text()) return post<T>(`/api/positions/config${kind && `/${kind}`}`, { text: text(), ...query });
      return get<T>(`/api/positions/${kind || 'model'}`, { name: name.value, ...query });
    },
    /** The same in Python. */
    python: config.value ? `json.loads(${JSON.stringify(config.value)})` : text() && own ? own.python : JSON.stringify(name.value),
  };
}

type Model = ReturnType<typeof useModel>;

interface ModelFieldProps {
  model: Model;
  only?: (entry: CatalogueEntry) => boolean;
  /** What is chosen by no model at all. */
  none?: string;
}

/** Chooses a model of the catalogue, or takes a config.json by button or drop. Nothing leaves this machine. */
export function ModelField({ model, only, none }: ModelFieldProps) {
  const catalogue = useQuery(() => get<CatalogueEntry[]>('/api/positions/models'));
  const refused = useSignal('');
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const text = file.size <= MOST * 4 ? compact(await file.text()) : '';
    refused.value = text && text.length <= MOST ? '' : `${file.name} is no config.json of at most ${MOST.toLocaleString('en')} characters.`;
    if (!refused.value) model.config.value = text;
  };
  const entries = (catalogue.value.value ?? []).filter(only ?? (() => true));
  return (
    <div
      class="model-source"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <label class="field">
        <span>Model</span>
        <select
          value={model.config.value ? DROPPED : model.name.value}
          onChange={(event) => {
            model.config.value = '';
            model.name.value = event.currentTarget.value;
          }}
        >
          {model.config.value && <option value={DROPPED}>own config.json</option>}
          {model.own && <option value={OWN}>{model.own.title}</option>}
          {none && <option value="">{none}</option>}
          {entries.map((entry) => (
            <option key={entry.name} value={entry.name}>
              {entry.title}
            </option>
          ))}
        </select>
      </label>
      <label class="button model-source-file">
        Drop or choose a config.json
        <input type="file" accept=".json,application/json" onChange={(event) => void take(event.currentTarget.files?.[0])} />
      </label>
      {refused.value && <Notice>{refused.value}</Notice>}
    </div>
  );
}

/** The JSON without its blanks, so that a link can carry it; text that is no JSON as it is, for the server to refuse. */
function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** What the reading of a config had to decide, and what it warns of. */
export function ModelNotes({ rules, warnings }: { rules: readonly string[]; warnings: readonly string[] }) {
  return (
    <ul class="model-notes">
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
      {warnings.map((warning) => (
        <li key={warning} data-warning>
          {warning}
        </li>
      ))}
    </ul>
  );
}
