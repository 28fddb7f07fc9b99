import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import type { LearnedPositions } from '../source/types';

interface LearnedTwinProps {
  positions: LearnedPositions;
  /** Whether lengths are told, or cosines by gap. */
  norms: boolean;
}

/** The numbers behind the curve or the lengths. */
export function LearnedTwin({ positions, norms }: LearnedTwinProps) {
  const [name, what] = norms ? ['position', 'length'] : ['gap', 'mean cosine'];
  const values = norms ? positions.norms : positions.cosine_by_gap;
  return (
    <Twin columns={[{ text: name }, what]} lazy>
      {() =>
        values.map((value, index) => (
          <tr key={index}>
            <th scope="row">{index}</th>
            <td class="right">
              <Num name={`${name}-${index}`} value={value} digits={4} />
            </td>
          </tr>
        ))
      }
    </Twin>
  );
}
