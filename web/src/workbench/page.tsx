import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Bar } from '../parts/bar';
import { Notice } from '../parts/notice';
import { tables, tablesError } from '../source/tables';
import { listParam, quietly } from '../state/address';
import { followTo, placeAddress } from '../state/places';
import { AlikeView } from './alike';
import { AxesView } from './axes';
import { TokenCard } from './card';
import { CellsView } from './cells';
import { changeTable } from './change-table';
import { TableFacts } from './facts';
import { Keys } from './keys';
import { namesNow } from './names';
import { PlaneView } from './plane';
import { PositionsView } from './positions';
import { Search } from './search';
import { SelectionList } from './selection';
import { SizeView } from './size';
import { SpectrumView } from './spectrum';
import { choose, chosen, closed, type Tab, tab, table, toggleClosed, token, view } from './state';
import { undo } from './undo';
import { useWholeTable, type Whole, WholeProvider } from './whole';
import './workbench.css';

const TABS: readonly { id: Tab; title: string; draw: ComponentType }[] = [
  { id: 'cells', title: 'Matrix', draw: CellsView },
  { id: 'plane', title: 'Map', draw: PlaneView },
  { id: 'alike', title: 'Similarity', draw: AlikeView },
  { id: 'axes', title: 'Axes', draw: AxesView },
  { id: 'spectrum', title: 'Spectrum', draw: SpectrumView },
  { id: 'positions', title: 'Positions', draw: PositionsView },
  { id: 'size', title: 'Size', draw: SizeView },
];

/** The whole table: search on top, card at the left, the view in the middle, the selection at the right. */
export function WorkbenchPage() {
  useEffect(() => undo.watch(), []);
  useSignalEffect(() => {
    document.title = `${token.value ? `${token.value} · ` : ''}${table.value} · rowspace workbench`;
  });
  return (
    <>
      <a class="skip" href="#view">
        Skip to the view
      </a>
      <Bar
        table={table}
        tableLabel="Table of the workbench"
        onTable={changeTable}
        home={{ href: placeAddress('lesson'), onClick: followTo(() => placeAddress('lesson')) }}
      />
      <Bench key={table.value} />
    </>
  );
}

/** All about one table; another table is another bench. */
function Bench() {
  const whole = useWholeTable();
  useSpelledSelection(whole);
  const shown = TABS.find(({ id }) => id === view.value) ?? TABS[1];
  const View = shown.draw;
  const [card, list] = [!closed.value.includes('card'), !closed.value.includes('list')];
  return (
    <WholeProvider value={whole}>
      <div class="bench">
        <section class="bench-top" aria-label="Search and tools">
          <h1 class="for-readers">Workbench: {table.value}</h1>
          <Search />
          <div class="bench-tools">
            <PaneButton pane="card" title="Card" open={card} />
            <PaneButton pane="list" title="Selection" open={list} />
            <button type="button" class="quiet-button" disabled={!undo.canUndo.value} onClick={undo.undo} title="Undo (Ctrl Z)">
              Undo
            </button>
            <button type="button" class="quiet-button" disabled={!undo.canRedo.value} onClick={undo.redo} title="Redo (Ctrl Shift Z)">
              Redo
            </button>
          </div>
        </section>
        <div class="bench-panes" data-card={card} data-list={list}>
          {card && (
            <aside class="bench-card" aria-label="Card">
              <h2 class="for-readers">Card</h2>
              {token.value ? <TokenCard /> : <TableFacts />}
            </aside>
          )}
          <main class="bench-view" id="view" tabindex={-1}>
            <h2 class="for-readers">View</h2>
            <TabList current={shown.id} />
            <Faults whole={whole} />
            <div role="tabpanel" id="bench-panel" aria-labelledby={`tab-${shown.id}`}>
              {whole.info.value && <View key={shown.id} />}
            </div>
          </main>
          {list && (
            <aside class="bench-list" aria-label="Selected rows">
              <h2 class="for-readers">Selection</h2>
              <SelectionList />
            </aside>
          )}
        </div>
      </div>
      <Keys />
    </WholeProvider>
  );
}

/** What is missing, in the place of what cannot be drawn. */
function Faults({ whole }: { whole: Whole }) {
  return (
    <>
      {tablesError.value && <Notice error={tablesError.value} />}
      {tables.value.length > 0 && !whole.info.value && (
        <Notice>
          <p>There is no table “{table.value}” here; choose one above.</p>
        </Notice>
      )}
      {whole.spellings.error.value && <Notice error={whole.spellings.error.value} />}
      {whole.norms.error.value && <Notice error={whole.norms.error.value} />}
    </>
  );
}

function PaneButton({ pane, title, open }: { pane: string; title: string; open: boolean }) {
  return (
    <button type="button" class="quiet-button bench-toggle" aria-pressed={open} onClick={() => toggleClosed(pane)}>
      {title}
    </button>
  );
}

function TabList({ current }: { current: Tab }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const place = TABS.findIndex(({ id }) => id === current);
    const next = TABS[(place + by + TABS.length) % TABS.length].id;
    tab.value = next;
    document.getElementById(`tab-${next}`)?.focus();
    event.preventDefault();
  };
  return (
    <div class="bench-tabs" role="tablist" aria-label="Views">
      {TABS.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === current}
          aria-controls="bench-panel"
          tabindex={id === current ? 0 : -1}
          onClick={() => (tab.value = id)}
          onKeyDown={onKeyDown}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** A selection that a link names by its words becomes ids as soon as the table's spellings are here. */
function useSpelledSelection({ names, info }: Whole): void {
  useSignalEffect(() => {
    const spelled = listParam('tokens', []).value;
    const known = names.value;
    namesNow.value = known;
    if (spelled.length === 0 || !known || info.value?.name !== table.value) return;
    const ids = known.idsOf(spelled);
    quietly(() => {
      choose([...chosen.peek(), ...ids]);
      listParam('tokens', []).value = [];
    });
  });
}
