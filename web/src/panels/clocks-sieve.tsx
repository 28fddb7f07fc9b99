import { lookAlikes } from '../maths/clocks';
import { count } from '../parts/format';
import { ChartFrame } from '../plot/axis';
import { linear } from '../plot/chart';

/** Hands this near look the same: a third of the way between two marks of a clock face. */
export const TOLERANCE = Math.PI / 18;

const ROW = 20;
const NAMES = 92;

interface ClockSieveProps {
  position: number;
  second: number | null;
  speeds: readonly number[];
  last: number;
  onPick: (other: number) => void;
}

/** Which positions cannot be told from this one by the first hand, by the first two, and so on: each hand sieves. */
export function ClockSieve({ position, second, speeds, last, onPick }: ClockSieveProps) {
  const rows = sieve(position, speeds, last);
  const others = rows[0].found.filter((other) => other !== position);
  const height = rows.length * ROW + 26;
  return (
    <section class="clocks-sieve" aria-label="Positions that look the same">
      <h4>Positions that look like {position}</h4>
      <ChartFrame title="Positions that look the same" describe={rows.map(sayRow).join('. ')} height={height} test="clocks-sieve">
        {(width) => {
          const x = linear([0, last], [NAMES, width - 8]);
          return (
            <>
              {rows.map(({ hands, found }, row) => (
                <g key={hands} transform={`translate(0,${row * ROW})`}>
                  <text class="chart-name" y={ROW / 2} dy="0.32em">
                    {hands === 1 ? 'fastest alone' : hands === speeds.length ? 'all together' : `first ${hands}`}
                  </text>
                  <line class="chart-grid" x1={x(0)} x2={x(last)} y1={ROW / 2} y2={ROW / 2} />
                  {found.map((other) => (
                    <line key={other} class="clocks-alike" data-own={other === position || undefined} data-second={other === second || undefined} x1={x(other)} x2={x(other)} y1={3} y2={ROW - 3} />
                  ))}
                </g>
              ))}
              {x.ticks(width < 420 ? 4 : 8).map((tick) => (
                <text key={tick} x={x(tick)} y={height - 8} text-anchor="middle">
                  {tick}
                </text>
              ))}
            </>
          );
        }}
      </ChartFrame>
      <p class="clocks-others" data-value="alike" data-number={others.length}>
        {others.length > 0 ? 'On the fastest clock alone it could be ' : 'Within these positions even the fastest clock is enough.'}
        {others.slice(0, 8).map((other, index) => (
          <span key={other}>
            {index > 0 && ', '}
            <button type="button" class="clocks-other" aria-pressed={other === second} onClick={() => onPick(other)}>
              {other}
            </button>
          </span>
        ))}
        {others.length > 8 && ` or ${count(others.length - 8)} others`}
        {others.length > 0 && '.'} {rows.at(-1)!.found.length === 1 && 'All clocks together leave this one alone.'}
      </p>
    </section>
  );
}

interface SieveRow {
  /** How many of the fastest hands are read. */
  hands: number;
  found: number[];
}

/** One hand, two, and so on until one position is left (four rows at most), and all together. */
function sieve(position: number, speeds: readonly number[], last: number): SieveRow[] {
  const row = (hands: number): SieveRow => ({ hands, found: lookAlikes(position, speeds.slice(0, hands), last, TOLERANCE) });
  const rows = [row(1)];
  while (rows.at(-1)!.found.length > 1 && rows.length < Math.min(4, speeds.length - 1)) rows.push(row(rows.length + 1));
  return [...rows, row(speeds.length)];
}

function sayRow({ hands, found }: SieveRow): string {
  return `${hands === 1 ? 'The fastest hand' : `The ${hands} fastest hands`}: ${found.join(', ')}`;
}
