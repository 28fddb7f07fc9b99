import { useSignal, type ReadonlySignal } from '@preact/signals';
import { Component, type ComponentChildren, type ComponentType } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { PANELS, type PanelProps } from '../panels/list';
import { Notice } from '../parts/notice';
import { panelTable } from '../state/address';

/** A panel is fetched when its section is this near to the window. */
const NEAR = '600px';

/** The place of a panel: fetches it when it comes near, and keeps the page whole when it fails. */
export function PanelSlot({ id, fallbackTable }: { id: string; fallbackTable: string }) {
  const slot = useRef<HTMLDivElement>(null);
  const panel = useSignal<ComponentType<PanelProps> | null>(null);
  const failure = useSignal<string | null>(null);
  const table = useMemo(() => panelTable(id, fallbackTable), [id, fallbackTable]);
  useEffect(() => whenNear(slot.current, () => load(id).then((loaded) => (panel.value = loaded), (error: unknown) => (failure.value = String(error)))), [id]);
  return (
    <div class="slot" data-slot={id} data-loaded={panel.value !== null || undefined} ref={slot}>
      {failure.value !== null && <PanelFailure reason={failure.value} />}
      {panel.value && (
        <Fence>
          <Drawn panel={panel.value} id={id} table={table} />
        </Fence>
      )}
    </div>
  );
}

function Drawn({ panel: Panel, id, table }: { panel: ComponentType<PanelProps>; id: string; table: ReadonlySignal<string> }) {
  return <Panel id={id} table={table} />;
}

async function load(id: string): Promise<ComponentType<PanelProps>> {
  const fetchPanel = PANELS[id];
  if (!fetchPanel) throw new Error(`There is no panel "${id}".`);
  return fetchPanel();
}

function whenNear(element: Element | null, then: () => void): () => void {
  if (!element) return () => {};
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: NEAR },
  );
  observer.observe(element);
  return () => observer.disconnect();
}

/** Keeps an error of one panel inside that panel. */
class Fence extends Component<{ children: ComponentChildren }, { reason: string | null }> {
  override state = { reason: null };

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.reason === null ? this.props.children : <PanelFailure reason={this.state.reason} />;
  }
}

function PanelFailure({ reason }: { reason: string }) {
  return (
    <Notice>
      <p>This panel could not be drawn ({reason}). The rest of the page works; reload the page to try again.</p>
    </Notice>
  );
}
