import { Figure } from '../parts/figure';
import { count } from '../parts/format';
import { Legend } from '../parts/legend';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import { LineChart } from '../plot/chart';
import { useQuery } from '../source/query';
import type { PrecisionCurve } from '../source/types';
import { ModelField, useModel } from './model-source';
import type { PanelProps } from './list';

const NAMES: Record<string, string> = {
  float32: 'float32 angles',
  cached_bfloat16: 'cosines kept in bfloat16',
  cached_float16: 'cosines kept in float16',
  bfloat16: 'bfloat16 angles',
  float16: 'float16 angles',
};
const LEAST = 1e-8;

/** How wrong a cosine gets, by position, for each way to compute its angle. */
export function PrecisionPanel({ id }: PanelProps) {
  const model = useModel();
  const asked = useQuery(() => model.ask<PrecisionCurve>('precision', { longest: 1_048_576, count: 48 }));
  const answer = asked.value.value;
  return (
    <Figure
      id={id}
      title="How exact is an angle?"
      asked={[asked]}
      svg
      caption={answer ? `Largest |cosine − exact cosine| over ${answer.dim / 2} pairs of ${answer.source}, against float64. Position 257 is 256 in bfloat16.` : ''}
      csv={() => ({ header: ['position', ...(answer?.ways.map((one) => one.way) ?? [])], rows: answer?.positions.map((position, at) => [position, ...answer.ways.map((one) => one.errors[at])]) ?? [] })}
      python={`from rowspace.operations.config_file import catalogue_settings\nfrom rowspace.operations.positions import precision_curve\n\ncurve = precision_curve(catalogue_settings(${JSON.stringify(model.name.value)}), longest=1_048_576, count=48)\nfor way in curve.ways:\n    print(way.way, way.errors[-1])`}
    >
      <ModelField model={model} only={(entry) => entry.encoding === 'rotary'} />
      {answer && (
        <>
          <LineChart
            title="Error by position"
            x={{ label: 'position', domain: [1, answer.positions.at(-1) ?? 1], log: true, text: count }}
            y={{ label: 'error of a cosine', domain: [LEAST, 3], log: true, text: (value) => value.toExponential(0) }}
            series={answer.ways.map((one, index) => ({
              x: answer.positions,
              y: one.errors.map((error) => (error === null ? Number.NaN : Math.max(LEAST, error))),
              color: `var(--group-${index % 6})`,
            }))}
            height={320}
            test="precision"
          />
          <Legend entries={answer.ways.map((one, index) => ({ color: `var(--group-${index % 6})`, text: NAMES[one.way] ?? one.way.replaceAll('_', ' ') }))} />
          <Twin columns={[{ text: 'position' }, ...answer.ways.map((one) => one.way)]} lazy>
            {() =>
              answer.positions.map((position, at) => (
                <tr key={position}>
                  <th scope="row">{count(position)}</th>
                  {answer.ways.map((one) => (
                    <td key={one.way} class="right">
                      {one.errors[at] === null ? '–' : <Num name={`${one.way}-${position}`} value={one.errors[at]} text={one.errors[at].toExponential(1)} />}
                    </td>
                  ))}
                </tr>
              ))
            }
          </Twin>
        </>
      )}
    </Figure>
  );
}
