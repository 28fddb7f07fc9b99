import { Choice } from '../parts/choice';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { Twin } from '../parts/twin';
import { BarChart } from '../plot/chart';
import type { Hubs } from '../source/types';
import { type Part, spectrum } from './spectrum-answers';
import { TokenChip } from './token-chip';
import { useWhole } from './whole';

const SHOWN = 10;
const SIZES = [5, 10, 25].map((k) => ({ value: String(k), label: String(k) }));

/** Which rows are in most rows' neighbor lists, and how unevenly that goes. */
export function HubsPart({ part: { work, asked, start } }: { part: Part<Hubs> }) {
  const { info } = useWhole();
  const found = work.value.value?.meta;
  const hubs = found && found.rows === info.value?.rows && asked.value ? found : undefined;
  const idle = !work.waiting.value && (!hubs || hubs.k !== spectrum.k.value);
  const k = { get value() { return String(spectrum.k.value); }, set value(text) { spectrum.k.value = Number(text); }, peek: () => String(spectrum.k.peek()) };
  return (
    <section class="spectrum-part" aria-labelledby="spectrum-hubs" data-part="hubs">
      <h4 id="spectrum-hubs">Hubs: rows in most neighbor lists</h4>
      <div class="controls bench-controls">
        <Choice label="Neighbors in a list" options={SIZES} value={k} />
        <Progress work={work} />
        {idle && (
          <button type="button" class="button" onClick={start}>
            Find the hubs
          </button>
        )}
      </div>
      {hubs ? <Found hubs={hubs} /> : idle && <p>Looking for the neighbors of many rows takes some seconds.</p>}
    </section>
  );
}

function Found({ hubs }: { hubs: Hubs }) {
  const most = hubs.top[0]?.lists ?? 1;
  return (
    <>
      <p>
        {verdict(hubs.skewness)} The skewness of N<sub>{hubs.k}</sub>, the number of lists that a row is in, is <Num name="skewness" value={hubs.skewness} digits={2} />;{' '}
        <Num name="unlisted" value={hubs.unlisted} text={`${fixed(100 * hubs.unlisted, 1)} %`} /> of the rows are in none.
      </p>
      <div class="spectrum-two">
        <ol class="spectrum-bars">
          {hubs.top.slice(0, SHOWN).map((hub) => (
            <li key={hub.id} class="spectrum-bar" data-hub={hub.id}>
              <TokenChip id={hub.id} text={hub.token} />
              <i data-kind={hub.special ? 'flagged' : undefined} style={`width:${(100 * hub.lists) / most}%`} />
              <span>
                <Num name={`lists-${hub.id}`} value={hub.lists} text={count(hub.lists)} /> {hub.special && <small>no word</small>}
              </span>
            </li>
          ))}
        </ol>
        <BarChart
          title="Rows by the number of lists they are in"
          bars={hubs.bands.map(({ fewest, most: last, rows }) => ({ label: bandName(fewest, last), value: rows }))}
          text={count}
          names={92}
          test="list-bands"
        />
      </div>
      <p class="bench-quiet">
        By the {hubs.k} nearest by cosine, exact, of <Num name="lists-made" value={hubs.lists} text={count(hubs.lists)} />
        {hubs.sampled ? ` rows drawn at random, seed 0, of ${count(hubs.measured)}: all would take too long, so that most rows are in few lists` : ` rows, all that have a direction`}; {count(hubs.measured)} of {count(hubs.rows)}{' '}
        rows can be in a list.
      </p>
      <Twin summary="Hubs as a table" columns={[{ text: 'token' }, 'id', 'lists']} lazy>
        {() =>
          hubs.top.map((hub) => (
            <tr key={hub.id}>
              <th scope="row">
                <TokenChip id={hub.id} text={hub.token} />
              </th>
              <td class="num right">{hub.id}</td>
              <td class="num right" data-number={hub.lists}>
                {count(hub.lists)}
              </td>
            </tr>
          ))
        }
      </Twin>
    </>
  );
}

function bandName(fewest: number, most: number): string {
  return fewest === most ? `in ${count(fewest)}` : `${count(fewest)} to ${count(most)}`;
}

function verdict(skewness: number): string {
  if (skewness < 1) return 'No row is a hub.';
  return skewness < 3 ? 'Some rows are hubs.' : 'A few rows are in very many lists.';
}
