import type { ReadonlySignal } from '@preact/signals';
import { Num } from '../parts/num';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { Pair } from '../source/types';

const FOUR = [
  ['cat', 'dog'],
  ['king', 'queen'],
  ['cat', 'king'],
  ['the', 'cat'],
] as const;

interface FourPairsProps {
  table: ReadonlySignal<string>;
  onChoose: (first: string, second: string) => void;
}

/** The lesson's four pairs in the table at hand; one that lacks a word says so. */
export function FourPairs({ table, onChoose }: FourPairsProps) {
  return (
    <table class="numbers pair-four">
      <caption>Four pairs in {table.value}</caption>
      <tbody>
        {FOUR.map(([first, second]) => (
          <FourPair key={first + second} table={table} first={first} second={second} onChoose={onChoose} />
        ))}
      </tbody>
    </table>
  );
}

function FourPair({ table, first, second, onChoose }: FourPairsProps & { first: string; second: string }) {
  const asked = useQuery(() => get<Pair>(tablePath(table.value, 'pair'), { a: first, b: second }));
  const pair = asked.value.value;
  return (
    <tr>
      <th scope="row">
        <button type="button" class="quiet-button mono" onClick={() => onChoose(first, second)}>
          {first} · {second}
        </button>
      </th>
      <td class="pair-bar" aria-hidden="true">
        {pair && <i style={`--share: ${Math.abs(pair.cosine)}`} data-negative={pair.cosine < 0 || undefined} />}
      </td>
      <td class="right">
        {pair ? <Num name={`${first}-${second}`} value={pair.cosine} /> : asked.error.value ? 'not in this table' : '…'}
      </td>
    </tr>
  );
}
