import { useSignal, type ReadonlySignal } from '@preact/signals';
import { theme } from '../plot/theme';
import { currentAddress } from '../state/address';
import { followTo, here, placeAddress, type PlaceName } from '../state/places';
import { toggleTheme } from '../state/theme';
import { copyText } from './clipboard';
import { TableSwitcher } from './table-switcher';

export interface BarProps {
  table?: ReadonlySignal<string>;
  tableLabel: string;
  onTable: (name: string) => void;
  /** The start of the lesson, and how to go there. */
  home: { href: string; onClick: (event: MouseEvent) => void };
  /** Address of the workbench as the lesson opens it. */
  workbench?: () => string;
}

const PLACES: readonly { name: PlaceName; title: string }[] = [
  { name: 'lesson', title: 'Lesson' },
  { name: 'workbench', title: 'Workbench' },
];

/** Name, places, table, link to this state, theme; nothing else. */
export function Bar({ table, tableLabel, onTable, home, workbench }: BarProps) {
  const addressOf = (place: PlaceName): string => (place === 'workbench' && workbench ? workbench() : placeAddress(place));
  return (
    <header class="bar">
      <a class="bar-name" {...home}>
        rowspace
      </a>
      <nav class="bar-places" aria-label="Places">
        {PLACES.map(({ name, title }) => (
          <a key={name} href={addressOf(name)} aria-current={here.value === name ? 'page' : undefined} onClick={followTo(() => addressOf(name))}>
            {title}
          </a>
        ))}
      </nav>
      <div class="bar-tools">
        {table && <TableSwitcher table={table} label={tableLabel} onChange={onTable} />}
        <CopyLink />
        <ThemeButton />
      </div>
    </header>
  );
}

function CopyLink() {
  const copied = useSignal('');
  const copy = async (): Promise<void> => {
    copied.value = (await copyText(currentAddress())) ? 'Link copied' : 'The link is in the address bar';
    setTimeout(() => (copied.value = ''), 2000);
  };
  return (
    <>
      <button type="button" class="bar-button" aria-label="Copy a link to this state" title="Copy a link to this state" onClick={copy}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1" />
        </svg>
      </button>
      <span class={copied.value ? 'bar-said' : 'for-readers'} role="status">
        {copied.value}
      </span>
    </>
  );
}

function ThemeButton() {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" class="bar-button" aria-label={`Use the ${other} theme`} title={`Use the ${other} theme`} onClick={toggleTheme}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="6.5" />
        <path class="filled" d="M10 3.5a6.5 6.5 0 0 1 0 13z" />
      </svg>
    </button>
  );
}
