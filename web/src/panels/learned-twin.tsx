import { useSignal } from '@preact/signals';
import { Num } from '../parts/num';
import type { LearnedPositions } from '../source/types';

interface LearnedTwinProps {
  positions: LearnedPositions;
  /** Whether lengths are told, or cosines by gap. */
  norms: boolean;
}

/** The numbers behind the curve or the lengths. */
export function LearnedTwin({ positions, norms }: LearnedTwinProps) {
  const open = useSignal(false);
  const [name, what] = norms ? ['position', 'length'] : ['gap', 'mean cosine'];
  const values = norms ? positions.norms : positions.cosine_by_gap;
  return (
    <details class="twin" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>Numbers as a table</summary>
      <div>
        {open.value && (
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">{name}</th>
                <th scope="col" class="right">
                  {what}
                </th>
              </tr>
            </thead>
            <tbody>
              {values.map((value, index) => (
                <tr key={index}>
                  <th scope="row">{index}</th>
                  <td class="right">
                    <Num name={`${name}-${index}`} value={value} digits={4} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </details>
  );
}
