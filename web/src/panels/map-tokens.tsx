import { useSignal, type ReadonlySignal } from '@preact/signals';
import { count, spelled } from '../parts/format';
import { Notice } from '../parts/notice';
import { TextField } from '../parts/text-field';
import { TokenList } from '../parts/token-list';
import type { LessonTokens } from '../source/types';
import type { Param } from '../state/address';
import { MOST_TOKENS } from './map-answers';

interface MapTokensProps {
  table: ReadonlySignal<string>;
  /** What is drawn now. */
  drawn: readonly string[];
  /** The reader's own selection; empty for the lesson's tokens. */
  own: Param<string[]>;
}

/** The choice of tokens, folded away until it is wanted. */
export function MapTokens({ table, drawn, own }: MapTokensProps) {
  const pasted = useSignal('');
  const tokens: Param<string[]> = {
    get value() {
      return own.value.length > 0 ? own.value : [...drawn];
    },
    set value(chosen) {
      own.value = chosen;
    },
    peek: () => (own.peek().length > 0 ? own.peek() : [...drawn]),
  };
  const many: Param<string> = {
    get value() {
      return pasted.value;
    },
    set value(text) {
      const words = text.split(/[\s,]+/).filter(Boolean);
      if (words.length > 0) own.value = [...new Set([...own.peek(), ...words])].slice(0, MOST_TOKENS);
      pasted.value = '';
    },
    peek: () => pasted.peek(),
  };
  return (
    <details class="fold" data-screen-only>
      <summary>Choose the tokens ({count(tokens.value.length)} drawn)</summary>
      <div class="map-tokens">
        <TokenList label="Tokens drawn" table={table} tokens={tokens} most={MOST_TOKENS} least={3} />
        <TextField label="Own words, separated by spaces, commas or lines" value={many} rows={2} />
        {own.value.length > 0 && (
          <button type="button" class="button" onClick={() => (own.value = [])}>
            Back to the lesson’s tokens
          </button>
        )}
      </div>
    </details>
  );
}

/** Which of the lesson's tokens the table lacks, with near spellings to draw in their place. */
export function MapMissing({ lesson, own }: { lesson: LessonTokens; own: Param<string[]> }) {
  if (lesson.missing.length === 0 || own.value.length > 0) return null;
  const present = Object.values(lesson.groups).flat();
  return (
    <Notice>
      <p>
        This table lacks {lesson.missing.length} of the lesson’s tokens: {lesson.missing.map(spelled).join(', ')}.
      </p>
      <p class="notice-spellings">
        Near spellings{' '}
        {lesson.missing.flatMap((token) =>
          (lesson.nearest[token] ?? []).slice(0, 1).map((near) => (
            <button key={token} type="button" class="chip" onClick={() => (own.value = [...new Set([...present, near])])}>
              <bdi>{spelled(near)}</bdi>
            </button>
          )),
        )}
      </p>
    </Notice>
  );
}
