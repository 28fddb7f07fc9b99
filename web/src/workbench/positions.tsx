import { PanelSlot } from '../lesson/slot';
import { type OwnModel, OwnModelContext } from '../panels/own-model';
import { Choice } from '../parts/choice';
import { InWorkbench } from '../parts/figure';
import { pythonText } from '../parts/format';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import { infoOf, sourceOf } from '../source/tables';
import type { TableConfig } from '../source/types';
import { param } from '../state/address';
import { table } from './state';

const PANELS = [
  { value: 'turn-map', label: 'Turn map' },
  { value: 'gap-curve', label: 'Gap curve' },
  { value: 'layers', label: 'Layers' },
  { value: 'biases', label: 'Biases' },
  { value: 'learned', label: 'Learned rows' },
  { value: 'waves', label: 'Waves' },
  { value: 'clocks', label: 'Clocks' },
  { value: 'rotary', label: 'Move two' },
  { value: 'pairings', label: 'Pairings' },
  { value: 'precision', label: 'Precision' },
] as const;

/** What an encoding is best seen in. */
const FIRST: Record<string, string> = { rotary: 'turn-map', alibi: 'biases', relative: 'biases', sinusoidal: 'waves', learned: 'learned' };

const info = infoOf(table);

/** How the model of the open table tells where tokens stand, or any other model: the lesson's panels, one at a time. */
export function PositionsView() {
  const asked = useQuery(() => get<TableConfig>(`/api/tables/${encodeURIComponent(table.value)}/config`));
  const config = asked.value.value;
  const learned = (info.value?.positions ?? 0) > 0;
  const show = param('positions.show', (config?.encoding && FIRST[config.encoding]) || (learned ? 'learned' : 'turn-map'));
  if (!config && !asked.error.value) return <div class="bench-empty">Reading the settings of {table.value} …</div>;
  const id = PANELS.find(({ value }) => value === show.value)?.value ?? 'turn-map';
  return (
    <InWorkbench.Provider value={true}>
      <OwnModelContext.Provider value={ownModel(config)}>
        <div class="bench-panels" data-settings={config?.encoding ?? 'none'}>
          <p class="bench-quiet">{config ? settingsIn(config, learned) : asked.error.value?.message}</p>
          <Choice label="Panel" options={PANELS} value={show} quiet />
          <PanelSlot key={id} id={id} fallbackTable={table.value} />
        </div>
      </OwnModelContext.Provider>
    </InWorkbench.Provider>
  );
}

function ownModel(config: TableConfig | undefined): OwnModel | null {
  if (!config?.text || !config.encoding) return null;
  return { title: `${table.value} (open)`, text: config.text, encoding: config.encoding, python: pythonText(sourceOf(table.value)) };
}

/** Where the settings of the open table come from, or why there are none. */
function settingsIn({ source, encoding, reason }: TableConfig, learned: boolean): string {
  if (encoding) return `${source} of ${table.value}: ${encoding} positions.`;
  return `${reason ?? ''} ${learned ? 'Its file holds learned positions.' : 'Choose a model, or drop a config.json.'}`;
}
