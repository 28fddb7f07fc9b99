import { fixed } from './format';

export interface NumProps {
  /** Key that tests and stylesheets find it by: `[data-value="cosine"]`. */
  name: string;
  value: number;
  digits?: number;
  /** Written form, where decimals are not the right one (counts, bytes). */
  text?: string;
}

/** A number on the page: tabular figures to read, the full precision in `data-number`. */
export function Num({ name, value, digits = 3, text }: NumProps) {
  return (
    <span class="num" data-value={name} data-number={String(value)}>
      {text ?? fixed(value, digits)}
    </span>
  );
}
