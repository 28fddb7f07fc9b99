import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Param } from '../state/address';

export interface TextFieldProps {
  label: string;
  value: Param<string>;
  placeholder?: string;
  /** Rows of a text area; a single line without. */
  rows?: number;
  quiet?: boolean;
}

/** Free text or an expression: it takes effect on Enter or when the field is left. */
export function TextField({ label, value, placeholder, rows, quiet }: TextFieldProps) {
  const id = useId();
  const typed = useSignal(value.peek());
  const outside = value.value;
  useEffect(() => void (typed.value = outside), [outside]);
  const commit = (): void => void (value.value = typed.peek());
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
        <textarea {...shared} rows={rows} onInput={(event) => (typed.value = event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </div>
  );
}
