import { Chip, lights } from '../parts/chip';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { TokenInput } from '../parts/token-input';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Damage, Neighbor, QuantizedNeighbors } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';
import './quantized.css';

const SCHEMES = ['fp32', 'int8', 'int4'] as const;

/** One token's neighbors on rows in FP32, INT8 and INT4, and the error of every row. */
export function QuantizedPanel({ id, table }: PanelProps) {
  const token = param(`${id}.token`, 'king');
  const asked = useQuery(() => get<QuantizedNeighbors>(tablePath(table.value, 'quantized'), { token: token.value, k: 10 }));
  const answer = asked.value.value;
  const info = tableInfo(table.value);
  return (
    <Figure
      id={id}
      title="The same neighbors, in fewer bits"
      table={table}
      asked={[asked]}
      onSpelling={(_, right) => (token.value = right)}
      caption={captionOf(answer, info?.rows)}
      csv={() => ({
        header: ['scheme', 'place', 'token', 'id', 'cosine'],
        rows: answer ? SCHEMES.flatMap((scheme) => answer[scheme].map((one, place) => [scheme, place + 1, one.token, one.id, one.score])) : [],
      })}
      bench={{ token: token.value }}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nfor scheme in ("int8", "int4"):\n    print(scheme, rs.quantize(table, scheme).neighbors(${pythonText(token.value)}, k=10))`}
    >
      <div class="controls">
        <TokenInput label="Token" table={table} value={token.value} onChange={(next) => (token.value = next)} />
      </div>
      {answer && (
        <>
          <div class="quantized-lists">
            {SCHEMES.map((scheme) => (
              <List key={scheme} scheme={scheme} answer={answer} />
            ))}
          </div>
          <h4>1 − cosine between each row and its stored form</h4>
          <DamageTable damage={answer.damage} />
        </>
      )}
    </Figure>
  );
}

function captionOf(answer: QuantizedNeighbors | undefined, rows: number | undefined): string {
  const searched = rows ? `All ${count(rows)} rows searched` : 'All rows searched';
  const stored = answer?.stored === 'int8' ? ' This table is stored in INT8 with one scale a row, so INT8 changes nothing further.' : '';
  return `${searched}, cosine. INT8: one scale a row; INT4: a scale and a minimum for ${answer?.group ?? 64} numbers.${stored}`;
}

function List({ scheme, answer }: { scheme: (typeof SCHEMES)[number]; answer: QuantizedNeighbors }) {
  const first = answer.fp32.map((one) => one.id);
  return (
    <section>
      <h4>
        {scheme.toUpperCase()}
        {scheme !== 'fp32' && (
          <small>
            {' '}
            keeps <Num name={`overlap-${scheme}`} value={answer.overlap[scheme]} text={`${Math.round(answer.overlap[scheme] * answer.k)} of ${answer.k}`} />
          </small>
        )}
      </h4>
      <ol>
        {answer[scheme].map((one, place) => (
          <li key={one.id} {...lights(one.token)} data-moved={change(first, one, place)}>
            <Chip token={one.token} id={one.id} />
            <Num name={`${scheme}-${place}`} value={one.score} digits={4} />
            <small>{words(first, one, place)}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What happened to a neighbor on the way from FP32: new in the list, moved within it, or nothing. */
function change(first: readonly number[], one: Neighbor, place: number): 'new' | 'moved' | undefined {
  const before = first.indexOf(one.id);
  if (before < 0) return 'new';
  return before === place ? undefined : 'moved';
}

function words(first: readonly number[], one: Neighbor, place: number): string {
  const before = first.indexOf(one.id);
  if (before < 0) return 'new';
  return before === place ? '' : `was ${before + 1}`;
}

function DamageTable({ damage }: { damage: readonly Damage[] }) {
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th>scheme</th>
          <th class="right">bits a number</th>
          <th class="right">MB</th>
          <th class="right">mean</th>
          <th class="right">99 %</th>
          <th class="right">worst row</th>
        </tr>
      </thead>
      <tbody>
        {damage.map((one) => (
          <tr key={one.scheme}>
            <th scope="row">{one.scheme.toUpperCase()}</th>
            <td class="right">{fixed(one.bits_per_weight, 2)}</td>
            <td class="right">{fixed(one.bytes / 1e6, 1)}</td>
            <td class="right"><Num name={`mean-${one.scheme}`} value={one.mean_error} text={one.mean_error.toExponential(1)} /></td>
            <td class="right"><Num name={`p99-${one.scheme}`} value={one.p99_error} text={one.p99_error.toExponential(1)} /></td>
            <td class="right"><Num name={`worst-${one.scheme}`} value={one.worst_error} text={one.worst_error.toExponential(1)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
