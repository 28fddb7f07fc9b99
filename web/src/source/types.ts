/* Types of the server's answers. Written by `npm run types` from its OpenAPI document; do not edit. */

export interface TableInfo {
  name: string; rows: number; dim: number; dtype: string; tensor: string; tokens: number; source: string;
  positions: number; bytes: number; format: string; package: string | null; license: string | null;
  note: string | null; tokenizer: string | null; groups: Record<string, string[]>;
}
export interface PieceView { token: string; id: number | null; start: number; end: number; known: boolean; spelled: string }
export interface Encoding { text: string; tokenizer: string; pieces: PieceView[] }
export interface Clip { percentile: number; value: number }
export interface RowSelection { table: string; tokens: string[]; ids: number[]; norms: number[]; clip: Clip }
export interface TokenMatch { token: string; id: number }
export interface Similarity { tokens: string[]; ids: number[]; metric: string }
export interface Term { dim: number; a: number; b: number; product: number }
export interface Pair {
  a: string; b: string; id_a: number; id_b: number; dot: number; norm_a: number; norm_b: number; cosine: number;
  euclidean: number; terms: Term[];
}
export interface Baseline { pairs: number; seed: number; mean: number; sd: number; low: number; high: number }
export interface Parallel { first: string; second: string; cosine: number }
export interface Neighbor { token: string; id: number; score: number }
export interface NeighborList {
  query: string; metric: string; centered: boolean; excluded: string[]; neighbors: Neighbor[]; rows_searched: number;
  left_out: number;
}
export interface Step { label: string; weight: number; x: number; y: number; to_x: number; to_y: number }
export interface Point { token: string; x: number; y: number; role: string }
export interface Arithmetic {
  query: string; metric: string; without_query: Neighbor[]; with_query: Neighbor[]; steps: Step[]; points: Point[];
  explained: number;
}
export interface RankedLine { index: number; line: string; score: number | null; known: number; unknown: number }
export interface Ranking { question: string; results: RankedLine[] }
export interface Projection {
  method: string; seed: number; tokens: string[]; ids: number[]; explained: number[] | null; trustworthiness: number;
  kept_neighbors: number; parameters: Record<string, number | string>;
}
export interface Edge { source: number; target: number; score: number }
export interface Edges { k: number; edges: Edge[] }
export interface WordScore { word: string; id: number; score: number }
export interface DirectionBias { pairs: [string, string][]; explained: number; scores: WordScore[]; missing: string[] }
export interface Weat {
  name: string; effect_size: number; p_value: number; exact: boolean; permutations: number; x: string[]; y: string[];
  a: string[]; b: string[]; missing: string[]; statistic: number;
}
export interface WeatTest { name: string; title: string; x: string[]; y: string[]; a: string[]; b: string[] }
export interface Rotation {
  tokens: string[]; seed: number; amount: number; dim: number; max_cosine_change: number; mean_cell_change: number;
}
export interface LessonTokens { groups: Record<string, string[]>; missing: string[]; nearest: Record<string, string[]> }
export interface SinusoidalTable { dim: number; length: number; layout: string; wavelengths: number[] }
export interface OrderPiece {
  token: string; id: number; position: number; sentence: number; x0: number; y0: number; x1: number; y1: number;
}
export interface SentenceView { text: string; pieces: OrderPiece[] }
export interface Order {
  encoding: string; scaled_by: number; sentences: SentenceView[]; same_bag: boolean; same_inputs: boolean; explained: number[];
}
export interface LearnedPositions {
  positions: number; dim: number; norms: number[]; gaps: number[]; cosine_by_gap: number[]; period: number | null;
}
export interface Hand { pair: number; frequency: number; wavelength: number; angle: number; sine: number; cosine: number }
export interface Clocks { position: number; hands: Hand[] }
export interface RotaryPair { pair: number; angle_q: number; angle_k: number; contribution: number }
export interface Rotary {
  encoding: string; dim: number; base: number; pairing: string; inv_freq: number[]; wavelengths: number[];
  position_q: number; position_k: number; gap: number; score: number; q_rotated: number[]; k_rotated: number[];
  pairs: RotaryPair[]; curve_gaps: number[]; curve_scores: number[];
}
export interface ByDtype { fp32: number; fp16: number; int8: number; int4: number }
export interface Size {
  rows: number; dim: number; parameters: number; bytes: ByDtype; scales: Record<string, number>; gb: ByDtype; gib: ByDtype;
  total_with_scales: Record<string, number>;
}
export interface ModelSize {
  name: string; rows: number; dim: number; tied: boolean; total_parameters: number; table_parameters: number; share: number;
}
export interface Damage {
  scheme: string; bits_per_weight: number; bytes: number; mean_error: number; p99_error: number; worst_error: number;
}
export interface QuantizedNeighbors {
  token: string; k: number; group: number; fp32: Neighbor[]; int8: Neighbor[]; int4: Neighbor[];
  overlap: Record<string, number>; damage: Damage[];
}
