/** The selection as files and as text. */
import { csvText } from '../plot/save';

export interface ChosenRow {
  id: number;
  token: string;
  norm: number | null;
  flagged: boolean | null;
}

export function chosenCsv(rows: readonly ChosenRow[]): string {
  return csvText(['id', 'token', 'norm', 'flagged'], rows.map(({ id, token, norm, flagged }) => [id, token, norm, flagged === null ? null : String(flagged)]));
}

/** One JSON object a line. */
export function chosenJsonl(rows: readonly ChosenRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** One token a line, for a spreadsheet or a text. */
export function chosenText(rows: readonly ChosenRow[]): string {
  return rows.map(({ token }) => token).join('\n');
}
