/** Panels about the positions of real models: small, alike, and fetched together. */
export { BiasesPanel } from './biases';
export { GapCurvePanel } from './gap-curve';
export { LayersPanel } from './layers';
export { PairingsPanel } from './pairings';
export { PrecisionPanel } from './precision';
export { TurnMapPanel } from './turn-map';
