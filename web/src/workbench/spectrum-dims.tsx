import { batch } from '@preact/signals';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import { floats } from '../source/bundle';
import { cells } from './cells-answers';
import { writeLook } from './cells-zoom';
import { tab, token } from './state';
import { useWhole } from './whole';

const SHOWN = 12;
const LISTED = 100;

/** The widest dims, each a way into the matrix. */
export function DimsPart() {
  const { dims, card, info } = useWhole();
  const bundle = dims.value.value;
  if (!bundle) return null;
  const { outliers, measured } = bundle.meta;
  const [sds, times, kurtosis, largest] = ['sds', 'times', 'kurtosis', 'largest'].map((name) => floats(bundle, name));
  const widest = [...(bundle.arrays.by_variance.numbers as Int32Array)];
  const row = token.value ? (card.value.value?.id ?? 0) : 0;
  const lead = (dim: number): void =>
    batch(() => {
      cells.dims.value = 'id';
      cells.look.value = writeLook({ zoom: 1, row: row + 0.5, dim: dim + 0.5 });
      tab.value = 'cells';
    });
  return (
    <section class="spectrum-part" aria-labelledby="spectrum-dims" data-part="dims">
      <h4 id="spectrum-dims">The widest dims: standard deviation</h4>
      <p>
        <Num name="outliers" value={outliers.length} text={count(outliers.length)} /> {outliers.length === 1 ? 'dim stands' : 'dims stand'} out: variance over 3 standard deviations above the mean of all.
        {info.value && measured < info.value.rows && ` By ${count(measured)} of ${count(info.value.rows)} rows.`}
      </p>
      <ol class="spectrum-bars" data-narrow>
        {widest.slice(0, SHOWN).map((dim) => (
          <li key={dim} class="spectrum-bar" data-dim={dim}>
            <button type="button" class="chip" onClick={() => lead(dim)} aria-label={`Dim ${dim} in the matrix`}>
              dim {dim}
            </button>
            <i data-strong={outliers.includes(dim) || undefined} style={`width:${(100 * sds[dim]) / (sds[widest[0]] || 1)}%`} />
            <span>
              <Num name={`sd-${dim}`} value={sds[dim]} /> <small>{Number.isFinite(times[dim]) && `${fixed(times[dim], times[dim] < 10 ? 1 : 0)}×`}</small>
            </span>
          </li>
        ))}
      </ol>
      <p class="bench-quiet">× is the variance in units of the median dim's. A dim leads to its column in the matrix.</p>
      <Twin summary="Dims as a table, the widest first" columns={['dim', 'mean', 'sd', 'variance ÷ median', 'kurtosis', 'largest']} lazy>
        {() =>
          widest.slice(0, LISTED).map((dim) => (
            <tr key={dim}>
              <td class="num right">{dim}</td>
              {[floats(bundle, 'means'), sds, times, kurtosis, largest].map((numbers, column) => (
                <td key={column} class="num right" data-number={numbers[dim]}>
                  {Number.isFinite(numbers[dim]) ? fixed(numbers[dim], 3) : '∞'}
                </td>
              ))}
            </tr>
          ))
        }
      </Twin>
    </section>
  );
}
