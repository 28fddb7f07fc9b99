import { members, parts, type Turned } from '../maths/rotary';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';

const COLUMNS = [{ text: 'pair' }, { text: 'dims' }, 'θ', 'q turned by (rad)', 'k turned by (rad)', 'part of the score'];

/** Every pair's turns and its part of the score, as numbers. */
export function RotaryTwin({ turned, m, n }: { turned: Turned; m: number; n: number }) {
  const shares = parts(turned, m, n);
  const numbers = (pair: number): [string, number][] => [
    ['theta', turned.speeds[pair]],
    ['angle-q', m * turned.speeds[pair]],
    ['angle-k', n * turned.speeds[pair]],
    ['share', shares[pair]],
  ];
  return (
    <Twin columns={COLUMNS}>
      {() =>
        members(turned.q.length, turned.pairing).map(([first, second], pair) => (
          <tr key={pair}>
            <th scope="row">{pair}</th>
            <td>
              {first}, {second}
            </td>
            {numbers(pair).map(([name, value]) => (
              <td key={name} class="right">
                <Num name={`${name}-${pair}`} value={value} digits={4} />
              </td>
            ))}
          </tr>
        ))
      }
    </Twin>
  );
}
