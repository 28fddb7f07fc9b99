import { lights } from '../parts/chip';
import { spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import type { Dot } from './order-dots';

const COLUMNS = [{ text: 'sentence' }, { text: 'token' }, 'position', 'x without', 'y without', 'x with', 'y with'];

/** Every dot's two places as numbers. */
export function OrderTwin({ dots }: { dots: readonly Dot[] }) {
  return (
    <Twin columns={COLUMNS}>
      {() =>
        dots.map((dot) => (
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
        ))
      }
    </Twin>
  );
}
