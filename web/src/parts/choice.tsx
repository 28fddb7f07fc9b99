import { useId } from 'preact/hooks';
import type { Param } from '../state/address';

export interface ChoiceProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: Param<string>;
  /** Keeps the label for screen readers alone. */
  quiet?: boolean;
}

/** One of a few: native radio buttons drawn as one row of words. */
export function Choice({ label, options, value, quiet }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={quiet ? 'for-readers' : undefined}>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value.value === option.value}
            onChange={() => (value.value = option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
