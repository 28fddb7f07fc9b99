import { Chip } from '../parts/chip';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText } from '../parts/format';
import { TextField } from '../parts/text-field';
import { HeatmapView } from '../plot/heatmap-view';
import { get, getBundle, tablePath } from '../source/api';
import { floats } from '../source/bundle';
import { useQuery } from '../source/query';
import { shapeOf, sourceOf, tableInfo } from '../source/tables';
import type { Encoding, PieceView, RowSelection } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';
import './pipeline.css';

const MOST = 12;

/** A model from text to scores; what the table does is real, the rest is named. */
export function PipelinePanel({ id, table }: PanelProps) {
  const text = param(`${id}.text`, 'the cat sat on the mat');
  const encoding = useQuery(() => get<Encoding>(tablePath(table.value, 'encode'), { text: text.value }));
  const pieces = knownPieces(encoding.value.value);
  const rows = useQuery(() => {
    const ids = knownPieces(encoding.value.value).map((piece) => `#${piece.id}`);
    return ids.length > 0 ? getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: ids }) : null;
  });
  const bundle = rows.value.value;
  const info = tableInfo(table.value);
  const shape = info ? shapeOf(info) : '…';
  return (
    <Figure
      id={id}
      title="From text to a model's answer"
      table={table}
      asked={[encoding, rows]}
      caption={`Text, ids and rows are those of ${table.value} (${shape})${bundle ? `; rows clipped at the ${bundle.meta.clip.percentile}th percentile, ±${fixed(bundle.meta.clip.value, 2)}` : ''}. The steps after it are what a transformer adds.`}
      csv={() => ({ header: ['token', 'id'], rows: pieces.map((piece) => [piece.token, piece.id ?? '']) })}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\npieces = table.encode(${pythonText(text.value)})\nprint(table.rows[[piece.id for piece in pieces if piece.id is not None]].shape)`}
    >
      <ol class="pipeline">
        <li>
          <h4>Text</h4>
          <TextField label="Your text" value={text} />
        </li>
        <li>
          <h4>Ids</h4>
          <p class="pipeline-ids">
            {pieces.map((piece, index) => (
              <Chip key={index} token={piece.token} id={piece.id} text={piece.spelled} />
            ))}
          </p>
        </li>
        <li data-step="table">
          <h4>
            Table <small>{shape}, read row by row</small>
          </h4>
          {bundle && (
            <HeatmapView
              values={floats(bundle, 'rows')}
              rows={bundle.meta.tokens.length}
              cols={info?.dim ?? floats(bundle, 'rows').length / bundle.meta.tokens.length}
              clip={bundle.meta.clip.value}
              rowHeight={9}
              rowGap={2}
              label={`Rows of ${bundle.meta.tokens.length} tokens, one strip each`}
              test="pipeline-rows"
            />
          )}
          <p class="pipeline-note">From here on there are no ids, only rows.</p>
        </li>
        <li data-step="layers">
          <h4>
            Attention <small>rows exchange what they hold</small>
          </h4>
          <h4>
            Feed-forward <small>each row by itself</small>
          </h4>
          <p class="pipeline-note">both, again and again: 12 times in GPT-2 small, 96 times in GPT-3</p>
        </li>
        <li>
          <h4>
            Output <small>one score for each of {info ? count(info.tokens) : '…'} tokens; the best is the next one</small>
          </h4>
        </li>
      </ol>
    </Figure>
  );
}

function knownPieces(encoding: Encoding | undefined): PieceView[] {
  return (encoding?.pieces ?? []).filter((piece) => piece.id !== null).slice(0, MOST);
}
