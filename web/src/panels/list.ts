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
  'one-hot': async () => (await import('./one-hot')).OneHotPanel,
  lookup: async () => (await import('./lookup')).LookupPanel,
  training: async () => (await import('./training')).TrainingPanel,
  matrix: async () => (await import('./matrix')).MatrixPanel,
  'compare-rows': async () => (await import('./compare-rows')).CompareRowsPanel,
  rotation: async () => (await import('./rotation')).RotationPanel,
  map: async () => (await import('./map')).MapPanel,
  pair: async () => (await import('./pair')).PairPanel,
  similarity: async () => (await import('./similarity')).SimilarityPanel,
  arithmetic: async () => (await import('./arithmetic')).ArithmeticPanel,
  parallel: async () => (await import('./parallel')).ParallelPanel,
  bias: async () => (await import('./bias')).BiasPanel,
  weat: async () => (await import('./weat')).WeatPanel,
  rank: async () => (await import('./rank')).RankPanel,
  order: async () => (await import('./order')).OrderPanel,
  waves: async () => (await import('./waves')).WavesPanel,
  clocks: async () => (await import('./clocks')).ClocksPanel,
  learned: async () => (await import('./learned')).LearnedPanel,
  rotary: async () => (await import('./rotary')).RotaryPanel,
  'turn-map': async () => (await import('./turn-map')).TurnMapPanel,
  'gap-curve': async () => (await import('./gap-curve')).GapCurvePanel,
  layers: async () => (await import('./layers')).LayersPanel,
  biases: async () => (await import('./biases')).BiasesPanel,
  pairings: async () => (await import('./pairings')).PairingsPanel,
  precision: async () => (await import('./precision')).PrecisionPanel,
  pipeline: async () => (await import('./pipeline')).PipelinePanel,
  size: async () => (await import('./size')).SizePanel,
  quantized: async () => (await import('./quantized')).QuantizedPanel,
};
