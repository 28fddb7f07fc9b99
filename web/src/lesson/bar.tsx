import { computed } from '@preact/signals';
import { Bar } from '../parts/bar';
import { clearParams, param } from '../state/address';
import { benchAddress } from '../state/places';
import { followHere, step, stepAddress } from './steps';

const pageTable = computed(() => param('table').value || step.value?.table || '');

/** The bar, with one table for all panels. */
export function LessonBar() {
  return (
    <Bar
      table={step.value && pageTable}
      tableLabel="Table of all panels"
      onTable={useTable}
      home={{ href: stepAddress(1), onClick: followHere(1) }}
      workbench={() => benchAddress({ table: pageTable.value })}
    />
  );
}

/** One table for the whole page: panels give up their own choice. */
function useTable(name: string): void {
  clearParams((key) => key.endsWith('.table'));
  param('table').value = name;
}
