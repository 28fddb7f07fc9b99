import { computed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useId, useMemo } from 'preact/hooks';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { TokenMatch } from '../source/types';
import { spelled } from './format';

export interface TokenInputProps {
  label: string;
  table: ReadonlySignal<string>;
  value: string;
  /** Called with a token, or `#123` for an id, on Enter, on a choice and when the field is left. */
  onChange: (token: string) => void;
  placeholder?: string;
  /** Empties the field after a choice; for lists that tokens are added to. */
  clears?: boolean;
  quiet?: boolean;
}

const SHOWN = 8;

/** A field for one token, with the table's own spellings offered while typing. */
export function TokenInput(props: TokenInputProps) {
  const { label, table, value, onChange, placeholder, clears, quiet } = props;
  const id = useId();
  const typed = useSignal(value);
  const open = useSignal(false);
  const active = useSignal(-1);
  useEffect(() => void (typed.value = value), [value]);
  const matches = useQuery(() =>
    open.value && typed.value !== ''
      ? get<TokenMatch[]>(tablePath(table.value, 'complete'), { prefix: typed.value, count: SHOWN })
      : null,
  );
  const offered = useMemo(() => computed(() => (open.value ? (matches.value.value ?? []) : [])), []);
  const take = (token: string): void => {
    open.value = false;
    active.value = -1;
    typed.value = clears ? '' : token;
    if (token !== '' && (clears || token !== value)) onChange(token);
  };
  const keys = (event: KeyboardEvent): void => {
    const last = offered.peek().length - 1;
    if (event.key === 'Enter') take(offered.peek()[active.peek()]?.token ?? typed.peek());
    else if (event.key === 'Escape') open.value = false;
    else if (event.key === 'ArrowDown') active.value = Math.min(active.peek() + 1, last);
    else if (event.key === 'ArrowUp') active.value = Math.max(active.peek() - 1, -1);
    else return;
    event.preventDefault();
  };
  return (
    <div class="field token-input">
      <label for={id} class={quiet ? 'for-readers' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={offered.value.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active.value >= 0 ? `${id}-${active.value}` : undefined}
        value={typed.value}
        placeholder={placeholder}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          open.value = true;
          active.value = -1;
        }}
        onKeyDown={keys}
        onBlur={() => take(clears ? '' : typed.peek())}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="Spellings in the table" hidden={offered.value.length === 0}>
        {offered.value.map((match, index) => (
          <li
            key={match.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active.value}
            onPointerDown={(event) => {
              event.preventDefault();
              take(match.token);
            }}
          >
            <bdi>{spelled(match.token)}</bdi>
            <small>{match.id}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
