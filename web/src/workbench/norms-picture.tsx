import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { count, fixed, spelled } from '../parts/format';
import { ChartFrame, XAxis, YAxis } from '../plot/axis';
import { listen, type Place } from '../plot/gestures';
import { fitCanvas, useSize } from '../plot/measure';
import { DIRECTIONS, nearestTo, nextTowards } from '../plot/pick';
import type { Cloud } from '../plot/splat';
import { drawReticle, drawRing, inksOf } from '../plot/strokes';
import { theme } from '../plot/theme';
import type { Bundle } from '../source/bundle';
import type { Norms } from '../source/types';
import { chooseBy } from './choose-by';
import { pointsInside } from './lasso';
import { ALL_DRAWN, dotsOf, normTicks, type NormsScales, paintNorms, PIXEL_VIEW, scalesOf } from './norms-plot';
import { LassoPath } from './plane-picture';
import { RowReading } from './reading';
import { spectrum } from './spectrum-answers';
import { chosen, lassoing, open, over, token } from './state';
import { nameOf, useWhole } from './whole';

const HEIGHT = 320;
const REACH = 14;
/** Up to so many rows a dot is three pixels wide. */
const FEW = 30_000;
const HINT = 'Point at a dot, or go from dot to dot with the arrow keys. Shift-drag draws a lasso; with Ctrl it adds, with Alt it takes away.';

/** The norm of every row against its id, both on log scales. */
export function NormsPicture({ bundle }: { bundle: Bundle<Norms> }) {
  const { names, card } = useWhole();
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSize(root).value.width;
  const path = useSignal<readonly Place[]>([]);
  const norms = bundle.arrays.norms.numbers;
  const flags = bundle.arrays.flags.numbers;
  const logIds = spectrum.ids.value === 'log';
  const scales = useMemo(() => scalesOf(norms, { width: Math.max(200, width), height: HEIGHT, logIds, zero: bundle.meta.zero, odd: bundle.meta.odd }), [norms, width, logIds]);
  const cloud = useMemo(() => dotsOf(norms, scales, logIds), [scales]);
  const latest = useRef(cloud);
  latest.current = cloud;
  const opened = token.value && card.value.value && (card.value.value.token === token.value || card.value.value.address === token.value) ? card.value.value.id : -1;
  const name = (id: number): string => names.peek()?.address(id) ?? `#${id}`;

  useLayoutEffect(() => {
    const hands = canvas.current!;
    const at = ({ x, y }: Place): number => nearestTo(latest.current, ALL_DRAWN, x, -y, REACH);
    return listen(hands, {
      pan: () => {},
      reset: () => {},
      hover: (place) => {
        const id = place ? at(place) : -1;
        over.value = id < 0 ? null : id;
      },
      pick: (place) => {
        const id = at(place);
        if (id >= 0) open(name(id));
      },
      lasso: (drawn, event, done) => {
        path.value = done ? [] : [...drawn];
        if (done && drawn.length > 2) chooseBy(event, pointsInside({ cloud: latest.current, view: PIXEL_VIEW, palette: ALL_DRAWN }, drawn));
      },
      draws: () => lassoing.peek(),
      atHome: () => true,
    });
  }, []);
  useLayoutEffect(() => {
    if (width > 0) paint(canvas.current!, { scales, cloud, flags, opened });
  }, [cloud, flags, theme.value, chosen.value, over.value, opened, width]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    const next = over.peek() === null ? 0 : nextTowards(cloud, ALL_DRAWN, over.peek()!, direction);
    if (next >= 0) over.value = next;
    event.preventDefault();
  };
  return (
    <>
      <div class="spectrum-norms" ref={root}>
        <ChartFrame title="Norm of every row against its id" describe={`${count(norms.length)} rows, norms from ${fixed(scales.ys[0], 3)} to ${fixed(scales.ys[1], 3)}`} height={HEIGHT}>
          {() => <Axes scales={scales} logIds={logIds} />}
        </ChartFrame>
        <canvas
          ref={canvas}
          class="spectrum-canvas"
          style={`height:${HEIGHT}px;touch-action:${lassoing.value ? 'none' : 'pan-y'}`}
          role="img"
          aria-label={`Norms of ${norms.length} rows. Arrow keys go to the nearest dot in that direction, Enter opens its card. Shift and drag draws a lasso.`}
          tabindex={0}
          data-test="norms-canvas"
          data-points={norms.length}
          data-over={over.value === null ? '' : spelled(nameOf(names.value, over.value))}
          data-place={over.value === null ? '' : `${cloud.positions[2 * over.value]} ${-cloud.positions[2 * over.value + 1]}`}
          onKeyDown={onKeyDown}
        />
        <LassoPath path={path.value} />
      </div>
      <RowReading id={over.value} hint={HINT} />
      <div class="bench-buttons" data-screen-only>
        <button type="button" class="quiet-button" aria-pressed={lassoing.value} onClick={() => (lassoing.value = !lassoing.value)}>
          Lasso
        </button>
      </div>
    </>
  );
}

function Axes({ scales: { x, y, xs, ys, area, zero, odd }, logIds }: { scales: NormsScales; logIds: boolean }) {
  return (
    <>
      <YAxis axis={{ label: 'norm', domain: ys, log: true, ticks: normTicks(ys) }} scale={y} area={area} />
      <XAxis axis={{ label: logIds ? 'row, counted from 1 (id + 1)' : 'id', domain: xs, log: logIds, text: (value) => count(value) }} scale={x} area={area} />
      {[{ at: zero, text: 'zero' }, { at: odd, text: 'NaN, ∞' }].map(
        ({ at, text }) =>
          Number.isFinite(at) && (
            <g key={text}>
              <line class="chart-grid" x1={area.left} x2={area.right} y1={at} y2={at} />
              <text x={area.left - 6} y={at} dy="0.32em" text-anchor="end">
                {text}
              </text>
            </g>
          ),
      )}
    </>
  );
}

interface Painted {
  scales: NormsScales;
  cloud: Cloud;
  flags: ArrayLike<number>;
  opened: number;
}

function paint(canvas: HTMLCanvasElement, { scales: { area }, cloud, flags, opened }: Painted): void {
  const ratio = fitCanvas(canvas, area);
  const context = canvas.getContext('2d')!;
  const inks = inksOf(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = { numbers: new Uint32Array(image.data.buffer), width: canvas.width, height: canvas.height };
  const side = flags.length <= FEW ? Math.round(3 * ratio) : Math.max(2, Math.round(1.5 * ratio));
  paintNorms(pixels, cloud, flags, chosen.peek(), { ratio, theme: theme.peek(), accent: inks.accent, side });
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const placeOf = (id: number): [number, number] => [cloud.positions[2 * id], -cloud.positions[2 * id + 1]];
  if (opened >= 0 && opened < flags.length) drawRing(context, placeOf(opened), 6, inks.accent, 2);
  const hovered = over.peek();
  if (hovered === null || hovered >= flags.length) return;
  drawRing(context, placeOf(hovered), 6, inks.ink, 1.5);
  drawReticle(context, placeOf(hovered), 3, area.width, area.height, inks);
}
