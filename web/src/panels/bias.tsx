import { Figure } from '../parts/figure';
import { pythonList, pythonText } from '../parts/format';
import { sourceOf } from '../source/tables';
import { Num } from '../parts/num';
import { TextField } from '../parts/text-field';
import { get, post, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { DirectionBias, WordScore } from '../source/types';
import { param } from '../state/address';
import { lights } from '../parts/chip';
import type { PanelProps } from './list';
import './bias.css';

interface Words {
  pairs: [string, string][];
  occupations: string[];
}

/** Occupations along the direction from one word of a pair to the other. */
export function BiasPanel({ id, table }: PanelProps) {
  const pairs = param(`${id}.pairs`, 'he:she');
  const own = param(`${id}.words`, '');
  const offered = useQuery(() => get<Words>('/api/bias/words'));
  const words = (): string[] => split(own.value) ?? offered.value.value?.occupations ?? [];
  const asked = useQuery(() =>
    words().length > 0 ? post<DirectionBias>(tablePath(table.value, 'bias'), { pairs: pairsOf(pairs.value), words: words() }) : null,
  );
  const answer = asked.value.value;
  const [first, second] = answer?.pairs[0] ?? pairsOf(pairs.value)[0] ?? ['', ''];
  return (
    <Figure
      id={id}
      title="Words along a direction"
      table={table}
      asked={[offered, asked]}
      onSpelling={(wrong, right) => (own.value = words().map((word) => (word === wrong ? right : word)).join(' '))}
      caption={`Cosine of each word’s row with the mean difference of ${answer?.pairs.length ?? 1} pair${answer?.pairs.length === 1 ? '' : 's'}.${answer?.missing.length ? ` Not in this table: ${answer.missing.join(', ')}.` : ''}`}
      csv={() => ({ header: ['word', 'id', 'cosine'], rows: (answer?.scores ?? []).map((one) => [one.word, one.id, one.score]) })}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nbias = table.bias([${pairsOf(pairs.value).map(([a, b]) => `(${pythonText(a)}, ${pythonText(b)})`).join(', ')}], ${pythonList(words())})\nfor word in bias.scores:\n    print(word.word, word.score)`}
    >
      <div class="controls">
        <TextField label="Pairs, such as he:she, man:woman" value={pairs} />
        <TextField label="Words of your own (occupations if empty)" value={own} />
      </div>
      {answer && (
        <>
          <p class="bias-ends">
            <span>Bars to the right lean to {first}</span>
            <span>to the left, to {second}</span>
          </p>
          <ol class="bias-list">
            {answer.scores.map((one) => (
              <Lean key={one.id} word={one} widest={Math.max(...answer.scores.map((score) => Math.abs(score.score)))} />
            ))}
          </ol>
        </>
      )}
    </Figure>
  );
}

function Lean({ word, widest }: { word: WordScore; widest: number }) {
  return (
    <li {...lights(word.word)} data-side={word.score < 0 ? 'second' : 'first'}>
      <span class="mono">{word.word}</span>
      <i aria-hidden="true" style={`--share: ${Math.abs(word.score) / widest}`} />
      <Num name={`bias-${word.word}`} value={word.score} />
    </li>
  );
}

function split(text: string): string[] | null {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.length > 0 ? words : null;
}

/** "he:she, man:woman" as pairs; a part without its colon is a pair with an empty word, which the server names. */
function pairsOf(text: string): [string, string][] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((pair) => {
      const [first, second = ''] = pair.split(':');
      return [first, second];
    });
}
