import { useSignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import type { ReadToken } from './map-reading';

/** The map as a table that can be read and copied. Made when opened. */
export function MapTable({ read, count, groupName }: { read: (place: number) => ReadToken; count: number; groupName: (place: number) => string }) {
  const open = useSignal(false);
  return (
    <details class="twin" onToggle={(event) => (open.value = event.currentTarget.open)} data-screen-only>
      <summary>The map as a table</summary>
      {open.value && (
        <div tabindex={0} role="region" aria-label="The map as a table">
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">token</th>
                <th scope="col">group</th>
                <th scope="col" class="right">
                  x
                </th>
                <th scope="col" class="right">
                  y
                </th>
                <th scope="col" class="right">
                  length
                </th>
                <th scope="col">nearest</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: count }, (_, place) => (
                <Row key={place} read={read(place)} group={groupName(place)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
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
