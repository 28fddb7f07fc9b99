import { Chip } from '../parts/chip';
import { Num } from '../parts/num';

export interface ReadToken {
  token: string;
  id: number;
  group?: number;
  x: number;
  y: number;
  length?: number;
  nearest: readonly { token: string; score: number }[];
}

/** What the map says of the token under the pointer; the line keeps its place when there is none. */
export function MapReading({ read, chosen, onChoose }: { read: ReadToken | null; chosen: readonly string[]; onChoose: (token: string) => void }) {
  if (!read) {
    return <p class="map-reading">Point at a dot, or go from dot to dot with the arrow keys.</p>;
  }
  const chip = (token: string, id?: number, group?: number) => (
    <Chip token={token} id={id} group={group} selected={chosen.includes(token)} onClick={() => onChoose(token)} />
  );
  return (
    <div class="map-reading" data-read={read.token}>
      <p>
        {chip(read.token, read.id, read.group)} at <Num name="x" value={read.x} digits={2} />, <Num name="y" value={read.y} digits={2} />
        {read.length !== undefined && (
          <>
            , length <Num name="length" value={read.length} digits={2} />
          </>
        )}
      </p>
      {read.nearest.length > 0 && (
        <p>
          nearest{' '}
          {read.nearest.map(({ token, score }) => (
            <span key={token} class="map-near">
              {chip(token)} <Num name={`near-${token}`} value={score} />
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
