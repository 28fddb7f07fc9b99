import { Figure } from '../parts/figure';
import { count, fixed } from '../parts/format';
import { Legend, type LegendEntry } from '../parts/legend';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import { LineChart } from '../plot/chart';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { GapCurve } from '../source/types';
import { param } from '../state/address';
import { ModelField, useModel } from './model-source';
import type { PanelProps } from './list';

/** A query against itself, further and further away: a bound falls, the curve itself does as it likes. */
export function GapCurvePanel({ id }: PanelProps) {
  const model = useModel();
  const beside = param(`${id}.beside`, 'llama-2-7b');
  const settings = { longest: 4096, count: 240, logarithmic: true };
  const asked = useQuery(() => model.ask<GapCurve>('curve', settings));
  const other = useQuery(() => (beside.value ? get<GapCurve>('/api/positions/curve', { name: beside.value, ...settings }) : null));
  const [curve, second] = [asked.value.value, other.value.value];
  return (
    <Figure
      id={id}
      title="Does distance weaken the score?"
      asked={[asked, other]}
      svg
      caption={curve ? `Mean of cos(gap × θᵢ) over ${curve.dim / 2} pairs of ${curve.source}; the bound of RoFormer 3.4.3, scaled to 1 at gap 0; the band is ± one standard deviation for random q and k, whose mean is 0 at every gap.` : ''}
      csv={() => ({ header: ['gap', 'self score', 'bound', 'spread of random q, k'], rows: curve?.gaps.map((gap, at) => [gap, curve.self_score[at], curve.bound[at], curve.spread[at]]) ?? [] })}
      python={`import json\nfrom rowspace.operations.config_file import catalogue_settings\nfrom rowspace.operations.positions import gap_curve\n\ncurve = gap_curve(catalogue_settings(${JSON.stringify(model.name.value)}), longest=4096, count=240, logarithmic=True)\nprint(curve.rises, curve.self_score[-1])`}
    >
      <ModelField model={model} only={(entry) => entry.encoding === 'rotary'} />
      {curve && (
        <>
          <LineChart
            title="Score by gap"
            x={{ label: 'gap (tokens)', domain: [1, curve.gaps.at(-1) ?? 4096], log: true, text: count }}
            y={{ label: 'share of the score at gap 0', domain: [-0.6, 1.05] }}
            series={[
              { x: positive(curve.gaps), y: curve.bound.slice(1).map((value) => value / curve.bound[0]), color: 'var(--muted)', dash: '2 4' },
              { x: positive(curve.gaps), y: curve.self_score.slice(1), color: 'var(--accent)' },
              ...(second ? [{ x: positive(second.gaps), y: second.self_score.slice(1), color: 'var(--group-5)' }] : []),
              ...[curve.band, -curve.band].map((edge) => ({ x: [1, curve.gaps.at(-1) ?? 4096], y: [edge, edge], color: 'var(--group-0)', dash: '6 4' })),
            ]}
            height={280}
            test="gap-curve"
          />
          <Legend entries={namesOf(curve, second)} />
          <p>
            <Num name="rises" value={curve.rises} text={count(curve.rises)} /> of {count(curve.steps)} single steps go up, not down. At gap{' '}
            {count(curve.gaps.at(-1) ?? 0)} the score is <Num name="last" value={curve.self_score.at(-1) ?? 0} />
            {second && <> here and {fixed(second.self_score.at(-1) ?? 0)} in {second.source}</>}.
          </p>
          <Twin columns={[{ text: 'gap' }, 'self score', 'bound']} lazy>
            {() =>
              curve.gaps.map((gap, at) => (
                <tr key={gap}>
                  <th scope="row">{gap}</th>
                  <td class="right">
                    <Num name={`self-${gap}`} value={curve.self_score[at]} digits={4} />
                  </td>
                  <td class="right">{fixed(curve.bound[at], 3)}</td>
                </tr>
              ))
            }
          </Twin>
        </>
      )}
    </Figure>
  );
}

/** What each line is. */
function namesOf(curve: GapCurve, second: GapCurve | undefined): LegendEntry[] {
  return [
    { color: 'var(--accent)', text: curve.source },
    ...(second ? [{ color: 'var(--group-5)', text: second.source }] : []),
    { color: 'var(--muted)', text: 'RoFormer’s bound', dash: true },
    { color: 'var(--group-0)', text: 'random q and k, ± one standard deviation', dash: true },
  ];
}

/** Without gap 0, which a logarithmic axis has no place for. */
function positive(gaps: readonly number[]): number[] {
  return gaps.slice(1);
}
