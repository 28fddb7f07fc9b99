import { useSignal, type ReadonlySignal } from '@preact/signals';
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useId, useRef } from 'preact/hooks';
import type { Cell } from '../plot/save';
import type { ApiError } from '../source/api';
import { param } from '../state/address';
import type { BenchState } from '../state/places';
import { FigureMenu } from './figure-menu';
import { Notice } from './notice';
import { TableSwitcher } from './table-switcher';

/** True within the workbench, whose figures lead nowhere else. */
export const InWorkbench = createContext(false);

/** Rows a figure hands out as CSV. */
export interface Csv {
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** What Figure needs to know of a question; an `Answer` and a `Work` are both one. */
export interface Asked {
  error: ReadonlySignal<ApiError | null>;
  waiting: ReadonlySignal<boolean>;
}

export interface FigureProps {
  /** Panel id: names the root's `data-panel`, the parameters `<id>.*` and the saved files. */
  id: string;
  title: string;
  /** The table in effect; leave it out for panels that use no table. */
  table?: ReadonlySignal<string>;
  /** What is drawn: rows used of rows there are, metric, projection and quality, seed, percentile. */
  caption: ComponentChildren;
  /** The questions behind the figure: their errors become a Notice, their waiting a spinner. */
  asked?: readonly Asked[];
  /** Puts a near spelling in the place of an unknown token. */
  onSpelling?: (wrong: string, right: string) => void;
  csv: () => Csv | Promise<Csv>;
  /** Lines that give the figure's numbers in Python; they are run by tests. */
  python: string;
  /** True where the body's first SVG is the whole drawing. */
  svg?: boolean;
  /** What the workbench opens with, beside the table; null inside the workbench. */
  bench?: BenchState | null;
  /** Own picture; by default the whole figure is drawn. */
  picture?: () => Element | null;
  children: ComponentChildren;
}

/** The frame around every panel: heading, table, body, caption, and the menu that saves and cites it. */
export function Figure(props: FigureProps) {
  const { id, title, table, caption, asked = [], onSpelling, children } = props;
  const heading = useId();
  const root = useRef<HTMLElement>(null);
  const said = useSignal('');
  const inside = useContext(InWorkbench);
  const errors = distinct(asked.map((one) => one.error.value));
  const waiting = asked.some((one) => one.waiting.value);
  return (
    <section class="figure" data-panel={id} aria-labelledby={heading} aria-busy={waiting} ref={root}>
      <header class="figure-head">
        <h3 id={heading}>{title}</h3>
        {table && <TableSwitcher table={table} label={`Table of ${title}`} onChange={(name) => (param(`${id}.table`).value = name)} />}
      </header>
      <div class="figure-body">
        {waiting && <div class="waiting" data-screen-only role="status" aria-label="Waiting for the server" />}
        {errors.map((error) => (
          <Notice key={error.message} error={error} onSpelling={onSpelling} />
        ))}
        {children}
      </div>
      <p class="figure-caption">{caption}</p>
      <FigureMenu {...props} bench={inside ? null : props.bench} root={root} said={said} />
      <p class="for-readers" role="status" data-screen-only>
        {said.value}
      </p>
    </section>
  );
}

function distinct(errors: readonly (ApiError | null)[]): ApiError[] {
  const seen = new Map<string, ApiError>();
  for (const error of errors) if (error) seen.set(error.message, error);
  return [...seen.values()];
}
