import { members, parts, type Turned } from '../maths/rotary';
import { Num } from '../parts/num';

/** Every pair's turns and its part of the score, as numbers. */
export function RotaryTwin({ turned, m, n }: { turned: Turned; m: number; n: number }) {
  const shares = parts(turned, m, n);
  return (
    <details class="twin">
      <summary>Numbers as a table</summary>
      <div>
        <table class="numbers">
          <thead>
            <tr>
              {['pair', 'dims'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              {['θ', 'q turned by (rad)', 'k turned by (rad)', 'part of the score'].map((name) => (
                <th key={name} scope="col" class="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members(turned.q.length, turned.pairing).map(([first, second], pair) => (
              <tr key={pair}>
                <th scope="row">{pair}</th>
                <td>
                  {first}, {second}
                </td>
                {(
                  [
                    ['theta', turned.speeds[pair]],
                    ['angle-q', m * turned.speeds[pair]],
                    ['angle-k', n * turned.speeds[pair]],
                    ['share', shares[pair]],
                  ] as const
                ).map(([name, value]) => (
                  <td key={name} class="right">
                    <Num name={`${name}-${pair}`} value={value} digits={4} />
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
