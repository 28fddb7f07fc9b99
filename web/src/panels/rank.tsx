import { Figure } from '../parts/figure';
import { pythonList, pythonText, spelled } from '../parts/format';
import { sourceOf } from '../source/tables';
import { Num } from '../parts/num';
import { TextField } from '../parts/text-field';
import { post, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { RankedLine, Ranking } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';
import './rank.css';

const QUESTION = 'How long do I cook it?';
const LINES = [
  'Bake the bread for forty minutes in a hot oven.',
  'The museum opens at nine and closes at six.',
  'Boil the potatoes until they are soft.',
  'Our train to Paris leaves from platform two.',
  'She plays the violin in a small orchestra.',
  'Add salt and pepper to the soup, then stir.',
  'The river rose two meters after the storm.',
  'He scored the winning goal in the last minute.',
];

/** Lines of one's own, ranked by the cosine of their mean row with the question's. */
export function RankPanel({ id, table }: PanelProps) {
  const question = param(`${id}.question`, QUESTION);
  const text = param(`${id}.lines`, LINES.join('\n'));
  const lines = (): string[] => text.value.split('\n').filter((line) => line.trim() !== '');
  const asked = useQuery(() =>
    question.value.trim() && lines().length > 0 ? post<Ranking>(tablePath(table.value, 'rank'), { question: question.value, lines: lines() }) : null,
  );
  const ranking = asked.value.value;
  return (
    <Figure
      id={id}
      title="Rank my own lines"
      table={table}
      asked={[asked]}
      caption="Each line is the mean of its token rows; cosine with the question. A line without a known token comes last, without a score."
      csv={() => ({
        header: ['place', 'cosine', 'line', 'known tokens', 'unknown tokens'],
        rows: (ranking?.results ?? []).map((one, place) => [place + 1, one.score ?? '', one.line, one.known.join(' '), one.unknown.join(' ')]),
      })}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nranking = table.rank(${pythonText(question.value)}, ${pythonList(lines())})\nfor line in ranking.results:\n    print(line.score, line.line)`}
    >
      <TextField label="Question" value={question} />
      <TextField label="Lines, one below the other" value={text} rows={6} />
      {ranking && (
        <ol class="rank-list">
          {ranking.results.map((one, place) => (
            <Line key={one.index} line={one} place={place} />
          ))}
        </ol>
      )}
    </Figure>
  );
}

function Line({ line, place }: { line: RankedLine; place: number }) {
  return (
    <li data-first={place === 0 || undefined}>
      {line.score === null ? <span class="num">–</span> : <Num name={`score-${place}`} value={line.score} />}
      <span class="rank-line">
        {line.line}
        {line.unknown.length > 0 && <small> not in the table: {line.unknown.map(spelled).join(', ')}</small>}
      </span>
      <i aria-hidden="true" style={`--share: ${Math.max(0, line.score ?? 0)}`} />
    </li>
  );
}
