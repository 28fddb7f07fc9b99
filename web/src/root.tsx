import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { LessonPage } from './lesson/page';
import { Notice } from './parts/notice';
import { here } from './state/places';

/** The lesson, or the workbench, which is fetched when somebody goes there. */
export function Root() {
  return here.value === 'workbench' ? <FetchedWorkbench /> : <LessonPage />;
}

function FetchedWorkbench() {
  const page = useSignal<{ draw: ComponentType } | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    import('./workbench/page').then(
      ({ WorkbenchPage }) => (page.value = { draw: WorkbenchPage }),
      () => (failed.value = true),
    );
  }, []);
  if (failed.value) {
    return (
      <Notice>
        <p>The workbench could not be fetched from the server. Start it again with “rowspace”, then reload.</p>
      </Notice>
    );
  }
  const Page = page.value?.draw;
  return Page ? <Page /> : null;
}
