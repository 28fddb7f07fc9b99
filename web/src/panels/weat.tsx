import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, pythonText } from '../parts/format';
import { sourceOf } from '../source/tables';
import { Num } from '../parts/num';
import { get, post, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { Weat, WeatTest } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';
import './weat.css';

const SETS = ['x', 'y', 'a', 'b'] as const;
const ROLES = { x: 'First words', y: 'Second words', a: 'Near to', b: 'Or near to' };

/** The word-embedding association test: an effect size, and how often chance does as well. */
export function WeatPanel({ id, table }: PanelProps) {
  const test = param(`${id}.test`, 'flowers-insects');
  const tests = useQuery(() => get<WeatTest[]>('/api/weat'));
  const asked = useQuery(() => post<Weat>(tablePath(table.value, 'weat'), { test: test.value }));
  const answer = asked.value.value;
  const chosen = useMemo(() => computed(() => tests.value.value?.find((one) => one.name === test.value)), []);
  return (
    <Figure
      id={id}
      title="An association test"
      table={table}
      asked={[tests, asked]}
      caption={captionOf(answer)}
      csv={() => ({ header: ['set', 'word'], rows: answer ? SETS.flatMap((set) => answer[set].map((word) => [set, word])) : [] })}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\ntest = table.weat(${pythonText(test.value)})\nprint(test.effect_size, test.p_value)`}
    >
      <Choice label="Test" options={(tests.value.value ?? []).map((one) => ({ value: one.name, label: one.title }))} value={test} />
      {answer && (
        <>
          <p class="weat-answer">
            effect size{' '}
            <strong>
              <Num name="effect-size" value={answer.effect_size} digits={2} />
            </strong>{' '}
            <span class="weat-scale">on −2 … 2</span>, p{' '}
            <strong>
              <Num name="p-value" value={answer.p_value} text={small(answer.p_value)} />
            </strong>
          </p>
          <Effect size={answer.effect_size} />
          <dl class="weat-sets">
            {SETS.map((set) => (
              <div key={set}>
                <dt>{ROLES[set]}</dt>
                <dd>{answer[set].join(', ')}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {chosen.value && !answer && <p>{chosen.value.title}</p>}
    </Figure>
  );
}

function Effect({ size }: { size: number }) {
  return (
    <div class="weat-effect" aria-hidden="true">
      <i style={`left: ${(100 * (size + 2)) / 4}%`} />
      <span>−2</span>
      <span>0</span>
      <span>2</span>
    </div>
  );
}

function captionOf(answer: Weat | undefined): string {
  if (!answer) return 'WEAT (Caliskan et al. 2017), cosine.';
  const splits = answer.exact ? `all ${count(answer.permutations)} equal splits tried` : `${count(answer.permutations)} random splits, seed 0`;
  const missing = answer.missing.length ? ` Not in this table: ${answer.missing.join(', ')}.` : '';
  return `WEAT (Caliskan et al. 2017), cosine; p one-sided, ${splits}.${missing}`;
}

/** A p-value as people write it: three decimals, or a bound where they would read 0. */
function small(value: number): string {
  return value < 0.001 ? value.toExponential(1) : value.toFixed(3);
}
