/** The tables the server has open. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { ApiError, get } from './api';
import { send } from './flights';
import type { TableInfo } from './types';

export const tables = signal<TableInfo[]>([]);
export const tablesError = signal<ApiError | null>(null);

export async function loadTables(): Promise<void> {
  try {
    tables.value = await send(get<TableInfo[]>('/api/tables'));
  } catch (error) {
    tablesError.value = error as ApiError;
  }
}

/** What is known of a table; undefined until the list has come, or where there is none of that name. */
export function tableInfo(name: string): TableInfo | undefined {
  return tables.value.find((table) => table.name === name);
}

export function infoOf(table: ReadonlySignal<string>): ReadonlySignal<TableInfo | undefined> {
  return computed(() => tableInfo(table.value));
}

/** "40,000 × 50" */
export function shapeOf(table: Pick<TableInfo, 'rows' | 'dim'>): string {
  return `${table.rows.toLocaleString('en')} × ${table.dim.toLocaleString('en')}`;
}

/** What `rs.open` takes for a table: a shipped name, or the name of its file. */
export function sourceOf(name: string): string {
  return tableInfo(name)?.source ?? name;
}
