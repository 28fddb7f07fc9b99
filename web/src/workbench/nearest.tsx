import { spelled } from '../parts/format';
import { Num } from '../parts/num';
import type { NeighborList } from '../source/types';

/** The nearest rows in a line, each with its score under `name` and its id; nothing while there are none. */
export function Nearest({ of, name }: { of: NeighborList['neighbors']; name: string }) {
  if (of.length === 0) return null;
  return (
    <p class="bench-quiet">
      nearest{' '}
      {of.map((one) => (
        <span key={one.id} class="bench-near">
          <bdi class="mono">{spelled(one.token)}</bdi> <Num name={`${name}-${one.id}`} value={one.score} />
        </span>
      ))}
    </p>
  );
}
