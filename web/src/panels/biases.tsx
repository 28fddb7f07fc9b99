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

const FARTHEST = 160;

/** ALiBi's slopes and T5's staircase on one axis of gaps: what is added to a score before softmax. */
export function BiasesPanel({ id }: PanelProps) {
  const heads = numberParam(`${id}.heads`, 8);
  const asked = useQuery(() => get<Biases>('/api/positions/biases', { heads: heads.value, gap_max: FARTHEST }));
  const answer = asked.value.value;
  const gaps = Array.from({ length: FARTHEST + 1 }, (_, gap) => -gap);
  return (
    <Figure
      id={id}
      title="Slopes and a staircase"
      asked={[asked]}
      svg
      caption={answer ? `ALiBi (Press et al. 2022): ${answer.slopes.length} heads, score + slope × gap. T5: ${answer.bucket_count} buckets up to ${answer.max_distance} tokens, each with a learned number a head.` : ''}
      csv={() => ({ header: ['head', 'slope'], rows: answer?.slopes.map((slope, head) => [head + 1, slope]) ?? [] })}
      python={`from rowspace.operations.positions import biases\n\nfound = biases(heads=${heads.value}, gap_max=${FARTHEST})\nprint(found.slopes)`}
    >
      <Slider label="ALiBi heads" min={1} max={32} value={heads} text={count} />
      {answer && (
        <>
          <LineChart
            title="ALiBi: what each head adds"
            x={{ label: 'key position − query position', domain: [-FARTHEST, 0] }}
            y={{ label: 'added to the score', domain: [-40, 0] }}
            series={answer.slopes.map((slope, head) => ({ x: gaps, y: gaps.map((gap) => (slope * gap < -40 ? Number.NaN : slope * gap)), color: head === 0 ? 'var(--accent)' : 'var(--muted)' }))}
            height={200}
            test="alibi"
          />
          <LineChart
            title="T5: the bucket of each gap"
            x={{ label: 'key position − query position', domain: [-FARTHEST, FARTHEST] }}
            y={{ label: 'bucket', domain: [0, answer.bucket_count ?? 32] }}
            series={[{ x: answer.buckets.map((_, at) => at - FARTHEST), y: answer.buckets, color: 'var(--accent)' }]}
            height={200}
            test="t5"
          />
          <Twin columns={[{ text: 'head' }, 'slope']}>
            {() =>
              answer.slopes.map((slope, head) => (
                <tr key={head}>
                  <th scope="row">{head + 1}</th>
                  <td class="right">
                    <Num name={`slope-${head}`} value={slope} text={fixed(slope, 6)} />
                  </td>
                </tr>
              ))
            }
          </Twin>
        </>
      )}
    </Figure>
  );
}
