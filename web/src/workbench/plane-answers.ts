/** The map's questions, and what it draws from their answers. */
import { useMemo } from 'preact/hooks';
import { NO_GROUP } from '../plot/color';
import { theme } from '../plot/theme';
import { getBundle, tablePath } from '../source/api';
import { floats, type Bundle } from '../source/bundle';
import { useWork, type Work } from '../source/events';
import { type Answer, useQuery } from '../source/query';
import type { Along, Clusters, FoundIds, KeptNeighbors, Picture } from '../source/types';
import { flagParam, listParam, numberParam, param } from '../state/address';
import { clusterNames, typicalRows, useClusters } from './clusters';
import { clusterPalette, FILTERED, groupColors, numberColors, plainColors, type RowColors } from './colors';
import { other, sought, table } from './state';
import { useWhole, type Whole } from './whole';

export const plane = {
  method: param('plane.method', 'pca'),
  seed: numberParam('plane.seed', 0),
  /** '3' shows PCA in space. */
  dims: param('plane.dims', '2'),
  turn: param('plane.turn'),
  color: param('plane.color', 'group'),
  along: param('plane.along', 'woman - man'),
  /** Names of the groups shown; empty for all. */
  shown: listParam('plane.shown', []),
  /** Every point is measured for its kept neighbors, not a sample where there are many. */
  every: flagParam('plane.every'),
  /** Only rows that the search finds. */
  only: flagParam('plane.only'),
  lines: flagParam('plane.lines', true),
  look: param('plane.look'),
};

/** Rows in the plane. */
export interface Drawn {
  ids: Int32Array;
  /** Place of each row among the drawn, −1 where it is not. */
  placeOf: Int32Array;
  positions: Float32Array;
  /** (x, y, z) of each drawn row, where the picture is one in space; positions are then its x and y. */
  space?: Float32Array;
}

/** Whether a picture in space is asked for: PCA alone makes one, and not beside another table's. */
export function isDeep(): boolean {
  return plane.dims.value === '3' && plane.method.value === 'pca' && !other.value;
}

export interface DrawnPlane extends Drawn {
  picture: Picture;
}

export interface PlaneAnswers {
  work: Work<Bundle<Picture>>;
  along: Answer<Bundle<Along>>;
  found: Answer<Bundle<FoundIds>>;
  clusters: Work<Bundle<Clusters>>;
  kept: Work<Bundle<KeptNeighbors>>;
  drawn: DrawnPlane | null;
}

export function usePlaneAnswers(): PlaneAnswers {
  const { info } = useWhole();
  const work = useWork<Picture>(() =>
    table.value ? { path: tablePath(table.value, 'picture'), query: { method: plane.method.value, seed: plane.seed.value, components: isDeep() ? 3 : undefined } } : null,
  );
  const along = useQuery(() =>
    plane.color.value === 'along' && table.value ? getBundle<Along>(tablePath(table.value, 'along'), { expression: plane.along.value }) : null,
  );
  const found = useQuery(() =>
    plane.only.value && sought.value && table.value ? getBundle<FoundIds>(tablePath(table.value, 'find/ids'), { text: sought.value }) : null,
  );
  const clusters = useClusters(() => plane.color.value === 'cluster');
  const kept = useWork<KeptNeighbors>(() =>
    plane.color.value === 'kept' && pictureNow(work) && !work.waiting.value
      ? { path: tablePath(table.value, 'kept_neighbors'), query: { method: plane.method.value, seed: plane.seed.value, components: isDeep() ? 3 : undefined, all_rows: plane.every.value || undefined } }
      : null,
  );
  const bundle = work.value.value;
  const rows = info.value?.rows;
  const drawn = useMemo(() => (bundle && bundle.meta.table_rows === rows ? drawnPlane(bundle) : null), [bundle, rows]);
  return { work, along, found, clusters, kept, drawn };
}

function drawnPlane(bundle: Bundle<Picture>): DrawnPlane {
  return { picture: bundle.meta, ...drawnOf(bundle) };
}

/** The arrays of a picture, with the place of each row of its table. */
export function drawnOf(bundle: Bundle<{ table_rows: number }>): Drawn {
  const ids = bundle.arrays.ids.numbers as Int32Array;
  const placeOf = new Int32Array(bundle.meta.table_rows).fill(-1);
  for (let place = 0; place < ids.length; place++) placeOf[ids[place]] = place;
  const coordinates = floats(bundle, 'coordinates');
  if (bundle.arrays.coordinates.shape[1] === 2) return { ids, placeOf, positions: coordinates };
  const positions = Float32Array.from({ length: 2 * ids.length }, (_, at) => coordinates[3 * (at >> 1) + (at & 1)]);
  return { ids, placeOf, positions, space: coordinates };
}

/** The color of every row of the table, under the choice made. */
export function useRowColors({ along, found, clusters, kept }: PlaneAnswers): RowColors {
  const whole = useWhole();
  const cosines = along.value.value;
  const parted = clusters.value.value;
  const shares = keptNow(kept);
  const only = plane.only.value && sought.value ? found.value.value : undefined;
  const { norms, groups, info } = whole;
  const colors = useMemo(() => chosenColors(whole, cosines, parted, shares), [plane.color.value, cosines, parted, shares, norms.value.value, groups.value.value, info.value, theme.value]);
  return useMemo(() => (only ? { ...colors, entries: filtered(colors.entries, only.arrays.ids.numbers) } : colors), [colors, only]);
}

function chosenColors({ norms, groups, info }: Whole, cosines: Bundle<Along> | undefined, parted: Bundle<Clusters> | undefined, shares: Bundle<KeptNeighbors> | undefined): RowColors {
  const rows = info.value?.rows ?? 0;
  const [measured, grouped, color] = [norms.value.value, groups.value.value, plane.color.value];
  if (color === 'norm' && measured) {
    const { quantiles } = measured.meta;
    return numberColors(measured.arrays.norms.numbers, [quantiles['1'], quantiles['99']], theme.value);
  }
  if (color === 'id') return numberColors(Float32Array.from({ length: rows }, (_, id) => id), [0, Math.max(1, rows - 1)], theme.value);
  if (color === 'flag' && measured) {
    // Vermilion, as for nothing else here, and first of the names.
    const flags = Uint8Array.from(measured.arrays.flags.numbers, (flag) => (flag ? 4 : NO_GROUP));
    return groupColors(flags, ['', '', '', '', 'flagged'], theme.value);
  }
  if (color === 'cluster' && parted && parted.arrays.numbers.shape[0] === rows) {
    const palette = clusterPalette(parted.meta.count, theme.value);
    return { entries: parted.arrays.numbers.numbers as Uint8Array, palette, names: clusterNames(parted.meta), front: typicalRows(parted.meta) };
  }
  if (color === 'kept' && shares) {
    const numbers = new Float32Array(rows).fill(Number.NaN);
    const known = floats(shares, 'shares');
    for (const [at, id] of (shares.arrays.ids.numbers as Int32Array).entries()) numbers[id] = known[at];
    return { ...numberColors(numbers, [0, 1], theme.value), read: { title: 'kept neighbors', numbers } };
  }
  if (color === 'along' && cosines && cosines.arrays.cosines.shape[0] === rows) {
    const numbers = floats(cosines, 'cosines');
    const reach = farEnd(numbers);
    return { ...numberColors(numbers, [-reach, reach], theme.value, true), read: { title: 'cosine', numbers } };
  }
  if (color === 'group' && grouped) return groupColors(grouped.arrays.groups.numbers as Uint8Array, grouped.meta.names, theme.value);
  return plainColors(rows, theme.value);
}

/** The shares of the picture asked for; those of another are no colors for it. */
export function keptNow({ value }: PlaneAnswers['kept']): Bundle<KeptNeighbors> | undefined {
  const bundle = value.value;
  return bundle && isAsked(bundle.meta, bundle.meta.components) ? bundle : undefined;
}

function pictureNow({ value }: PlaneAnswers['work']): boolean {
  const bundle = value.value;
  return bundle !== undefined && isAsked(bundle.meta, bundle.arrays.coordinates.shape[1]);
}

/** Whether an answer is, or is about, the picture asked for. */
function isAsked({ method, seed }: { method: string; seed: number }, components: number): boolean {
  return method === plane.method.value && seed === plane.seed.value && components === (isDeep() ? 3 : 2);
}

/** 99 of 100 numbers, of a sample, are nearer to zero. */
function farEnd(numbers: Float32Array): number {
  const step = Math.max(1, Math.floor(numbers.length / 4096));
  const sample: number[] = [];
  for (let at = 0; at < numbers.length; at += step) if (Number.isFinite(numbers[at])) sample.push(Math.abs(numbers[at]));
  sample.sort((a, b) => a - b);
  return sample[Math.floor(sample.length * 0.99)] || 1;
}

function filtered(entries: Uint8Array, ids: ArrayLike<number>): Uint8Array {
  const kept = new Uint8Array(entries.length).fill(FILTERED);
  for (let at = 0; at < ids.length; at++) kept[ids[at]] = entries[ids[at]];
  return kept;
}
