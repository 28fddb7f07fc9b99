import { fixed, spelled } from '../parts/format';
import { Twin } from '../parts/twin';
import type { ReadToken } from './map-reading';

const COLUMNS = [{ text: 'token' }, { text: 'group' }, 'x', 'y', 'length', { text: 'nearest' }];

/** The map as a table that can be read and copied. Made when opened. */
export function MapTable({ read, count, groupName }: { read: (place: number) => ReadToken; count: number; groupName: (place: number) => string }) {
  return (
    <Twin summary="The map as a table" columns={COLUMNS} lazy>
      {() => Array.from({ length: count }, (_, place) => <Row key={place} read={read(place)} group={groupName(place)} />)}
    </Twin>
  );
}

function Row({ read, group }: { read: ReadToken; group: string }) {
  const [best] = read.nearest;
  return (
    <tr data-row={read.token}>
      <th scope="row" class="mono">
        {spelled(read.token)}
      </th>
      <td>{group}</td>
      <td class="num right" data-number={read.x}>
        {fixed(read.x, 3)}
      </td>
      <td class="num right" data-number={read.y}>
        {fixed(read.y, 3)}
      </td>
      <td class="num right" data-number={read.length}>
        {read.length === undefined ? '' : fixed(read.length, 3)}
      </td>
      <td class="mono map-nearest">{best ? `${spelled(best.token)} ${fixed(best.score)}` : ''}</td>
    </tr>
  );
}
