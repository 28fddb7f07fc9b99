import { lights } from '../parts/chip';
import { spelled } from '../parts/format';
import { Num } from '../parts/num';
import type { Dot } from './order-dots';

/** Every dot's two places as numbers. */
export function OrderTwin({ dots }: { dots: readonly Dot[] }) {
  return (
    <details class="twin">
      <summary>Numbers as a table</summary>
      <div>
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">sentence</th>
              <th scope="col">token</th>
              {['position', 'x without', 'y without', 'x with', 'y with'].map((name) => (
                <th key={name} scope="col" class="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {dots.map((dot) => (
              <tr key={dot.key} {...lights(dot.token)}>
                <td>{dot.sentence + 1}</td>
                <th scope="row">
                  <bdi>{spelled(dot.token)}</bdi>
                </th>
                <td class="right">{dot.position}</td>
                {(['x0', 'y0', 'x1', 'y1'] as const).map((name) => (
                  <td key={name} class="right">
                    <Num name={`${name}-${dot.key}`} value={dot[name]} digits={3} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
