import { batch } from '@preact/signals';
import { listParam, param } from '../state/address';
import { namesNow } from './names';
import { choose, chosen, other, putBeside, table } from './state';

/** Rows of a selection that are looked for in another table. */
const MOST_SPELLED = 500;

/** Another table keeps what words name: the open token, and the selection as spellings. One that stood beside changes places. */
export function changeTable(name: string): void {
  const spellings = namesNow.peek();
  const [before, beside] = [table.peek(), other.peek()];
  batch(() => {
    listParam('tokens', []).value = spellings ? chosen.peek().slice(0, MOST_SPELLED).map((id) => spellings.address(id)) : [];
    choose([]);
    for (const look of ['plane.look', 'plane.shown', 'cells.look', 'axes.look', 'cells.to']) param(look).value = '';
    if (name === beside) putBeside(before);
    param('table').value = name;
  });
}
