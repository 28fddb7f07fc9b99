import { Choice } from '../parts/choice';
import { Progress } from '../parts/progress';
import { Toggle } from '../parts/toggle';
import { BesideChoice } from './beside-choice';
import { plane, type PlaneAnswers } from './plane-answers';
import { ColorChoice } from './plane-colors';
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

/** Projection, axes, colors, lines, and what is beside. */
export function PlaneControls({ answers }: { answers: PlaneAnswers }) {
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
      <ColorChoice answers={answers} />
      <Toggle label="Neighbors as lines" value={plane.lines} />
      {sought.value !== '' && <Toggle label="Only what the search finds" value={plane.only} />}
      <BesideChoice />
      <Progress work={answers.work} />
    </div>
  );
}
