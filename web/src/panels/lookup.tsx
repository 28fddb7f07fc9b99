import { useSignal } from '@preact/signals';
import { get, getBundle, tablePath } from '../source/api';
import { floats, rowOf, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Encoding, PieceView, RowSelection, TableInfo } from '../source/types';
import { numberParam, param, type Param } from '../state/address';
import { Figure } from '../parts/figure';
import { count, pythonText } from '../parts/format';
import { TextField } from '../parts/text-field';
import { LookupPieces } from './lookup-pieces';
import { LookupReading } from './lookup-reading';
import { LookupStage } from './lookup-stage';
import type { PanelProps } from './list';
import './lookup.css';

const FIRST_TEXT = 'The embeddings of unbelievable cats';
/** Rows fetched for one text; a longer text shows the rows of its first tokens. */
const MOST_ROWS = 64;

/** Any text: its tokens, their ids, and the row that each id reads out of the table. */
export function LookupPanel({ id, table }: PanelProps) {
  const text = param(`${id}.text`, FIRST_TEXT);
  /** Piece whose row is out; −1 for the last one, which is the one being typed. */
  const at = numberParam(`${id}.at`, -1);
  const encoding = useQuery(() => get<Encoding>(tablePath(table.value, 'encode'), { text: text.value }));
  const rows = useQuery(() => {
    const token = distinctTokens(encoding.value.value?.pieces ?? []);
    return token.length > 0 ? getBundle<RowSelection>(tablePath(table.value, 'rows'), { token }) : null;
  });
  const cell = useSignal<number | null>(null);
  const info = tableInfo(table.value);
  const pieces = encoding.value.value?.pieces ?? [];
  const piece = chosenPiece(pieces, at.value);
  const row = piece && rows.value.value ? rowOfPiece(rows.value.value, piece) : null;
  return (
    <Figure
      id={id}
      title="Text, tokens, ids, rows"
      table={table}
      asked={[encoding, rows]}
      caption={info ? captionOf(info, encoding.value.value) : 'The table is on its way.'}
      csv={() => csvOf(pieces, rows.value.value)}
      bench={{ token: piece?.token }}
      python={pythonLines(table.value, text.value, piece)}
    >
      <TextField label="Text" value={typedText(text, at)} rows={2} live />
      <LookupPieces pieces={pieces} chosen={piece ? pieces.indexOf(piece) : -1} onChoose={(index) => (at.value = index)} />
      {info && <LookupStage table={table} info={info} pieces={pieces} piece={piece} row={row} cell={cell} />}
      {info && <LookupReading info={info} piece={piece} row={row} cell={cell} />}
    </Figure>
  );
}

/** The text as its field writes it: new text brings out its last token again. */
function typedText(text: Param<string>, at: Param<number>): Param<string> {
  return {
    peek: () => text.peek(),
    get value() {
      return text.value;
    },
    set value(now) {
      at.value = -1;
      text.value = now;
    },
  };
}

function distinctTokens(pieces: readonly PieceView[]): string[] {
  const known = pieces.filter((piece) => piece.id !== null).map((piece) => piece.token);
  return [...new Set(known)].slice(0, MOST_ROWS);
}

/** The piece asked for, else the last one. */
export function chosenPiece(pieces: readonly PieceView[], at: number): PieceView | undefined {
  return pieces[at] ?? pieces.at(-1);
}

function rowOfPiece(rows: Bundle<RowSelection>, piece: PieceView): Float32Array | null {
  const index = rows.meta.ids.indexOf(piece.id ?? -1);
  const width = rows.arrays.rows?.shape[1] ?? 0;
  return index < 0 ? null : rowOf(floats(rows, 'rows'), width, index);
}

function csvOf(pieces: readonly PieceView[], rows: Bundle<RowSelection> | undefined) {
  const width = rows?.arrays.rows?.shape[1] ?? 0;
  const dims = Array.from({ length: width }, (_, dim) => `dim ${dim}`);
  return {
    header: ['token', 'id', ...dims],
    rows: pieces.map((piece) => [piece.token, piece.id, ...((rows && rowOfPiece(rows, piece)) ?? [])]),
  };
}

function captionOf(info: TableInfo, encoding: Encoding | undefined): string {
  const rule = encoding ? `Tokens by ${encoding.tokenizer === 'words' ? 'plain words' : encoding.tokenizer}. ` : '';
  return (
    `${rule}${info.name}: ${count(info.rows)} rows of ${info.dim} numbers, drawn to scale; the texture is every ` +
    `${count(Math.max(1, Math.round(info.rows / 120)))}th row. Colors clipped at the 99th percentile of |x| over these.`
  );
}

function pythonLines(table: string, text: string, piece: PieceView | undefined): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
for piece in table.encode(${pythonText(text)}):
    print(piece.token, piece.id)${piece && piece.id !== null ? `\nprint(table.rows[${piece.id}])` : ''}`;
}
