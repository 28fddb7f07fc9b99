import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, pythonList, pythonText } from '../parts/format';
import { Notice } from '../parts/notice';
import { Progress } from '../parts/progress';
import { Toggle } from '../parts/toggle';
import { plain } from '../plot/axis';
import { infoOf, sourceOf, tableInfo } from '../source/tables';
import { flagParam, listParam, numberParam, param } from '../state/address';
import { respelled } from './chosen';
import type { PanelProps } from './list';
import { MOST_TOKENS, useMapAnswers } from './map-answers';
import { type DrawnMap, drawnMap, mapCsv, readToken } from './map-drawn';
import { groupsOf, legendOf } from './map-groups';
import { MapLegend } from './map-legend';
import { MapLengths } from './map-lengths';
import { MapPicture } from './map-picture';
import { MapQuality } from './map-quality';
import { MapSeed } from './map-seed';
import { MapTable } from './map-table';
import { MapMissing, MapTokens } from './map-tokens';
import './map.css';
import './matrix.css';

const METHODS = [
  { value: 'pca', label: 'PCA' },
  { value: 'tsne', label: 't-SNE' },
  { value: 'umap', label: 'UMAP' },
];

/** Settings that the numbers beside the picture or the words around them name already. */
const SAID_ELSEWHERE = new Set(['k', 'rows_measured', 'metric']);

/** Tokens in the plane, and what the plane hides. */
export function MapPanel({ id, table }: PanelProps) {
  const own = listParam(`${id}.tokens`, []);
  const method = param(`${id}.method`, 'pca');
  const seed = numberParam(`${id}.seed`, 0);
  const lines = flagParam(`${id}.lines`);
  const lengths = flagParam(`${id}.lengths`);
  const shown = listParam(`${id}.groups`, []);
  const info = useMemo(() => infoOf(table), [table]).value;
  const { lesson, work, edges, rows, pictured, startAgain } = useMapAnswers({ table, own, method, seed });
  const bundle = work.value.value;
  const map = useMemo(
    () => bundle && drawnMap(bundle, edges.value.value, rows.value.value?.meta, groupsOf(bundle.meta.tokens, lesson.value.value?.groups ?? {}, info?.groups ?? {})),
    [bundle, edges.value.value, rows.value.value, lesson.value.value, info],
  );
  const asIs = map?.projection.method === method.value && map.projection.seed === seed.value && pictured.value?.table === table.value;
  const stale = !work.waiting.value && !work.error.value && !asIs;
  return (
    <Figure
      id={id}
      title="A map of tokens"
      table={table}
      asked={[work, edges, rows, lesson]}
      onSpelling={(wrong, right) => respelled(own, wrong, right)}
      caption={map ? captionOf(pictured.value?.table ?? table.value, map) : work.error.value ? 'There is no picture of these tokens.' : 'The picture is on its way.'}
      csv={() => mapCsv(map)}
      bench={{ tab: 'plane', tokens: map?.tokens }}
      python={pythonLines(table.value, own.value, method.value, seed.value)}
    >
      <div class="controls map-controls">
        <Choice label="Projection" value={method} options={METHODS} />
        <MapSeed seed={seed} idle={method.value === 'pca'} />
        <Toggle label="Lines to the true nearest" value={lines} />
        <Toggle label="Lengths of the rows" value={lengths} />
        <Progress work={work} />
      </div>
      {stale && <Canceled map={map} table={pictured.value?.table ?? ''} onAgain={startAgain} />}
      {lesson.value.value && <MapMissing lesson={lesson.value.value} own={own} />}
      {map && (
        <>
          <MapLegend entries={legendOf(map.groups)} shown={shown} />
          {map.tokens.length > MOST_TOKENS && (lines.value || lengths.value) && (
            <Notice>
              <p>
                True neighbors and lengths are drawn for up to {MOST_TOKENS} tokens; these are {count(map.tokens.length)}. Choose fewer below.
              </p>
            </Notice>
          )}
          <MapPicture id={id} map={map} shown={shown.value} lines={lines.value} />
          <MapQuality projection={map.projection} />
          {lengths.value && map.lengths && <MapLengths tokens={map.tokens} lengths={map.lengths} groups={map.groups} />}
          <MapTable count={map.tokens.length} read={(place) => readToken(map, place, 1)} groupName={(place) => map.groups.names[map.groups.of[place]] ?? ''} />
        </>
      )}
      <MapTokens table={table} drawn={map?.tokens ?? []} own={own} />
    </Figure>
  );
}

function Canceled({ map, table, onAgain }: { map: DrawnMap | undefined; table: string; onAgain: () => void }) {
  const still = map && METHODS.find(({ value }) => value === map.projection.method)?.label;
  return (
    <Notice>
      <p>Canceled. {still ? `The picture is still that of ${still}, seed ${map.projection.seed}, from ${table}.` : 'There is no picture yet.'}</p>
      <button type="button" class="button" onClick={onAgain}>
        Start again
      </button>
    </Notice>
  );
}

function captionOf(table: string, { projection, tokens }: DrawnMap): string {
  const rows = tableInfo(table)?.rows;
  const { method, seed, parameters, explained } = projection;
  const name = METHODS.find(({ value }) => value === method)?.label ?? method;
  const settings = Object.entries(parameters)
    .filter(([key]) => !SAID_ELSEWHERE.has(key))
    .map(([key, value]) => `${key.replaceAll('_', ' ')} ${typeof value === 'number' ? plain(Number(value.toFixed(2))) : value}`);
  const how = explained ? 'the plane of most variance through the mean of these rows' : ['by cosine', `seed ${seed}`, ...settings].join(', ');
  return `${count(tokens.length)} of ${rows ? count(rows) : '…'} rows of ${table}. ${name}: ${how}. Neighbors are those by cosine, among the tokens drawn.`;
}

function pythonLines(table: string, tokens: readonly string[], method: string, seed: number): string {
  const chosen = tokens.length > 0 ? `${pythonList(tokens)}, ` : '';
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
picture = table.project(${chosen}method=${pythonText(method)}, seed=${seed})
for token, (x, y) in zip(picture.tokens, picture.coordinates):
    print(f"{token:12} {x:8.3f} {y:8.3f}")
print(picture.trustworthiness, picture.kept_neighbors, picture.explained)`;
}
