import { Choice } from '../parts/choice';
import { count, percent } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { TextField } from '../parts/text-field';
import { Toggle } from '../parts/toggle';
import type { Bundle } from '../source/bundle';
import type { KeptNeighbors } from '../source/types';
import type { Param } from '../state/address';
import { ClusterCount } from './cluster-count';
import { ClusterNote } from './cluster-note';
import { clustersNow } from './clusters';
import { keptNow, plane, type PlaneAnswers } from './plane-answers';

const COLORS = [
  { value: 'group', label: 'group' },
  { value: 'norm', label: 'norm' },
  { value: 'id', label: 'id' },
  { value: 'flag', label: 'flag' },
  { value: 'along', label: 'along words' },
  { value: 'cluster', label: 'cluster' },
  { value: 'kept', label: 'kept neighbors' },
];

/** Another color has other names to choose from. */
const COLOR: Param<string> = {
  get value() {
    return plane.color.value;
  },
  set value(color) {
    plane.shown.value = [];
    plane.color.value = color;
  },
  peek: () => plane.color.peek(),
};

/** What dots are colored by, with the settings of that, and how far work for it is. */
export function ColorChoice({ answers }: { answers: PlaneAnswers }) {
  return (
    <>
      <Choice label="Color" options={COLORS} value={COLOR} />
      {plane.color.value === 'along' && <TextField label="Direction" quiet value={plane.along} />}
      {plane.color.value === 'cluster' && <ClusterCount />}
      {plane.color.value === 'kept' && (plane.every.value || !isWhole(keptNow(answers.kept))) && <Toggle label="Measure every row" value={plane.every} />}
      <Progress work={answers.clusters} />
      <Progress work={answers.kept} />
    </>
  );
}

function isWhole(shares: Bundle<KeptNeighbors> | undefined): boolean {
  return shares !== undefined && shares.meta.rows_measured === shares.meta.rows_drawn;
}

/** The questions behind the colors. */
export function askedByColors({ along, found, clusters, kept }: PlaneAnswers) {
  return [along, found, clusters, kept];
}

/** What a caption says of the colors. */
export function ColorNote({ answers }: { answers: PlaneAnswers }) {
  if (plane.color.value === 'cluster') return <ClusterNote />;
  const shares = plane.color.value === 'kept' ? keptNow(answers.kept) : undefined;
  if (!shares) return null;
  const { k, mean, rows_measured: measured, rows_drawn: drawn } = shares.meta;
  return (
    <>
      {' '}
      A color is the share of a row’s {k} nearest, by cosine among the {count(drawn)} rows drawn, that are among its {k} nearest in the picture:{' '}
      <Num name="kept-mean" value={mean} text={percent(mean)} /> on average of{' '}
      {measured === drawn ? (
        <>
          all <Num name="kept-measured" value={measured} text={count(measured)} /> rows
        </>
      ) : (
        <>
          a random <Num name="kept-measured" value={measured} text={count(measured)} /> of {count(drawn)} rows, the others gray
        </>
      )}
      .
    </>
  );
}

/** Lines of Python for the colors' numbers. */
export function colorLines(): string {
  if (plane.color.value === 'kept') return `\nkept = table.kept_neighbors(found, all_rows=${plane.every.value ? 'True' : 'False'})\nprint(kept.rows_measured, kept.rows_drawn, kept.mean)`;
  const meta = plane.color.value === 'cluster' ? clustersNow() : null;
  return meta ? `\nfor cluster in table.clusters(${meta.count}).clusters:\n    print(cluster.rows, cluster.name)` : '';
}
