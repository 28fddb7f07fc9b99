import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import type { DialHand } from './clocks-dials';

/** The hands as numbers. */
export function ClockTwin({ hands }: { hands: readonly DialHand[] }) {
  return (
    <details class="twin">
      <summary>Numbers as a table</summary>
      <div>
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">pair</th>
              {['positions a turn', 'angle (rad)', 'sine', 'cosine'].map((name) => (
                <th key={name} scope="col" class="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hands.map((hand) => (
              <tr key={hand.pair}>
                <th scope="row">{hand.pair}</th>
                <td class="right">{fixed(hand.wavelength, 2)}</td>
                <td class="right">{fixed(hand.angle, 4)}</td>
                <td class="right">
                  <Num name={`sine-${hand.pair}`} value={hand.sine} digits={4} />
                </td>
                <td class="right">
                  <Num name={`cosine-${hand.pair}`} value={hand.cosine} digits={4} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
