import { Choice } from '../parts/choice';
import { Progress } from '../parts/progress';
import { TextField } from '../parts/text-field';
import { Toggle } from '../parts/toggle';
import { BesideChoice } from './beside-choice';
import { plane, type PlaneAnswers } from './plane-answers';
import { other, sought } from './state';

export const METHODS = [
  { value: 'pca', label: 'PCA' },
  { value: 'tsne', label: 't-SNE' },
  { value: 'umap', label: 'UMAP' },
];
const DIMS = [
  { value: '2', label: '2-D' },
  { value: '3', label: '3-D' },
];
const COLORS = [
  { value: 'group', label: 'group' },
  { value: 'norm', label: 'norm' },
  { value: 'id', label: 'id' },
  { value: 'flag', label: 'flag' },
  { value: 'along', label: 'along words' },
];

/** Projection, axes, colors, lines, and what is beside. */
export function PlaneControls({ work }: { work: PlaneAnswers['work'] }) {
  const anew = (change: () => void): void => {
    plane.look.value = '';
    change();
  };
  return (
    <div class="controls bench-controls">
      <Choice
        label="Projection"
        quiet
        options={METHODS}
        value={{
          get value() {
            return plane.method.value;
          },
          set value(method) {
            anew(() => (plane.method.value = method));
          },
          peek: () => plane.method.peek(),
        }}
      />
      {plane.method.value === 'pca' && !other.value && (
        <Choice
          label="Axes"
          quiet
          options={DIMS}
          value={{
            get value() {
              return plane.dims.value;
            },
            set value(dims) {
              anew(() => (plane.dims.value = dims));
            },
            peek: () => plane.dims.peek(),
          }}
        />
      )}
      <Choice label="Color" options={COLORS} value={plane.color} />
      {plane.color.value === 'along' && <TextField label="Direction" quiet value={plane.along} />}
      <Toggle label="Neighbors as lines" value={plane.lines} />
      {sought.value !== '' && <Toggle label="Only what the search finds" value={plane.only} />}
      <BesideChoice />
      <Progress work={work} />
    </div>
  );
}
