import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import type { NeighborList } from '../source/types';
import { card, over, token } from './state';
import { lightsRow, TokenChip } from './token-chip';
import { useWhole } from './whole';

const STEP = 12;
const MOST = 120;

/** The nearest rows, best first; each leads to its own card. */
export function CardNeighbors({ list }: { list: NeighborList }) {
  const best = Math.max(...list.neighbors.map(({ score }) => Math.abs(score)), 1e-12);
  return (
    <>
      <table class="numbers bench-neighbors" data-neighbors={token.value}>
        <thead class="for-readers">
          <tr>
            <th scope="col">token</th>
            <th scope="col">{list.metric}</th>
          </tr>
        </thead>
        <tbody>
          {list.neighbors.map((one) => (
            <tr key={one.id} data-lit={over.value === one.id || undefined} {...hoverOnly(one.id)}>
              <td>
                <TokenChip id={one.id} text={one.token} />
              </td>
              <td class="bench-score">
                <i style={`width:${(100 * Math.abs(one.score)) / best}%`} />
                <Num name={`near-${one.id}`} value={one.score} digits={4} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="bench-buttons" data-screen-only>
        {card.count.value < MOST && (
          <button type="button" class="quiet-button" onClick={() => (card.count.value += STEP)}>
            More
          </button>
        )}
        {card.count.value > STEP && (
          <button type="button" class="quiet-button" onClick={() => (card.count.value = STEP)}>
            Fewer
          </button>
        )}
      </div>
      <Walker list={list} />
    </>
  );
}

function hoverOnly(id: number) {
  const { onPointerEnter, onPointerLeave } = lightsRow(id);
  return { onPointerEnter, onPointerLeave };
}

/** Reads the row that the brackets have come to. */
function Walker({ list }: { list: NeighborList }) {
  const { norms } = useWhole();
  const place = list.neighbors.findIndex(({ id }) => id === over.value);
  const one = list.neighbors[place];
  const length = one && norms.value.value?.arrays.norms.numbers[one.id];
  return (
    <p class="for-readers" aria-live="polite" data-walker>
      {one && `Neighbor ${place + 1} of ${list.neighbors.length}: ${spelled(one.token)}, id ${one.id}, ${list.metric} ${fixed(one.score)}${length ? `, norm ${fixed(length, 2)}` : ''}`}
    </p>
  );
}
