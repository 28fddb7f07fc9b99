import { Num } from '../parts/num';
import { spelled } from '../parts/format';

export interface TokenPair {
  a: string;
  b: string;
  /** Euclidean distance of the two rows. */
  distance: number;
  cosine: number;
}

/** Every pair of tokens once, from two (k, k) matrices. */
export function pairsOf(tokens: readonly string[], cosines: Float32Array, distances: Float32Array): TokenPair[] {
  const pairs: TokenPair[] = [];
  for (const [row, a] of tokens.entries()) {
    for (const [column, b] of tokens.entries()) {
      const cell = row * tokens.length + column;
      if (column > row) pairs.push({ a, b, distance: distances[cell]!, cosine: cosines[cell]! });
    }
  }
  return pairs;
}

/** How far apart each pair is, twice: every one-hot pair alike, the dense ones not. */
export function PairTable({ pairs }: { pairs: readonly TokenPair[] }) {
  const farthest = Math.max(...pairs.map((pair) => pair.distance), Number.MIN_VALUE);
  return (
    <table class="numbers one-hot-pairs">
      <thead>
        <tr>
          <th scope="col">pair</th>
          <th scope="col">one-hot distance</th>
          <th scope="col" class="right">
            cosine
          </th>
          <th scope="col">dense distance</th>
          <th scope="col" class="right">
            cosine
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ a, b, distance, cosine }) => (
          <tr key={`${a} ${b}`}>
            <th scope="row" class="mono">
              <bdi>{spelled(a)}</bdi> – <bdi>{spelled(b)}</bdi>
            </th>
            <td>
              <Length share={1}>
                <Num name={`one-hot.${a}.${b}`} value={Math.SQRT2} text="√2" />
              </Length>
            </td>
            <td class="right">
              <Num name={`one-hot-cosine.${a}.${b}`} value={0} text="0" />
            </td>
            <td>
              <Length share={distance / farthest}>
                <Num name={`distance.${a}.${b}`} value={distance} digits={2} />
              </Length>
            </td>
            <td class="right">
              <Num name={`cosine.${a}.${b}`} value={cosine} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar as long as the share of the longest, and the number over it. */
function Length({ share, children }: { share: number; children: preact.ComponentChildren }) {
  return (
    <div class="one-hot-length">
      {children}
      <i style={`width:${(100 * share).toFixed(2)}%`} />
    </div>
  );
}
