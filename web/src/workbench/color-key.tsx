import { useMemo } from 'preact/hooks';
import { count } from '../parts/format';
import { areaOf, ChartFrame, plain } from '../plot/axis';
import { css, NO_GROUP } from '../plot/color';
import { MapLegend } from '../panels/map-legend';
import { countsOf, FILTERED, type RowColors } from './colors';
import { plane } from './plane-answers';
import { nameOfEntry } from './plane-shown';

const BINS = 64;
const HEIGHT = 46;

/** What the colors mean: groups to choose from, or how many rows have which number. */
export function ColorKey({ colors }: { colors: RowColors }) {
  const counts = useMemo(() => countsOf(colors.entries), [colors.entries]);
  if (colors.names) return <Groups names={colors.names} counts={counts} palette={colors.palette} />;
  return colors.ends ? <Numbers colors={colors} ends={colors.ends} counts={counts} /> : null;
}

function Groups({ names, counts, palette }: { names: readonly string[]; counts: Uint32Array; palette: Uint32Array }) {
  const entries = [...counts.keys()].filter((entry) => counts[entry] > 0 && entry !== FILTERED);
  return (
    <MapLegend
      entries={entries.map((entry) => ({ group: entry, name: nameOfEntry(entry, names), count: counts[entry], color: css(palette[entry]) }))}
      shown={plane.shown}
    />
  );
}

function Numbers({ colors: { palette }, ends: [low, high], counts }: { colors: RowColors; ends: readonly [number, number]; counts: Uint32Array }) {
  const bins = Array.from({ length: BINS }, (_, bin) => counts.subarray(bin * 4, Math.min(FILTERED, bin * 4 + 4)).reduce((sum, one) => sum + one, 0));
  const most = Math.max(...bins, 1);
  return (
    <div class="bench-key">
      <ChartFrame title="Rows by the number that their color stands for" describe={`${plain(round(low))} to ${plain(round(high))}`} height={HEIGHT} test="color-key">
        {(width) => {
          const area = { ...areaOf(width, HEIGHT, 4), top: 2, bottom: HEIGHT - 16 };
          const step = (area.right - area.left) / BINS;
          return (
            <>
              {bins.map((one, bin) => (
                <rect
                  key={bin}
                  x={area.left + bin * step}
                  width={step}
                  y={area.bottom - Math.max(2, ((area.bottom - area.top) * one) / most)}
                  height={Math.max(2, ((area.bottom - area.top) * one) / most)}
                  fill={css(palette[bin * 4 + 2])}
                />
              ))}
              <text x={area.left} y={HEIGHT - 3}>
                {plain(round(low))}
              </text>
              <text x={area.right} y={HEIGHT - 3} text-anchor="end">
                {plain(round(high))}
              </text>
            </>
          );
        }}
      </ChartFrame>
      {counts[NO_GROUP] > 0 && <small>{counts[NO_GROUP] === 1 ? '1 row has' : `${count(counts[NO_GROUP])} rows have`} no such number</small>}
    </div>
  );
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
