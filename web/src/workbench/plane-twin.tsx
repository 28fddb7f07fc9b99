import { fixed, spelled } from '../parts/format';
import { Twin } from '../parts/twin';
import type { RowColors } from './colors';
import { type DrawnPlane, plane } from './plane-answers';
import { readLook } from './plane-picture';
import { isHidden, nameOfEntry } from './plane-shown';
import { nameOf, useWhole } from './whole';

const MOST = 200;

/** The drawn rows as a table: the first by id, or zoomed into the plane those nearest to the middle of the view. */
export function PlaneTwin({ drawn, colors }: { drawn: DrawnPlane; colors: RowColors }) {
  const { names } = useWhole();
  return (
    <Twin
      summary="The map as a table"
      columns={[{ text: 'token' }, 'id', 'x', 'y', ...(drawn.space ? ['z'] : []), ...(colors.names ? [{ text: plane.color.value }] : []), ...(colors.read ? [colors.read.title] : [])]}
      lazy
    >
      {() =>
        placesShown(drawn, colors).map((place) => (
          <tr key={place} data-row={drawn.ids[place]}>
            <th scope="row" class="mono">
              {spelled(nameOf(names.value, drawn.ids[place]))}
            </th>
            <td class="num right">{drawn.ids[place]}</td>
            <td class="num right" data-number={drawn.positions[2 * place]}>
              {fixed(drawn.positions[2 * place])}
            </td>
            <td class="num right" data-number={drawn.positions[2 * place + 1]}>
              {fixed(drawn.positions[2 * place + 1])}
            </td>
            {drawn.space && (
              <td class="num right" data-number={drawn.space[3 * place + 2]}>
                {fixed(drawn.space[3 * place + 2])}
              </td>
            )}
            {colors.read && <td class="num right">{Number.isFinite(colors.read.numbers[drawn.ids[place]]) ? fixed(colors.read.numbers[drawn.ids[place]]) : '–'}</td>}
            {colors.names && <td>{nameOfEntry(colors.entries[drawn.ids[place]], colors.names)}</td>}
          </tr>
        ))
      }
    </Twin>
  );
}

function placesShown({ ids, positions, space }: DrawnPlane, { entries, names }: RowColors): number[] {
  const shown = [...ids.keys()].filter((place) => !isHidden(entries[ids[place]], names));
  const look = readLook(plane.look.value);
  if (!look || space) return shown.slice(0, MOST);
  const far = (place: number): number => Math.hypot(positions[2 * place] - look.x, positions[2 * place + 1] - look.y);
  return shown.toSorted((a, b) => far(a) - far(b)).slice(0, MOST);
}
