import type { ReadonlySignal } from '@preact/signals';
import type { Param } from '../state/address';
import { lights } from './chip';
import { spelled } from './format';
import { TokenInput } from './token-input';

export interface TokenListProps {
  label: string;
  table: ReadonlySignal<string>;
  tokens: Param<string[]>;
  /** How many are allowed; past it the field for another one goes away. */
  most?: number;
  least?: number;
}

/** Tokens a panel works on: each can be taken out, others can be added. */
export function TokenList({ label, table, tokens, most = 12, least = 1 }: TokenListProps) {
  const list = tokens.value;
  return (
    <div class="token-list" role="group" aria-label={label}>
      {list.map((token) => (
        <span key={token} class="chip" data-token={token} {...lights(token)}>
          <bdi>{spelled(token)}</bdi>
          {list.length > least && (
            <button
              type="button"
              class="chip-remove"
              aria-label={`Remove ${spelled(token)}`}
              onClick={() => (tokens.value = list.filter((other) => other !== token))}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {list.length < most && (
        <TokenInput
          label={`Add to ${label}`}
          quiet
          clears
          table={table}
          value=""
          placeholder="add a token"
          onChange={(token) => !list.includes(token) && (tokens.value = [...list, token])}
        />
      )}
    </div>
  );
}
