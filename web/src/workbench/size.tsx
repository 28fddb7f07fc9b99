import { PanelSlot } from '../lesson/slot';
import { OwnShapeContext } from '../panels/own-shape';
import { InWorkbench } from '../parts/figure';
import { infoOf } from '../source/tables';
import { table } from './state';

const info = infoOf(table);

/** Bytes of the open table by dtype, and what fewer bits do to its neighbors: the lesson's panels. */
export function SizeView() {
  return (
    <InWorkbench.Provider value={true}>
      <OwnShapeContext.Provider value={info.value ?? null}>
        <div class="bench-panels">
          <PanelSlot id="size" fallbackTable={table.value} />
          <PanelSlot id="quantized" fallbackTable={table.value} />
        </div>
      </OwnShapeContext.Provider>
    </InWorkbench.Provider>
  );
}
