import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import type { DialHand } from './clocks-dials';

/** The hands as numbers. */
export function ClockTwin({ hands }: { hands: readonly DialHand[] }) {
  return (
    <Twin columns={[{ text: 'pair' }, 'positions a turn', 'angle (rad)', 'sine', 'cosine']}>
      {() =>
        hands.map((hand) => (
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
        ))
      }
    </Twin>
  );
}
