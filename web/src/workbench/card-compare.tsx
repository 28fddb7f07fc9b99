import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import type { Pair } from '../source/types';
import { open, token, withToken } from './state';

/** Two rows by their numbers: how alike, and in which dims. */
export function CardCompare({ pair }: { pair: Pair }) {
  const swap = (): void => {
    const other = withToken.peek();
    withToken.value = token.peek();
    open(other);
  };
  return (
    <section class="bench-part" aria-label="Comparison" data-compare>
      <h4>
        Beside <bdi class="mono">{spelled(pair.b)}</bdi>
      </h4>
      <dl class="bench-facts">
        <div>
          <dt>cosine</dt>
          <dd>
            <Num name="pair-cosine" value={pair.cosine} digits={4} />
          </dd>
        </div>
        <div>
          <dt>dot</dt>
          <dd>
            <Num name="pair-dot" value={pair.dot} />
          </dd>
        </div>
        <div>
          <dt>distance</dt>
          <dd>
            <Num name="pair-distance" value={pair.euclidean} />
          </dd>
        </div>
        <div>
          <dt>norms</dt>
          <dd>
            <Num name="pair-norm-a" value={pair.norm_a} digits={2} /> <Num name="pair-norm-b" value={pair.norm_b} digits={2} />
          </dd>
        </div>
      </dl>
      <Twin summary="Dims that weigh most" columns={[{ text: 'dim' }, spelled(pair.a), `${spelled(pair.b)} `, 'product']}>
        {() =>
          pair.terms.map((term) => (
            <tr key={term.dim}>
              <th scope="row" class="num">
                {term.dim}
              </th>
              <td class="num right">{fixed(term.a)}</td>
              <td class="num right">{fixed(term.b)}</td>
              <td class="num right" data-number={term.product}>
                {fixed(term.product)}
              </td>
            </tr>
          ))
        }
      </Twin>
      <div class="bench-buttons" data-screen-only>
        <button type="button" class="quiet-button" onClick={swap}>
          Swap
        </button>
        <button type="button" class="quiet-button" onClick={() => (withToken.value = '')}>
          End comparison
        </button>
      </div>
    </section>
  );
}
