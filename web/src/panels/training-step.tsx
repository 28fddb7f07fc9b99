import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import { floats, rowOf, type Bundle } from '../source/bundle';
import type { LiveFrame } from '../source/types';

const ROLES = { word: 'its row', context: 'stood near: pull', negative: 'drawn at random: push' } as const;

/** The last step before this frame: what the model believed, and how far each row it touched was moved. */
export function TrainingStep({ frame }: { frame: Bundle<LiveFrame> }) {
  const { step, dim } = frame.meta;
  if (step.length === 0) return null;
  const [before, after] = [floats(frame, 'before'), floats(frame, 'after')];
  return (
    <Twin summary="One step, taken apart" columns={[{ text: 'word' }, { text: 'role' }, 'believed', 'gradient', 'row moved by']}>
      {() =>
        step.map((one, index) => (
          <tr key={index}>
            <th scope="row">{spelled(one.token)}</th>
            <td>{ROLES[one.role as keyof typeof ROLES]}</td>
            <td class="right">{one.chance === null || one.chance === undefined ? '' : <Num name={`chance-${index}`} value={one.chance} />}</td>
            <td class="right">{one.gradient === null || one.gradient === undefined ? '' : fixed(one.gradient)}</td>
            <td class="right">
              <Num name={`moved-${index}`} value={distance(rowOf(before, dim, index), rowOf(after, dim, index))} digits={4} />
            </td>
          </tr>
        ))
      }
    </Twin>
  );
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, dim) => value - b[dim]));
}
