/** Every panel of the lesson: its id, and the file that draws it. A panel is fetched when its section comes near. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';

export interface PanelProps {
  /** Names the panel's parameters in the address: `<id>.<key>`. */
  id: string;
  /** Name of the table in effect for this panel. */
  table: ReadonlySignal<string>;
}

type Panel = ComponentType<PanelProps>;

export const PANELS: Record<string, () => Promise<Panel>> = {
};
