import { Figure } from '../parts/figure';
import { count, percent, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { plain } from '../plot/axis';
import { sourceOf } from '../source/tables';
import type { Cell } from '../plot/save';
import type { Picture } from '../source/types';
import { BesideView } from './beside';
import { ColorKey } from './color-key';
import type { RowColors } from './colors';
import type { Names } from './names';
import { type DrawnPlane, isDeep, plane, type PlaneAnswers, usePlaneAnswers, useRowColors } from './plane-answers';
import { askedByColors, colorLines, ColorNote } from './plane-colors';
import { METHODS, PlaneControls } from './plane-controls';
import { PlanePicture } from './plane-picture';
import { shownOf } from './plane-shown';
import { PlaneTwin } from './plane-twin';
import { other, table } from './state';
import { nameOf, useWhole } from './whole';

/** The whole table in the plane, as the method can place it; with a second one beside it where one is chosen. */
export function PlaneView() {
  const answers = usePlaneAnswers();
  const colors = useRowColors(answers);
  if (other.value) return <BesideView key={other.value} answers={answers} colors={colors} controls={<PlaneControls answers={answers} />} />;
  return <PlaneFigure answers={answers} colors={colors} />;
}

function PlaneFigure({ answers, colors }: { answers: PlaneAnswers; colors: RowColors }) {
  const { names, norms } = useWhole();
  const { work, drawn } = answers;
  return (
    <Figure
      id="plane"
      title="Map of the whole table"
      asked={[work, ...askedByColors(answers)]}
      caption={drawn ? captionOf(drawn, shownOf(drawn.ids, colors), answers) : work.error.value ? 'There is no picture of this table.' : 'The picture is on its way.'}
      csv={() => ({ header: ['token', 'id', 'x', 'y', ...(drawn?.space ? ['z'] : []), 'norm'], rows: drawn ? csvRows(drawn, names.peek(), norms.value.peek()?.arrays.norms.numbers) : [] })}
      python={pythonLines()}
      bench={null}
    >
      <PlaneControls answers={answers} />
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

function captionOf({ picture, ids }: DrawnPlane, shown: number, answers: PlaneAnswers) {
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
      <ColorNote answers={answers} />
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

function pythonLines(): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table.value))})
found = table.picture(method=${pythonText(plane.method.value)}, seed=${plane.seed.value}${isDeep() ? ', components=3' : ''})
for id, place in list(zip(found.ids, found.coordinates))[:10]:
    print(f"{table.token(int(id)):20}", *(f"{x:8.3f}" for x in place))
print(found.trustworthiness, found.kept_neighbors, found.explained)${colorLines()}`;
}
