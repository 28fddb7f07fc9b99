import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** A column of numbers, or with `text` one of words, which stands at the left. */
export type Column = string | { text: string };

export interface TwinProps {
  /** What the reader opens. */
  summary?: string;
  columns: readonly Column[];
  /** Made only when opened: for tables of many rows. */
  lazy?: boolean;
  /** The rows, `<tr>` each. */
  children: () => ComponentChildren;
}

/** The numbers behind a drawing as a table that can be read and copied. */
export function Twin({ summary = 'Numbers as a table', columns, lazy = false, children }: TwinProps) {
  const open = useSignal(false);
  return (
    <details class="twin" onToggle={(event) => (open.value = event.currentTarget.open)} data-screen-only>
      <summary>{summary}</summary>
      {/* Long tables scroll, and what scrolls takes the keyboard's focus. */}
      <div tabindex={0} role="region" aria-label={summary}>
        {(open.value || !lazy) && (
          <table class="numbers">
            <thead>
              <tr>
                {columns.map((column) => (
                  <Heading key={nameOf(column)} column={column} />
                ))}
              </tr>
            </thead>
            <tbody>{children()}</tbody>
          </table>
        )}
      </div>
    </details>
  );
}

function Heading({ column }: { column: Column }) {
  return (
    <th scope="col" class={typeof column === 'string' ? 'right' : undefined}>
      {nameOf(column)}
    </th>
  );
}

function nameOf(column: Column): string {
  return typeof column === 'string' ? column : column.text;
}
