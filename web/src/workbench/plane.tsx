import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { TextField } from '../parts/text-field';
import { Toggle } from '../parts/toggle';
import { plain } from '../plot/axis';
import { sourceOf } from '../source/tables';
import type { Cell } from '../plot/save';
import type { Picture } from '../source/types';
import { ColorKey } from './color-key';
import type { Names } from './names';
import { type DrawnPlane, isDeep, plane, usePlaneAnswers, useRowColors } from './plane-answers';
import { PlanePicture } from './plane-picture';
import { isHidden } from './plane-shown';
import { PlaneTwin } from './plane-twin';
import { sought, table } from './state';
import { nameOf, useWhole } from './whole';

const METHODS = [
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

/** The whole table in the plane, as the method can place it. */
export function PlaneView() {
  const { names, norms } = useWhole();
  const answers = usePlaneAnswers();
  const { work, along, found, drawn } = answers;
  const colors = useRowColors(answers);
  const anew = (change: () => void): void => {
    plane.look.value = '';
    change();
  };
  return (
    <Figure
      id="plane"
      title="Map of the whole table"
      asked={[work, along, found]}
      caption={drawn ? captionOf(drawn, shownOf(drawn, colors.entries, colors.names)) : work.error.value ? 'There is no picture of this table.' : 'The picture is on its way.'}
      csv={() => ({ header: ['token', 'id', 'x', 'y', ...(drawn?.space ? ['z'] : []), 'norm'], rows: drawn ? csvRows(drawn, names.peek(), norms.value.peek()?.arrays.norms.numbers) : [] })}
      python={pythonLines()}
      bench={null}
    >
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
        {plane.method.value === 'pca' && (
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
        <Progress work={work} />
      </div>
      <ColorKey colors={colors} />
      {drawn ? <PlanePicture drawn={drawn} colors={colors} /> : <div class="bench-stage bench-empty">{work.error.value ? null : 'Placing the rows …'}</div>}
      {drawn && <Quality picture={drawn.picture} />}
      {drawn && <PlaneTwin drawn={drawn} colors={colors} />}
    </Figure>
  );
}

function csvRows({ ids, positions, space }: DrawnPlane, names: Names | null, lengths: ArrayLike<number> | undefined): Cell[][] {
  return Array.from(ids, (id, place) => [nameOf(names, id), id, positions[2 * place], positions[2 * place + 1], ...(space ? [space[3 * place + 2]] : []), lengths?.[id] ?? null]);
}

function shownOf({ ids }: DrawnPlane, entries: Uint8Array, names: readonly string[] | undefined): number {
  let shown = 0;
  for (const id of ids) if (!isHidden(entries[id], names)) shown++;
  return shown;
}

function captionOf({ picture, ids }: DrawnPlane, shown: number) {
  const { method, seed, parameters, explained, note } = picture;
  const name = METHODS.find(({ value }) => value === method)?.label ?? method;
  const how = explained
    ? `the ${explained.length === 3 ? 'three directions' : 'plane'} of most variance through the mean row, fitted on all rows`
    : ['by cosine', `seed ${seed}`, ...Object.entries(parameters).filter(([key]) => !SAID_ELSEWHERE.has(key)).map(([key, value]) => `${key.replaceAll('_', ' ')} ${typeof value === 'number' ? plain(Number(value.toFixed(2))) : value}`)].join(', ');
  return (
    <>
      <Num name="drawn" value={shown} text={count(shown)} /> of <Num name="rows" value={picture.table_rows} text={count(picture.table_rows)} /> rows drawn
      {shown < ids.length && `, ${count(ids.length - shown)} hidden by the legend or the search`}
      {note && `; ${note}`}. {name}: {how}.
    </>
  );
}

const SAID_ELSEWHERE = new Set(['k', 'rows_measured', 'rows_among', 'metric', 'center', 'fitted_on', 'passes']);

/** How far the picture can be trusted. */
function Quality({ picture }: { picture: Picture }) {
  const { explained, kept_neighbors: kept, trustworthiness, parameters } = picture;
  return (
    <p class="bench-quiet">
      {explained && (
        <>
          <Num name="explained" value={sum(explained)} text={percent(sum(explained))} /> of the variance is in the picture.{' '}
        </>
      )}
      <Num name="kept-neighbors" value={kept} text={percent(kept)} /> of the {parameters.k} nearest are near in it too; trustworthiness{' '}
      <Num name="trustworthiness" value={trustworthiness} /> (1 is best), measured on {count(Number(parameters.rows_measured))} rows among {count(Number(parameters.rows_among))}.
    </p>
  );
}

function sum(shares: readonly number[]): number {
  return shares.reduce((total, share) => total + share, 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function pythonLines(): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table.value))})
found = table.picture(method=${pythonText(plane.method.value)}, seed=${plane.seed.value}${isDeep() ? ', components=3' : ''})
for id, place in list(zip(found.ids, found.coordinates))[:10]:
    print(f"{table.token(int(id)):20}", *(f"{x:8.3f}" for x in place))
print(found.trustworthiness, found.kept_neighbors, found.explained)`;
}
