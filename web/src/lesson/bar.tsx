import { computed, useSignal } from '@preact/signals';
import { copyText } from '../parts/clipboard';
import { TableSwitcher } from '../parts/table-switcher';
import { theme } from '../plot/theme';
import { clearParams, currentAddress, param } from '../state/address';
import { toggleTheme } from '../state/theme';
import { followHere, step, stepAddress } from './steps';

const pageTable = computed(() => param('table').value || step.value?.table || '');

/** Name, lesson, table, link to this state, theme; nothing else. */
export function Bar() {
  return (
    <header class="bar">
      <a class="bar-name" href={stepAddress(1)} onClick={followHere(1)}>
        rowspace
      </a>
      <span class="bar-place">Lesson</span>
      <div class="bar-tools">
        {step.value && <TableSwitcher table={pageTable} label="Table of all panels" onChange={useTable} />}
        <CopyLink />
        <ThemeButton />
      </div>
    </header>
  );
}

/** One table for the whole page: panels give up their own choice. */
function useTable(name: string): void {
  clearParams((key) => key.endsWith('.table'));
  param('table').value = name;
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
