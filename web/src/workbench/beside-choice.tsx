import { describe } from '../parts/table-switcher';
import { tables } from '../source/tables';
import { changeTable } from './change-table';
import { other, putBeside, table } from './state';

/** Which second table stands beside the first. */
export function BesideChoice() {
  const others = tables.value.filter(({ name }) => name !== table.value);
  if (others.length === 0) return null;
  const known = other.value === '' || others.some(({ name }) => name === other.value);
  return (
    <div class="beside-choice">
      <label class="switcher">
        <span>Beside it</span>
        <select value={other.value} aria-label="A second table beside it" onChange={(event) => putBeside(event.currentTarget.value)}>
          <option value="">none</option>
          {!known && <option value={other.value}>{other.value}</option>}
          {others.map((info) => (
            <option key={info.name} value={info.name} selected={info.name === other.value}>
              {describe(info)}
            </option>
          ))}
        </select>
      </label>
      {other.value !== '' && (
        <button type="button" class="quiet-button" onClick={() => changeTable(other.peek())}>
          Change places
        </button>
      )}
    </div>
  );
}
