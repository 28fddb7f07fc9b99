import type { Work } from '../source/events';

/** Long work under way: how far it is, and a way to stop it. */
export function Progress({ work }: { work: Work<unknown> }) {
  if (!work.waiting.value) return null;
  const { fraction = 0, message = 'Working' } = work.progress.value ?? {};
  return (
    <div class="progress" role="status">
      <progress max={1} value={fraction} aria-label={message} />
      <span>{message}</span>
      <button type="button" class="quiet-button" onClick={work.cancel}>
        Cancel
      </button>
    </div>
  );
}
