import { Choice } from '../parts/choice';
import { Progress } from '../parts/progress';
import { TextField } from '../parts/text-field';
import type { Param } from '../state/address';
import { ClusterCount } from './cluster-count';
import { ClusterNote } from './cluster-note';
import { clustersNow } from './clusters';
import { plane, type PlaneAnswers } from './plane-answers';

const COLORS = [
  { value: 'group', label: 'group' },
  { value: 'norm', label: 'norm' },
  { value: 'id', label: 'id' },
  { value: 'flag', label: 'flag' },
  { value: 'along', label: 'along words' },
  { value: 'cluster', label: 'cluster' },
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
      <Progress work={answers.clusters} />
    </>
  );
}

/** The questions behind the colors. */
export function askedByColors({ along, found, clusters }: PlaneAnswers) {
  return [along, found, clusters];
}

/** What a caption says of the colors. */
export function ColorNote() {
  return plane.color.value === 'cluster' ? <ClusterNote /> : null;
}

/** Lines of Python for the colors' numbers. */
export function colorLines(): string {
  const meta = plane.color.value === 'cluster' ? clustersNow() : null;
  return meta ? `\nfor cluster in table.clusters(${meta.count}).clusters:\n    print(cluster.rows, cluster.name)` : '';
}
