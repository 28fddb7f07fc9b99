import type { ComponentChildren } from 'preact';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import type { Cell } from '../plot/save';
import type { Bounds } from '../plot/view';
import { sourceOf } from '../source/tables';
import type { Beside } from '../source/types';
import { type BesideAnswers, type Links, useBesideAnswers, useFrame } from './beside-answers';
import { useChanges } from './beside-changed';
import { ChangeList } from './beside-changes';
import { BesideMove } from './beside-move';
import { OtherPicture } from './beside-picture';
import { beside } from './beside-state';
import { BesideTwin, sharedPlaces } from './beside-twin';
import { ColorKey } from './color-key';
import type { RowColors } from './colors';
import { type DrawnPlane, plane, type PlaneAnswers } from './plane-answers';
import { askedByColors } from './plane-colors';
import { PlanePicture } from './plane-picture';
import { shownOf } from './plane-shown';
import { other, table } from './state';
import { nameOf, useWhole } from './whole';

const SHOWN = [
  { value: 'panes', label: 'side by side' },
  { value: 'move', label: 'one into the other' },
];

const METHODS: Record<string, string> = { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' };

interface BesideViewProps {
  answers: PlaneAnswers;
  colors: RowColors;
  controls: ComponentChildren;
}

/** Two tables: their maps linked by token, one that moves into the other, and what changed between them. */
export function BesideView({ answers, colors, controls }: BesideViewProps) {
  const { names } = useWhole();
  const two = useBesideAnswers();
  const changes = useChanges();
  const { drawn: first } = answers;
  const { drawn: second, links } = two;
  const frame = useFrame(first, second);
  const alike = first?.picture.method === second?.picture.method && first?.picture.seed === second?.picture.seed;
  const ready = first && second && links && frame && alike ? { first, second, links, frame } : null;
  const failed = answers.work.error.value ?? two.work.error.value;
  return (
    <Figure
      id="plane"
      title={`Maps of ${table.value} and ${other.value}`}
      asked={[answers.work, ...askedByColors(answers), two.shared, two.spellings, two.work, changes]}
      caption={ready ? <Caption {...ready} colors={colors} /> : failed ? 'There is no picture of both tables.' : 'The pictures are on their way.'}
      csv={() => ({
        header: ['token', 'id', 'other_id', 'x', 'y', 'other_x', 'other_y'],
        rows: ready ? sharedPlaces(ready.first, ready.second, ready.links).map(({ id, otherId, from, to }): Cell[] => [nameOf(names.peek(), id), id, otherId, ...from, ...to]) : [],
      })}
      python={pythonLines()}
      bench={null}
    >
      {controls}
      <div class="controls bench-controls">
        <Choice label="Two tables" quiet options={SHOWN} value={beside.show} />
        <Progress work={two.work} />
      </div>
      <ColorKey colors={colors} />
      {ready && beside.show.value === 'move' && <BesideMove first={ready.first} second={ready.second} links={ready.links} colors={colors} />}
      {ready && beside.show.value !== 'move' && <Panes {...ready} two={two} colors={colors} />}
      {!ready && <div class="bench-stage bench-empty">{failed ? null : 'Placing the rows of both tables …'}</div>}
      {ready && <Fit picture={ready.second.picture} />}
      <ChangeList work={changes} />
      {ready && <BesideTwin first={ready.first} second={ready.second} links={ready.links} />}
    </Figure>
  );
}

/** Both pictures, and which rows are one token. */
interface Ready {
  first: DrawnPlane;
  second: NonNullable<BesideAnswers['drawn']>;
  links: Links;
  frame: Bounds;
}

function Panes({ first, second, links, frame, two, colors }: Ready & { two: BesideAnswers; colors: RowColors }) {
  return (
    <div class="beside-panes">
      <section aria-label={`Map of ${table.value}`} data-pane="first">
        <h4>{table.value}</h4>
        <PlanePicture drawn={first} colors={colors} frame={frame} />
      </section>
      <section aria-label={`Map of ${other.value}`} data-pane="second">
        <h4>{other.value}</h4>
        <OtherPicture drawn={second} links={links} names={two.names} colors={colors} frame={frame} />
      </section>
    </div>
  );
}

function Caption({ first, second: { ids, picture }, links, colors }: Ready & { colors: RowColors }) {
  const shown = shownOf(first.ids, colors);
  return (
    <>
      <Num name="drawn" value={shown} text={count(shown)} /> of {count(first.picture.table_rows)} rows of {picture.table}
      {shown < first.ids.length && ', others hidden by the legend or the search'}
      {first.picture.note && ` (${first.picture.note})`} and <Num name="other-placed" value={ids.length} text={count(ids.length)} /> of {count(picture.table_rows)} rows of {picture.other}
      {picture.note && ` (${picture.note})`} placed by {METHODS[picture.method] ?? picture.method}. <Num name="shared" value={links.count} text={count(links.count)} /> tokens are spelled exactly alike in both,{' '}
      <Num name="drawn-in-both" value={picture.drawn_in_both} text={count(picture.drawn_in_both)} /> of them in both pictures. Colors and lines are those of {picture.table}.
    </>
  );
}

/** How well the second picture fits the first. */
function Fit({ picture }: { picture: Beside }) {
  if (picture.disparity === null)
    return <p class="bench-quiet">Fewer than three tokens are in both pictures, so the second lies as it was made.</p>;
  return (
    <p class="bench-quiet">
      {picture.other} is turned{picture.mirrored && ', mirrored'} and brought to the size of {picture.table} by Procrustes over the tokens in both; disparity <Num name="disparity" value={picture.disparity} /> (0 where all
      meet, 1 where nothing fits).
    </p>
  );
}

function pythonLines(): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table.value))})
other = rs.open(${pythonText(sourceOf(other.value))})
placed = table.picture_beside(other, method=${pythonText(plane.method.value)}, seed=${plane.seed.value})
print(placed.shared, placed.drawn_in_both, placed.disparity)
changes = table.changes(other, k=${beside.k.value}, most=${beside.most.value})
change = changes.change(${pythonText(beside.by.value)})
for place in changes.order(${pythonText(beside.by.value)})[:10]:
    print(f"{table.token(int(changes.ids[place])):20} {change[place]:.3f}")`;
}
