import { Figure } from '../parts/figure';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { Twin } from '../parts/twin';
import { LineChart } from '../plot/chart';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { Biases } from '../source/types';
import { numberParam } from '../state/address';
import type { PanelProps } from './list';
import { ModelField, useModel } from './model-source';

const FARTHEST = 160;
const LOWEST = 40; // of the biases that are drawn
const ENCODINGS: readonly string[] = ['alibi', 'relative'];

/** ALiBi's slopes and T5's staircase on one axis of gaps: what is added to a score before softmax. */
export function BiasesPanel({ id }: PanelProps) {
  const model = useModel({ first: '', key: id, encodings: ENCODINGS });
  const isPlain = (): boolean => !model.config.value && model.name.value === '';
  const plain = isPlain();
  const heads = numberParam(`${id}.heads`, 8);
  const asked = useQuery(() => (isPlain() ? get<Biases>('/api/positions/biases', { heads: heads.value, gap_max: FARTHEST }) : model.ask<Biases>('biases')));
  const answer = asked.value.value;
  return (
    <Figure
      id={id}
      title="Slopes and a staircase"
      asked={[asked]}
      svg
      caption={answer ? captionOf(answer) : ''}
      csv={() => ({ header: ['head', 'slope'], rows: answer?.slopes.map((slope, head) => [head + 1, slope]) ?? [] })}
      python={plain ? `from rowspace.operations.positions import biases\n\nfound = biases(heads=${heads.value}, gap_max=${FARTHEST})\nprint(found.slopes)` : `import json\nfrom rowspace.operations.config_file import settings_of\nfrom rowspace.operations.positions import biases\n\nfound = biases(settings_of(${model.python}))\nprint(found.slopes, found.buckets)`}
    >
      <ModelField model={model} only={(entry) => ENCODINGS.includes(entry.encoding)} none="any count of heads" />
      {plain && <Slider label="ALiBi heads" min={1} max={32} value={heads} text={count} />}
      {answer && answer.slopes.length > 0 && <Slopes answer={answer} />}
      {answer && answer.buckets.length > 0 && (
        <LineChart
          title="T5: the bucket of each gap"
          x={{ label: 'key position − query position', domain: [-FARTHEST, FARTHEST] }}
          y={{ label: 'bucket', domain: [0, answer.bucket_count ?? 32] }}
          series={[{ x: answer.buckets.map((_, at) => at - FARTHEST), y: answer.buckets, color: 'var(--accent)' }]}
          height={200}
          test="t5"
        />
      )}
      {answer && answer.slopes.length + answer.buckets.length === 0 && <p>This model adds nothing to its scores.</p>}
      {answer && (
        <Twin columns={answer.slopes.length > 0 ? [{ text: 'head' }, 'slope'] : ['bucket', 'from gap', 'to gap']} lazy>
          {() => (answer.slopes.length > 0 ? answer.slopes.map(slopeRow) : answer.steps.map(stepRow))}
        </Twin>
      )}
    </Figure>
  );
}

function Slopes({ answer }: { answer: Biases }) {
  const gaps = Array.from({ length: FARTHEST + 1 }, (_, gap) => -gap);
  return (
    <LineChart
      title="ALiBi: what each head adds"
      x={{ label: 'key position − query position', domain: [-FARTHEST, 0] }}
      y={{ label: 'added to the score', domain: [-LOWEST, 0] }}
      series={answer.slopes.map((slope, head) => ({
        x: gaps,
        y: gaps.map((gap) => (slope * gap < -LOWEST ? Number.NaN : slope * gap)),
        color: head === 0 ? 'var(--accent)' : 'var(--muted)',
      }))}
      height={200}
      test="alibi"
    />
  );
}

function slopeRow(slope: number, head: number) {
  return (
    <tr key={head}>
      <th scope="row">{head + 1}</th>
      <td class="right">
        <Num name={`slope-${head}`} value={slope} text={fixed(slope, 6)} />
      </td>
    </tr>
  );
}

function stepRow({ bucket, first, last }: Biases['steps'][number]) {
  return (
    <tr key={first}>
      <th scope="row">{bucket}</th>
      <td class="right">
        <Num name={`first-${first}`} value={first} text={count(first)} />
      </td>
      <td class="right">{count(last)}</td>
    </tr>
  );
}

function captionOf({ slopes, bucket_count, max_distance, bidirectional }: Biases): string {
  const alibi = slopes.length > 0 && `ALiBi (Press et al. 2022): ${slopes.length} heads, score + slope × gap.`;
  const sides = bidirectional === false ? ' for keys before the query' : '';
  const t5 = bucket_count && `T5: ${bucket_count} buckets${sides} up to ${max_distance} tokens, each with a learned number a head.`;
  return [alibi, t5].filter(Boolean).join(' ');
}
