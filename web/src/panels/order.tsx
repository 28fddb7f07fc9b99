import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonList, pythonText } from '../parts/format';
import { Notice } from '../parts/notice';
import { TextField } from '../parts/text-field';
import { post, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { tableInfo, tables } from '../source/tables';
import type { Order, OrderRequest } from '../source/types';
import { param, type Param } from '../state/address';
import { noPositionsPython } from './learned-none';
import type { PanelProps } from './list';
import { dotsOf } from './order-dots';
import { OrderLenses } from './order-lenses';
import { Glyph } from './order-marks';
import { OrderPlane } from './order-plane';
import { OrderTwin } from './order-twin';
import { OrderVerdict } from './order-verdict';
import './order.css';

const SENTENCES = 'dog bites man|man bites dog';
const KINDS = [
  { value: 'sinusoidal', label: 'waves' },
  { value: 'learned', label: 'learned' },
];

/** Two sentences as dots: the same without positions, apart with them. */
export function OrderPanel({ id, table }: PanelProps) {
  const written = param(`${id}.sentences`, SENTENCES);
  const encoding = param(`${id}.encoding`, 'none');
  const kept = param(`${id}.kind`, 'sinusoidal');
  const fields = useMemo(() => [0, 1].map((which) => sentenceField(written, which)), []);
  const on = encoding.value !== 'none';
  const kind = useMemo(() => kindOf(encoding, kept), []);
  const sentences = fields.map((field) => field.value);
  const lacking = kind.value === 'learned' && tableInfo(table.value)?.positions === 0;
  const asked = useQuery(() => question(table.value, written.value, kind.value));
  const answer = asked.value.value;
  const dots = useMemo(() => (answer ? dotsOf(answer) : []), [answer]);
  return (
    <Figure
      id={id}
      title="Two sentences as inputs"
      table={table}
      asked={[asked]}
      onSpelling={(wrong, right) => (written.value = respell(written.peek(), wrong, right))}
      caption={answer ? captionOf(answer, table.value) : lacking ? `${table.value} has no learned positions.` : 'Tokens as dots of one PCA plane.'}
      csv={() => ({
        header: ['sentence', 'position', 'token', 'id', 'x without', 'y without', 'x with', 'y with'],
        rows: dots.map((dot) => [dot.sentence + 1, dot.position, dot.token, dot.id, dot.x0, dot.y0, dot.x1, dot.y1]),
      })}
      python={lacking ? noPositionsPython(table.value) : pythonLines(table.value, sentences, kind.value)}
      svg
    >
      <div class="order-sentences">
        {fields.map((field, which) => (
          <div key={which}>
            <Glyph sentence={which} />
            <TextField label={which === 0 ? 'First sentence' : 'Second sentence'} quiet value={field} />
          </div>
        ))}
      </div>
      <div class="controls order-controls">
        <label class="order-switch">
          <input type="checkbox" checked={on} onChange={() => switchOver(encoding, kept, kind.peek())} />
          <span>Positional encoding</span>
        </label>
        <Choice label="Positions" quiet options={KINDS} value={kind} />
      </div>
      {sentences.some((text) => text.trim() === '') && <Notice>Write two sentences: their dots are drawn together.</Notice>}
      {lacking && <NoPositions table={table.value} kind={kind} onSwitch={(name) => (param(`${id}.table`).value = name)} />}
      {answer && (
        <>
          <OrderVerdict order={answer} on={on} />
          <OrderPlane dots={dots} on={on} />
          <OrderLenses dots={dots} on={on} />
          <OrderTwin dots={dots} />
        </>
      )}
    </Figure>
  );
}

function question(table: string, written: string, encoding: string) {
  const sentences = sentencesOf(written);
  const lacking = encoding === 'learned' && tableInfo(table)?.positions === 0;
  if (lacking || sentences.some((text) => text.trim() === '')) return null;
  return post<Order>(tablePath(table, 'order'), { sentences, encoding: encoding as OrderRequest['encoding'] } satisfies OrderRequest);
}

/** "a|b" as two sentences; what stands after a second bar belongs to the second. */
export function sentencesOf(written: string): [string, string] {
  const [first = '', ...rest] = written.split('|');
  return [first, rest.join(' ')];
}

function sentenceField(written: Param<string>, which: number): Param<string> {
  const shown = computed(() => sentencesOf(written.value)[which]);
  return {
    get value() {
      return shown.value;
    },
    set value(text) {
      const sentences = sentencesOf(written.peek());
      sentences[which] = text.replaceAll('|', ' ');
      written.value = sentences.join('|');
    },
    peek: () => shown.peek(),
  };
}

/** Which positions are meant, on or off: while they are off the address keeps the kind beside. */
function kindOf(encoding: Param<string>, kept: Param<string>): Param<string> {
  const shown = computed(() => ((encoding.value === 'none' ? kept.value : encoding.value) === 'learned' ? 'learned' : 'sinusoidal'));
  return {
    get value() {
      return shown.value;
    },
    set value(kind) {
      (encoding.peek() === 'none' ? kept : encoding).value = kind;
    },
    peek: () => shown.peek(),
  };
}

function switchOver(encoding: Param<string>, kept: Param<string>, kind: string): void {
  if (encoding.peek() === 'none') encoding.value = kind;
  else [kept.value, encoding.value] = [kind, 'none'];
}

function NoPositions({ table, kind, onSwitch }: { table: string; kind: Param<string>; onSwitch: (name: string) => void }) {
  return (
    <Notice>
      <p>{table} has no learned positions to add.</p>
      <p class="controls">
        <button type="button" class="button" onClick={() => (kind.value = 'sinusoidal')}>
          Use waves
        </button>
        {tables.value
          .filter((other) => other.positions > 0)
          .map((other) => (
            <button key={other.name} type="button" class="button" onClick={() => onSwitch(other.name)}>
              Use {other.name}, which has {count(other.positions)}
            </button>
          ))}
      </p>
    </Notice>
  );
}

function respell(written: string, wrong: string, right: string): string {
  return written.split(/([\s|]+)/).map((part) => (part === wrong ? right : part)).join('');
}

function captionOf(order: Order, table: string): string {
  const drawn = order.sentences.reduce((sum, sentence) => sum + sentence.pieces.length, 0);
  const rows = tableInfo(table)?.rows;
  const share = order.explained.reduce((sum, part) => sum + part, 0);
  const scale =
    order.encoding === 'learned'
      ? `Rows are added to as they are, as BERT does; words begin at position ${order.sentences[0].pieces[0].position}.`
      : `Each row is first multiplied by √d = ${fixed(order.scaled_by, 2)}, as in the 2017 Transformer.`;
  return `${drawn} tokens, of ${rows ? count(rows) : '…'} rows. ${scale} One PCA plane for all dots, without positions and with: ${fixed(100 * share, 0)} % of their variance.`;
}

function pythonLines(table: string, sentences: readonly string[], encoding: string): string {
  return `import rowspace as rs

table = rs.open(${pythonText(table)})
order = table.order(${pythonList(sentences)}, encoding=${pythonText(encoding)})
print(order.same_bag, order.same_inputs, order.scaled_by)
for sentence in order.sentences:
    for piece in sentence.pieces:
        print(piece.token, piece.position, piece.x0, piece.y0, piece.x1, piece.y1)`;
}
