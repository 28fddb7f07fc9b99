/** Light or dark: the system's choice until the reader makes one. Canvases follow `theme` of plot/theme. */
import { theme } from '../plot/theme';

const STORED_AS = 'rowspace.theme';

/** Puts an earlier choice back; call once, before the first drawing. */
export function restoreTheme(): void {
  const chosen = stored();
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

export function toggleTheme(): void {
  const chosen = theme.value === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(STORED_AS, chosen);
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
