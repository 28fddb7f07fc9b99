import type { ReadonlySignal } from '@preact/signals';
import { shapeOf, tables } from '../source/tables';
import type { TableInfo } from '../source/types';

export interface TableSwitcherProps {
  /** Name of the table in effect. */
  table: ReadonlySignal<string>;
  onChange: (name: string) => void;
  label?: string;
}

/** Which table is drawn: its name, shape and dtype, and the others the server has open. */
export function TableSwitcher({ table, onChange, label = 'Table' }: TableSwitcherProps) {
  const known = tables.value.some(({ name }) => name === table.value);
  return (
    <label class="switcher">
      <span class="for-readers">{label}</span>
      <select value={table.value} onChange={(event) => onChange(event.currentTarget.value)}>
        {!known && <option value={table.value}>{table.value}</option>}
        {tables.value.map((info) => (
          <option key={info.name} value={info.name} selected={info.name === table.value}>
            {describe(info)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "glove 40,000 × 50 INT8" */
export function describe(info: Pick<TableInfo, 'name' | 'rows' | 'dim' | 'dtype'>): string {
  return `${info.name} ${shapeOf(info)} ${info.dtype.toUpperCase()}`;
}
