import type { ComponentChildren } from 'preact';
import type { ApiError } from '../source/api';
import { spelled } from './format';

export interface NoticeProps {
  /** A refusal of the server; its message is the sentence shown. */
  error?: ApiError;
  /** Puts a near spelling in the place of the token that was not found. */
  onSpelling?: (wrong: string, right: string) => void;
  children?: ComponentChildren;
}

/** A quiet box that says what is missing and what to do, in the place of what cannot be drawn. */
export function Notice({ error, onSpelling, children }: NoticeProps) {
  const { token, nearest = [], text, position } = error?.details ?? {};
  return (
    <div class="notice" role={error ? 'alert' : 'note'} data-kind={error?.kind}>
      {error && <p>{error.message}</p>}
      {text !== undefined && position !== undefined && <Pointer text={text} position={position} />}
      {onSpelling && token !== undefined && nearest.length > 0 && (
        <p class="notice-spellings">
          Use{' '}
          {nearest.map((spelling) => (
            <button key={spelling} type="button" class="chip" onClick={() => onSpelling(token, spelling)}>
              <bdi>{spelled(spelling)}</bdi>
            </button>
          ))}
        </p>
      )}
      {children}
    </div>
  );
}

/** The expression with its offending character marked. */
function Pointer({ text, position }: { text: string; position: number }) {
  return (
    <p class="notice-pointer">
      {text.slice(0, position)}
      <mark>{text.slice(position, position + 1) || '␣'}</mark>
      {text.slice(position + 1)}
    </p>
  );
}
