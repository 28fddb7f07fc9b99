import { Chip } from '../parts/chip';
import { Num } from '../parts/num';
import type { Neighbor } from '../source/types';
import './ranked-tokens.css';

export interface RankedTokensProps {
  neighbors: readonly Neighbor[];
  /** Prefix of the numbers' keys: `<name>-0`, `<name>-1`, … */
  name: string;
  /** Tokens that are underlined. */
  marked?: ReadonlySet<string>;
}

/** A ranking: place, token, score. */
export function RankedTokens({ neighbors, name, marked }: RankedTokensProps) {
  return (
    <ol class="ranked-tokens" data-list={name}>
      {neighbors.map((one, place) => (
        <li key={one.id} data-marked={marked?.has(one.token) || undefined}>
          <Chip token={one.token} id={one.id} />
          <Num name={`${name}-${place}`} value={one.score} />
        </li>
      ))}
    </ol>
  );
}
