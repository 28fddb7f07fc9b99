import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { whileDragging, type Param } from '../state/address';

export interface TextFieldProps {
  label: string;
  value: Param<string>;
  placeholder?: string;
  /** Rows of a text area; a single line without. */
  rows?: number;
  quiet?: boolean;
  /** Takes effect with every letter. */
  live?: boolean;
}

/** Free text or an expression: it takes effect on Enter or when the field is left. */
export function TextField({ label, value, placeholder, rows, quiet, live }: TextFieldProps) {
  const id = useId();
  const typed = useSignal(value.peek());
  const outside = value.value;
  /** What this field wrote last: hearing of it again must not undo letters typed since. */
  const written = useRef(outside);
  useEffect(() => {
    const now = value.peek();
    if (now !== written.current) typed.value = now;
    written.current = now;
  }, [outside]);
  const commit = (): void => {
    written.current = typed.peek();
    value.value = typed.peek();
  };
  const onInput = (text: string): void => {
    typed.value = text;
    if (live) whileDragging(commit);
  };
  const shared = {
    id,
    placeholder,
    value: typed.value,
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    onBlur: commit,
  } as const;
  return (
    <div class="field">
      <label for={id} class={quiet ? 'for-readers' : undefined}>
        {label}
      </label>
      {rows ? (
        <textarea {...shared} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </div>
  );
}
