import { clusterCount, clustersNow, FEWEST, MOST } from './clusters';
import { plane } from './plane-answers';

/** How many clusters there are to be; it takes effect once the field is left, or on Enter. */
export function ClusterCount() {
  const commit = (input: HTMLInputElement): void => {
    const value = Math.min(MOST, Math.max(FEWEST, Math.round(input.valueAsNumber)));
    if (!Number.isFinite(value)) return;
    input.value = String(value);
    plane.shown.value = []; // names of other clusters
    clusterCount.value = value;
  };
  return (
    <label class="cluster-count">
      Clusters
      <input
        type="number"
        min={FEWEST}
        max={MOST}
        step={1}
        value={clusterCount.value || clustersNow()?.count || ''}
        onChange={(event) => commit(event.currentTarget)}
      />
    </label>
  );
}
