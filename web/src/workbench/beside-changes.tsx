import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { count, fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { Toggle } from '../parts/toggle';
import type { Bundle } from '../source/bundle';
import type { Work } from '../source/events';
import type { Changes } from '../source/types';
import type { Param } from '../state/address';
import { changedNeighbors, changesBy, MEASURES, measureOf, measuresOf, orderOf } from './beside-changed';
import { beside } from './beside-state';
import { other, over, table, token } from './state';
import { lightsRow, TokenChip } from './token-chip';
import { nameOf, useWhole } from './whole';

const SHOWN_AT_FIRST = 40;
const MORE = 200;
const MOST = ['2000', '10000', '50000'].map((value) => ({ value, label: count(Number(value)) }));
const NEAREST = ['5', '10', '25'].map((value) => ({ value, label: value }));

/** The shared tokens, sorted by how much they changed. */
export function ChangeList({ work }: { work: Work<Bundle<Changes>> }) {
  const bundle = work.value.value;
  const current = bundle && bundle.meta.table === table.value && bundle.meta.other === other.value ? bundle : null;
  return (
    <section class="beside-changes" aria-label="Shared tokens by change">
      <h4>Shared tokens by change</h4>
      <div class="controls bench-controls">
        {current && measuresOf(current).length > 1 && <Choice label="Change by" options={measuresOf(current)} value={beside.by} />}
        <Choice label="Nearest" options={NEAREST} value={asText(beside.k)} />
        <Choice label="Compared at most" options={MOST} value={asText(beside.most)} />
        <Toggle label="Least changed first" value={beside.least} />
        <Progress work={work} />
      </div>
      {current && <Said meta={current.meta} by={MEASURES.find(({ value }) => value === measureOf(current))!.says} />}
      {current && <OpenToken bundle={current} />}
      {current && <Ranking bundle={current} />}
    </section>
  );
}

/** A number of the address as one of a few. */
function asText(number: Param<number>): Param<string> {
  return {
    get value() {
      return String(number.value);
    },
    set value(text) {
      number.value = Number(text);
    },
    peek: () => String(number.peek()),
  };
}

function Said({ meta, by }: { meta: Changes; by: string }) {
  const words = meta.shared - meta.left_out;
  return (
    <p class="bench-quiet">
      <Num name="compared" value={meta.compared} text={count(meta.compared)} /> of <Num name="shared-tokens" value={meta.shared} text={count(meta.shared)} /> shared tokens compared
      {meta.compared < words && `, the first by their ids in ${meta.table}`}
      {meta.left_out > 0 && `; ${count(meta.left_out)} stand for no word`}. Change is {by}; neighbors are sought among the compared, by cosine. On average{' '}
      <Num name="kept" value={meta.kept} text={`${(100 * meta.kept).toFixed(0)} %`} /> of the {meta.k} nearest are kept{meta.note && `; ${meta.note}`}.
    </p>
  );
}

function Ranking({ bundle }: { bundle: Bundle<Changes> }) {
  const shown = useSignal(SHOWN_AT_FIRST);
  const by = measureOf(bundle);
  const change = useMemo(() => changesBy(bundle, by), [bundle, by]);
  const order = useMemo(() => orderOf(change, beside.least.value), [change, beside.least.value]);
  const [ids, others] = [bundle.arrays.ids.numbers, bundle.arrays.other_ids.numbers];
  return (
    <>
      <div class="beside-ranking" tabindex={0} role="region" aria-label="Tokens and how much they changed">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">token</th>
              <th scope="col" class="right">
                id in {other.value}
              </th>
              <th scope="col" class="right">
                change
              </th>
            </tr>
          </thead>
          <tbody>
            {Array.from(order.subarray(0, shown.value), (place) => (
              <tr key={place} data-row={ids[place]} data-lit={over.value === ids[place] || undefined} {...lightsRow(ids[place])}>
                <td>
                  <TokenChip id={ids[place]} />
                </td>
                <td class="num right">{others[place]}</td>
                <td class="num right" data-number={change[place]}>
                  {fixed(change[place])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {order.length > shown.value && (
        <div class="bench-buttons" data-screen-only>
          <button type="button" class="quiet-button" onClick={() => (shown.value += MORE)}>
            More
          </button>
          <span class="bench-quiet">
            {count(shown.value)} of {count(order.length)} listed
          </span>
        </div>
      )}
    </>
  );
}

/** The neighbors of the open token that stayed, went and came. */
function OpenToken({ bundle }: { bundle: Bundle<Changes> }) {
  const { card, names } = useWhole();
  const id = token.value ? card.value.value?.id : undefined;
  const place = useMemo(() => (id === undefined ? -1 : (bundle.arrays.ids.numbers as Int32Array).indexOf(id)), [bundle, id]);
  if (id === undefined) return <p class="bench-quiet">Open a token to see which of its neighbors stayed.</p>;
  if (place < 0) return <p class="bench-quiet">The open token is not among the compared.</p>;
  const { kept, gone, come } = changedNeighbors(bundle, place);
  return (
    <div class="beside-open" data-open={id}>
      <Neighbors title={`${spelled(nameOf(names.value, id))}: near in both`} ids={kept} name="kept" />
      <Neighbors title={`in ${table.value} alone`} ids={gone} name="gone" />
      <Neighbors title={`in ${other.value} alone`} ids={come} name="come" />
    </div>
  );
}

function Neighbors({ title, ids, name }: { title: string; ids: readonly number[]; name: string }) {
  return (
    <div class="beside-neighbors" data-neighbors={name}>
      <h5>{title}</h5>
      {ids.length > 0 ? (
        <div class="bench-chips">
          {ids.map((id) => (
            <TokenChip key={id} id={id} />
          ))}
        </div>
      ) : (
        <p class="bench-quiet">none</p>
      )}
    </div>
  );
}
