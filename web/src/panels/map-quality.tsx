import { Num } from '../parts/num';
import type { Projection } from '../source/types';

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** How far the picture can be trusted, in numbers. */
export function MapQuality({ projection }: { projection: Projection }) {
  const { explained, kept_neighbors: kept, trustworthiness, parameters } = projection;
  const total = explained?.reduce((sum, share) => sum + share, 0);
  return (
    <dl class="matrix-facts">
      {explained && total !== undefined && (
        <div>
          <dt>Variance in the picture</dt>
          <dd>
            <Num name="explained" value={total} text={percent(total)} />{' '}
            <small>
              {percent(explained[0])} across, {percent(explained[1])} up
            </small>
          </dd>
        </div>
      )}
      <div>
        <dt>Neighbors kept</dt>
        <dd>
          <Num name="kept-neighbors" value={kept} text={percent(kept)} /> <small>of the {parameters.k} nearest</small>
        </dd>
      </div>
      <div>
        <dt>Trustworthiness</dt>
        <dd>
          <Num name="trustworthiness" value={trustworthiness} /> <small>1 is best</small>
        </dd>
      </div>
    </dl>
  );
}
