import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { count as counted, fixed, spelled } from '../parts/format';
import { Notice } from '../parts/notice';
import { get, getBundle, tablePath } from '../source/api';
import { send } from '../source/flights';
import { useQuery } from '../source/query';
import type { Found, FoundIds, Match } from '../source/types';
import { whileDragging } from '../state/address';
import { Pieces } from './pieces';
import { addChosen, open, sought, table } from './state';
import { lightsRow } from './token-chip';
import { useWhole } from './whole';

const SHOWN = 40;
const HOW: Record<string, string> = {
  same: 'exactly',
  word: 'same word',
  start: 'begins so',
  within: 'holds it',
  id: 'by id',
  pattern: 'matches',
  all: '',
};

/** Every token is looked at with each letter typed: text, "exactly", #id, <0xE2>, /pattern/, arithmetic. */
export function Search() {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = useSignal(false);
  const active = useSignal(-1);
  /** Enter came before the answer to what is typed; its first match is opened then. */
  const early = useRef(false);
  const { names } = useWhole();
  const answer = useQuery(() =>
    table.value && sought.value !== '' && shown.value ? get<Found>(tablePath(table.value, 'find'), { text: sought.value, count: SHOWN }) : null,
  );
  const found = shown.value && sought.value !== '' ? answer.value.value : undefined;
  const matches = found?.matches ?? [];
  const take = (match: Match | undefined): void => {
    if (!match) return;
    shown.value = false;
    active.value = -1;
    open(names.peek()?.address(match.id) ?? match.token);
  };
  useEffect(() => {
    if (!early.current || found?.text !== sought.peek()) return;
    early.current = false;
    take(found.matches[0]);
  }, [found]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && found?.text !== sought.peek()) early.current = shown.value = true;
    else if (event.key === 'Enter') take(matches[Math.max(0, active.peek())]);
    else if (event.key === 'ArrowDown') active.value = Math.min(active.peek() + 1, matches.length - 1);
    else if (event.key === 'ArrowUp') active.value = Math.max(active.peek() - 1, -1);
    else if (event.key === 'Escape' && shown.peek()) shown.value = false;
    else if (event.key === 'Escape') field.current?.blur();
    else return;
    shown.value = event.key === 'ArrowDown' ? true : shown.peek();
    event.preventDefault();
    list.current?.querySelector(`[data-place="${active.peek()}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onInput = (text: string): void => {
    whileDragging(() => (sought.value = text));
    shown.value = true;
    active.value = -1;
    early.current = false;
  };
  return (
    <div
      class="bench-search"
      role="search"
      data-kind={found?.kind}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) shown.value = false;
      }}
    >
      <input
        id={id}
        ref={field}
        type="text"
        role="combobox"
        aria-label="Search all tokens"
        aria-expanded={found !== undefined}
        aria-controls={found ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active.value >= 0 ? `${id}-${active.value}` : undefined}
        aria-keyshortcuts="/"
        placeholder="Search tokens   king   #5822   /^un.*able$/   <0xE2>   king - man + woman"
        value={sought.value}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        data-search
        onInput={(event) => onInput(event.currentTarget.value)}
        onFocus={() => (shown.value = sought.peek() !== '')}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      {(found || answer.error.value) && shown.value && sought.value !== '' && (
        <div class="bench-found" ref={list}>
          {answer.error.value && <Notice error={answer.error.value} />}
          {found && (
            <>
              <FoundHead found={found} />
              <ul id={`${id}-list`} role="listbox" aria-label="Tokens found">
                {matches.map((match, place) => (
                  <li
                    key={match.id}
                    id={`${id}-${place}`}
                    role="option"
                    aria-selected={place === active.value}
                    data-place={place}
                    data-token={match.token}
                    {...lightsRow(match.id)}
                    onPointerDown={(event) => {
                      event.preventDefault();
                      take(match);
                    }}
                  >
                    <bdi>{spelled(match.token)}</bdi>
                    <small class="num">{match.id}</small>
                    <small>{typeof match.score === 'number' ? <span data-number={match.score}>{fixed(match.score)}</span> : HOW[match.how]}</small>
                  </li>
                ))}
              </ul>
              <Miss found={found} />
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** How many, and a way to take them all. */
function FoundHead({ found }: { found: Found }) {
  const { info } = useWhole();
  const all = async (): Promise<void> => {
    const { arrays } = await send(getBundle<FoundIds>(tablePath(table.peek(), 'find/ids'), { text: found.text }));
    addChosen([...arrays.ids.numbers]);
  };
  return (
    <div class="bench-found-head">
      <p role="status">
        {found.kind === 'expression' ? (
          `Nearest to ${found.text}`
        ) : (
          <>
            <span data-value="found" data-number={found.total} class="num">
              {counted(found.total)}
            </span>{' '}
            of {counted(info.value?.tokens ?? 0)} tokens
          </>
        )}
        {found.matches.length < found.total && `, the first ${found.matches.length} here`}
      </p>
      {found.total > 0 && (
        <button type="button" class="quiet-button" onClick={found.kind === 'expression' ? () => addChosen(found.matches.map(({ id }) => id)) : all}>
          Select all
        </button>
      )}
    </div>
  );
}

/** Why nothing begins so: what cannot be read yet, near spellings, and the pieces that the tokenizer makes of it. */
function Miss({ found: { note, miss } }: { found: Found }) {
  const { names } = useWhole();
  return (
    <>
      {note && <p class="bench-miss">{note}</p>}
      {miss && (
        <div class="bench-miss" data-miss>
          {miss.nearest.length > 0 && (
            <p>
              Near:{' '}
              {miss.nearest.map((near) => (
                <button key={near.id} type="button" class="chip" onClick={() => open(names.value?.address(near.id) ?? near.token)}>
                  <bdi>{spelled(near.token)}</bdi>
                  <small>{near.id}</small>
                </button>
              ))}
            </p>
          )}
          <p>
            <Pieces of={miss} />
          </p>
        </div>
      )}
    </>
  );
}
