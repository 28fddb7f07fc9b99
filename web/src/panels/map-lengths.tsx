import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { areaOf, ChartFrame, XAxis } from '../plot/axis';
import { groupColor } from '../plot/color';
import { extent, linear } from '../plot/scale';
import { theme } from '../plot/theme';
import { type Groups, meansByGroup } from './map-groups';

const ROW = 26;
const FUNCTION_WORDS = 'function';

/** Length of every drawn row, group by group, with each group's mean: are function words short in this table? */
export function MapLengths({ tokens, lengths, groups }: { tokens: readonly string[]; lengths: readonly number[]; groups: Groups }) {
  const means = meansByGroup(groups, lengths);
  const height = means.length * ROW + 44;
  const domain = extent(lengths, 0.04);
  return (
    <section class="map-lengths" aria-label="Lengths of the rows">
      <h4>Lengths of the rows</h4>
      <Sentence lengths={lengths} groups={groups} />
      <ChartFrame title="Length of each drawn row by group" describe={means.map(({ name, mean }) => `${name}: mean ${fixed(mean, 2)}`).join(', ')} height={height} test="map-lengths">
        {(width) => {
          const area = { ...areaOf(width, height, 92), top: 0 };
          const sx = linear(domain, [area.left, area.right - 34]);
          return (
            <>
              {means.map(({ group, name, mean }, row) => (
                <g key={name} transform={`translate(0,${row * ROW + ROW / 2})`}>
                  <text class="chart-name" x={area.left - 12} dy="0.32em" text-anchor="end">
                    {name}
                  </text>
                  <line class="chart-grid" x1={area.left} x2={area.right - 34} />
                  {tokens.map((token, place) =>
                    groups.of[place] === group ? (
                      <circle key={token} cx={sx(lengths[place])} r={4.5} fill={groupColor(group, theme.value)} stroke="var(--paper)">
                        <title>{`${spelled(token)} ${fixed(lengths[place], 3)}`}</title>
                      </circle>
                    ) : null,
                  )}
                  <line class="chart-axis" x1={sx(mean)} x2={sx(mean)} y1={-9} y2={9} stroke-width={2} />
                  <text x={area.right} dy="0.32em" text-anchor="end" data-value={`length-${name}`} data-number={mean}>
                    {fixed(mean, 2)}
                  </text>
                </g>
              ))}
              <XAxis axis={{ label: 'length; upright stroke: mean', domain }} scale={sx} area={{ ...area, right: area.right - 34 }} />
            </>
          );
        }}
      </ChartFrame>
    </section>
  );
}

/** 5 % shorter */
function percent(change: number): string {
  const rounded = Math.round(100 * Math.abs(change));
  return rounded === 0 ? 'as long' : `${rounded} % ${change < 0 ? 'shorter' : 'longer'}`;
}

function Sentence({ lengths, groups }: { lengths: readonly number[]; groups: Groups }) {
  const group = groups.names.indexOf(FUNCTION_WORDS);
  const mean = (belongs: boolean): number => {
    const kept = lengths.filter((_, place) => (groups.of[place] === group) === belongs);
    return kept.reduce((sum, length) => sum + length, 0) / kept.length;
  };
  const [own, others] = [mean(true), mean(false)];
  if (group < 0 || Number.isNaN(own) || Number.isNaN(others)) return null;
  return (
    <p>
      Function words have a mean length of <Num name="length-of-function" value={own} digits={2} />, the other tokens drawn{' '}
      <Num name="length-of-others" value={others} digits={2} />: in this table they are {percent(own / others - 1)}.
    </p>
  );
}
