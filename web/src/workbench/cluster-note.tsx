import { count, percent } from '../parts/format';
import { Num } from '../parts/num';
import { clustersNow } from './clusters';

/** How the clusters were found, for a caption. */
export function ClusterNote() {
  const meta = clustersNow();
  if (!meta) return null;
  const rows = meta.clusters.reduce((sum, one) => sum + one.rows, 0);
  return (
    <>
      {' '}
      <Num name="clusters" value={meta.count} text={String(meta.count)} /> clusters of {count(rows)} rows: k-means by cosine of standardized dims on {meta.axes} axes with{' '}
      <Num name="clusters-variance" value={meta.variance_kept} text={percent(meta.variance_kept)} /> of the variance
      {meta.fitted_on < rows && `, fitted on ${count(meta.fitted_on)} rows`}, seed {meta.seed}; each is called by the words nearest to its center.
    </>
  );
}
