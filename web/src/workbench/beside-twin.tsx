import { fixed, spelled } from '../parts/format';
import { Twin } from '../parts/twin';
import type { Links } from './beside-answers';
import type { Drawn } from './plane-answers';
import { nameOf, useWhole } from './whole';

const MOST = 200;

export interface SharedPlace {
  id: number;
  otherId: number;
  from: readonly [number, number];
  to: readonly [number, number];
}

/** The tokens that are in both pictures, in the order of the first table. */
export function sharedPlaces(first: Drawn, second: Drawn, { toOther }: Links, most = Infinity): SharedPlace[] {
  const places: SharedPlace[] = [];
  for (let at = 0; at < first.ids.length && places.length < most; at++) {
    const id = first.ids[at];
    const otherId = toOther[id];
    const there = otherId < 0 ? -1 : second.placeOf[otherId];
    if (there < 0) continue;
    const [a, b] = [first.positions, second.positions];
    places.push({ id, otherId, from: [a[2 * at], a[2 * at + 1]], to: [b[2 * there], b[2 * there + 1]] });
  }
  return places;
}

/** The first tokens of both pictures as a table. */
export function BesideTwin({ first, second, links }: { first: Drawn; second: Drawn; links: Links }) {
  const { names } = useWhole();
  return (
    <Twin summary="Both maps as a table" columns={[{ text: 'token' }, 'id', 'x', 'y', 'other id', 'other x', 'other y']} lazy>
      {() =>
        sharedPlaces(first, second, links, MOST).map(({ id, otherId, from, to }) => (
          <tr key={id} data-row={id}>
            <th scope="row" class="mono">
              {spelled(nameOf(names.value, id))}
            </th>
            <td class="num right">{id}</td>
            <Places place={from} />
            <td class="num right">{otherId}</td>
            <Places place={to} />
          </tr>
        ))
      }
    </Twin>
  );
}

function Places({ place }: { place: readonly [number, number] }) {
  return (
    <>
      {place.map((number, axis) => (
        <td key={axis} class="num right" data-number={number}>
          {fixed(number)}
        </td>
      ))}
    </>
  );
}
