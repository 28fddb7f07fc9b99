import { Figure } from '../parts/figure';
import { count, fixed, pythonText } from '../parts/format';
import { TextField } from '../parts/text-field';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Arithmetic } from '../source/types';
import { param } from '../state/address';
import { ArithmeticPlane } from './arithmetic-plane';
import { RankedTokens } from './ranked-tokens';
import type { PanelProps } from './list';
import './arithmetic.css';

const EXAMPLES = [
  'king - man + woman',
  'paris - france + japan',
  'actor - man + woman',
  'walked - walk + run',
  'bigger - big + small',
  'england - london + ottawa',
  'doctor - man + woman',
];
const PLACES = 8;

/** An expression ranked twice, without and with its own tokens, and its arrows head to tail. */
export function ArithmeticPanel({ id, table }: PanelProps) {
  const expression = param(`${id}.expression`, EXAMPLES[0]);
  const asked = useQuery(() =>
    expression.value.trim() ? get<Arithmetic>(tablePath(table.value, 'arithmetic'), { expression: expression.value, k: PLACES }) : null,
  );
  const answer = asked.value.value;
  const rows = tableInfo(table.value)?.rows;
  return (
    <Figure
      id={id}
      title="Arithmetic on rows"
      table={table}
      asked={[asked]}
      onSpelling={(wrong, right) => (expression.value = replaceToken(expression.peek(), wrong, right))}
      caption={captionOf(answer, rows)}
      csv={() => ({ header: ['ranking', 'place', 'token', 'id', 'cosine'], rows: answer ? csvRows(answer) : [] })}
      bench={{ find: expression.value }}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nfor kept in (False, True):\n    print(table.neighbors(${pythonText(expression.value)}, k=${PLACES}, include_query=kept))`}
    >
      <TextField label="Expression" value={expression} />
      <div class="arithmetic-examples" role="group" aria-label="Examples">
        <span>Examples, some of which fail:</span>
        {EXAMPLES.map((example) => (
          <button type="button" class="quiet-button" aria-pressed={expression.value === example} onClick={() => (expression.value = example)}>
            {example.replaceAll(' - ', ' − ')}
          </button>
        ))}
      </div>
      {answer && (
        <>
          <div class="arithmetic-rankings">
            <section>
              <h4>Without the query’s words</h4>
              <RankedTokens neighbors={answer.without_query} name="without" />
            </section>
            <section>
              <h4>With them</h4>
              <RankedTokens neighbors={answer.with_query} name="with" marked={termsOf(answer)} />
            </section>
          </div>
          <ArithmeticPlane answer={answer} />
        </>
      )}
    </Figure>
  );
}

function captionOf(answer: Arithmetic | undefined, rows: number | undefined): string {
  const searched = rows ? `All ${count(rows)} rows searched` : 'All rows searched';
  const plane = answer ? ` The plane shows ${fixed(100 * answer.explained, 0)} % of the variance of the rows drawn.` : '';
  return `${searched}, cosine of unit rows; reserved and empty rows left out. Underlined: words of the query.${plane}`;
}

/** The tokens of the expression, as the drawing names them. */
function termsOf(answer: Arithmetic): ReadonlySet<string> {
  return new Set(answer.points.filter((point) => point.role === 'term').map((point) => point.token));
}

function csvRows(answer: Arithmetic): (string | number)[][] {
  const rows = (ranking: string, neighbors: Arithmetic['with_query']): (string | number)[][] =>
    neighbors.map((one, place) => [ranking, place + 1, one.token, one.id, one.score]);
  return [...rows('without', answer.without_query), ...rows('with', answer.with_query)];
}

function replaceToken(expression: string, wrong: string, right: string): string {
  return expression.split(/(\s+)/).map((part) => (part === wrong ? right : part)).join('');
}
