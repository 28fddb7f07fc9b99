/* Types of the server's answers, written from its OpenAPI document by: cd web && npm run types */

/**
 * Pictures of the tokens that all tables have.
 *
 * missing      tokens asked for that not all of them have
 * k            neighbors that are compared
 * coordinates  (tables, n, 2)
 * residuals    (tables, n)     distance to the same token in the picture before, in the root mean square distance of
 *                              that picture's tokens from their middle
 * overlaps     (tables, n)     of each token's k nearest, the share that the table before agrees on
 */
export interface Aligned {
  k: number;
  method: string;
  missing: string[];
  pictures: AlignedPicture[];
  seed: number;
  tokens: string[];
}
/**
 * One table's picture, and how it fits the one before; the first fits itself.
 *
 * disparity         squared distances left, as a share of the squared radius of the picture before: 0 to 1
 * scale             what its coordinates were multiplied by
 * shared_neighbors  mean share of a token's k nearest among these tokens, by cosine, that are the same in the table
 *                   before, 0 to 1; no picture has part in it
 * moved             tokens with the largest residuals
 */
export interface AlignedPicture {
  disparity: number;
  ids: number[];
  kept_neighbors: number;
  moved: Moved[];
  scale: number;
  shared_neighbors: number;
  table: string;
  trustworthiness: number;
}
/**
 * residual is how far the token lies from its place in the picture before, in that picture's typical radius.
 */
export interface Moved {
  residual: number;
  shared_neighbors: number;
  token: string;
}
/**
 * ids  in the order of the matrix, and `tokens` with them;  matrix (k, k)
 */
export interface Alike {
  arranged: boolean;
  ids: number[];
  metric: string;
  tokens: string[];
}
/**
 * cosines (n, e): of every row with every expression; 0 for a zero row, NaN for one that is not finite.
 */
export interface Along {
  expressions: string[];
}
/**
 * Both rankings of one expression, and its drawing in the principal plane of the unit rows involved.
 *
 * steps      one a term, from the origin of the space to the sum
 * explained  share of their variance that the plane shows, 0 to 1
 */
export interface Arithmetic {
  explained: number;
  metric: string;
  points: Point[];
  query: string;
  steps: Step[];
  with_query: Neighbor[];
  without_query: Neighbor[];
}
/**
 * A dot of the drawing. role: "term", "neighbor", or "result" for the tip of the last arrow.
 */
export interface Point {
  role: string;
  token: string;
  x: number;
  y: number;
}
/**
 * One arrow, head to tail: from (x, y) along weight × the token's unit row to (to_x, to_y).
 */
export interface Step {
  label: string;
  to_x: number;
  to_y: number;
  weight: number;
  x: number;
  y: number;
}
/**
 * score is a cosine, a dot product or a distance, as the list it stands in says.
 */
export interface Neighbor {
  id: number;
  score: number;
  token: string;
}
/**
 * Tokens by their cosines with two axes.
 *
 * cosine       of the axes themselves: near 0 where they say different things
 * missing      words of pairs that the table lacks
 * coordinates  (n, 2), −1 to 1, above 0 on the side of the pairs' first words
 */
export interface Axes {
  cosine: number;
  ids: number[];
  method: string;
  missing: string[];
  rows_measured: number;
  tokens: string[];
  x: Axis;
  y: Axis;
}
/**
 * The mean difference direction of pairs, from their second words toward their first.
 *
 * pairs       those whose two words the table has
 * explained   share of the pairs' differences along their first principal component: 1 where all agree, or for one
 * gap         mean coordinate of the first words less that of the second words
 * spread      standard deviation of the table's own rows along the axis, of `Axes.rows_measured` drawn by a seed
 * separation  gap in such deviations: what is near 1 or below separates its ends no better than chance rows lie apart
 * held_out    share of the pairs whose first word lies further than its second on the axis that the other pairs make;
 *             None for a single pair, which nothing can be tested on
 */
export interface Axis {
  explained: number;
  gap: number;
  held_out: number | null;
  pairs: [string, string][];
  separation: number;
  spread: number;
}
/**
 * Cosines of random pairs of distinct rows; low and high are their 5th and 95th percentile.
 */
export interface Baseline {
  high: number;
  low: number;
  mean: number;
  pairs: number;
  sd: number;
  seed: number;
}
/**
 * The other table's picture in the place of the first one's.
 *
 * shared           tokens spelled exactly so in both tables
 * drawn_in_both    of these, how many both pictures show: the turn is by them
 * disparity        squared distances left by the best turn, mirror image, size and shift, as a share of the first
 *                  picture's squared radius, 0 to 1; None where fewer than three tokens are in both pictures, and
 *                  then the picture lies as it was made
 * mirrored         whether it was
 * scale            what its coordinates were multiplied by. It gives the tokens in both pictures the same root mean
 *                  square distance from their middle: the size of least disparity would shrink what fits badly
 * table_rows       of the other table; and note, explained, trustworthiness, kept_neighbors, parameters of its
 *                  picture, ids (m,) int32 of its rows: as in `picture.Picture`
 * coordinates      (m, 2)
 */
export interface Beside {
  disparity: number | null;
  drawn_in_both: number;
  explained: number[] | null;
  kept_neighbors: number;
  method: string;
  mirrored: boolean;
  note: string | null;
  other: string;
  parameters: {
    [k: string]: number | string;
  };
  scale: number;
  seed: number;
  shared: number;
  table: string;
  table_rows: number;
  trustworthiness: number;
}
export interface BiasRequest {
  pairs: [string, string][];
  words: string[];
}
/**
 * A measured bias and how it moves.
 *
 * low, high  of the means with everything, without each pair and without each word
 * unsure     words whose score changes its sign when one of the pairs is dropped
 * drops      the largest change first
 */
export interface BiasSensitivity {
  bias: MeasuredBias;
  drops: Drop[];
  high: number;
  low: number;
  unsure: string[];
}
/**
 * Words between the ends of pairs by one measure, the highest score first.
 *
 * measure    "direction": cosine with the pairs' mean difference direction (Bolukbasi et al. 2016);
 *            "rnd": relative norm distance (Garg et al. 2018), its sign turned;
 *            "ripa": relational inner product association (Ethayarajh et al. 2019)
 * pairs      those whose two words the table has
 * explained  of "direction" alone: share of the pairs' differences along their first principal component
 * mean       of the scores
 * p_value    two-sided, above 0: how often a mean is as far from 0 with the two words of some pairs exchanged; None
 *            for a single pair, and for "ripa", which does not know which of the two is the first
 * exact      whether every way to exchange them was tried; else `exchanges` random ones were
 * missing    words the table lacks, of pairs and of words
 */
export interface MeasuredBias {
  exact: boolean;
  exchanges: number;
  explained: number | null;
  mean: number;
  measure: string;
  missing: string[];
  p_value: number | null;
  pairs: [string, string][];
  scores: WordLean[];
}
/**
 * score is above 0 on the side of the pairs' first words; p_value as in `MeasuredBias`, of this word alone.
 */
export interface WordLean {
  id: number;
  p_value: number | null;
  score: number;
  word: string;
}
/**
 * What is left without a pair or a word.
 *
 * kind    "pair" or "word"
 * mean    of the scores then, `change` more than with it
 * moved   the word whose own score moves most without the pair, from `before` to `after`; None where a word is
 *         dropped, which leaves the others as they are
 */
export interface Drop {
  after: number | null;
  before: number | null;
  change: number;
  dropped: string;
  kind: string;
  mean: number;
  moved: string | null;
}
/**
 * Words to begin with: pairs that make a direction, and occupations to place along it.
 */
export interface BiasWords {
  occupations: string[];
  pairs: [string, string][];
}
/**
 * ALiBi's slopes and T5's staircase over the same gaps, −gap_max … gap_max.
 *
 * source        catalogue name, or "heads"; a model fills only its own side
 * slopes        of each head; the bias is −slope × (query position − key position)
 * steps         T5's buckets from the farthest key before the query to the farthest after it
 * buckets       bucket of each gap, from −gap_max up
 */
export interface Biases {
  bias_max: number | null;
  bidirectional: boolean | null;
  bucket_count: number | null;
  buckets: number[];
  gap_max: number;
  heads: number | null;
  max_distance: number | null;
  slopes: number[];
  source: string;
  steps: BucketStep[];
}
/**
 * One bucket and the gaps, key position − query position, that fall into it.
 */
export interface BucketStep {
  bucket: number;
  first: number;
  last: number;
}
/**
 * A token and its place in the table.
 *
 * address    what names the row: its spelling, or "#id" where that names none or another row
 * bytes      the spelling in hexadecimal, as the table stores it
 * norm       None where the row is not finite
 * shorter    rows that are shorter, of the `measured` ones that are finite
 * flagged    whether neighbor lists leave it out, as padding, reserved or zero
 * same_word  other spellings of the word: other case, another marker
 * pieces     what the tokenizer makes of the word without its marker; none where `unsplit` says why not
 */
export interface Card {
  address: string;
  bytes: string;
  flagged: boolean;
  id: number;
  measured: number;
  norm: number | null;
  norms: Histogram;
  pieces: PieceView[];
  same_word: TokenMatch[];
  shorter: number;
  spelled: string;
  token: string;
  tokenizer: string;
  unsplit: string | null;
}
/**
 * Rows whose norm lies in each of as many equal steps from `low` to `high`, the last step with its end.
 */
export interface Histogram {
  counts: number[];
  high: number;
  low: number;
}
/**
 * One token of an encoded text, as `table.Piece`, with a visible spelling.
 *
 * spelled  the token with space, line break and tab drawn as ␣ ⏎ ⇥ and other controls escaped
 */
export interface PieceView {
  end: number;
  id: number | null;
  known: boolean;
  spelled: string;
  start: number;
  token: string;
}
export interface TokenMatch {
  id: number;
  token: string;
}
/**
 * A model's positions in short; what its encoding does not have is None.
 *
 * level, evidence   how its settings were seen (A, B, or C, see `catalogue`), and where
 * encoding          "unpublished" where nobody has said
 * method            how frequencies are rescaled, how waves are laid out, how a bias is stored
 * base              θ
 * dim               dims that turn, or of a row of waves or of a learned table
 * context           positions the config allows; original, those of the training where it was extended later
 * layers            how many there are, where the settings tell
 * without           layers of them that have no positions
 */
export interface CatalogueEntry {
  aliases: string[];
  attention_factor: number;
  base: number | null;
  context: number | null;
  dim: number | null;
  encoding: string;
  evidence: string;
  head_dim: number | null;
  layers: number;
  level: string;
  method: string | null;
  model_type: string | null;
  name: string;
  note: string | null;
  original: number | null;
  pairing: ('half' | 'interleaved') | null;
  title: string;
  without: number;
}
/**
 * Rows and dims that lie beside each other in an order, with their exact numbers.
 *
 * ids     of the rows, top to bottom
 * dims    left to right
 * values  (rows, dims)
 */
export interface Cells {
  dims: number[];
  ids: number[];
  tokens: string[];
}
/**
 * The first shared tokens that stand for a word in both tables; neighbors are sought among them.
 *
 * shared      tokens spelled exactly so in both
 * left_out    of these, how many stand for no word in one of the tables
 * compared    of the others, how many were compared: the first, in the order of the first table
 * kept        mean share of the k nearest that both agree on, 0 to 1
 * note        why there are no cosines, where there are none
 * ids         (m,) int32    their rows in the first table; and other_ids (m,) in the other
 * overlaps    (m,)          of each, the share of its k nearest that both agree on
 * turned      (m,) or None  cosine of its two rows once the first table's are turned onto the other's
 * direct      (m,) or None  cosine of its two rows as they are
 * near        (m, k) int32  its nearest in the first table, by cosine, best first, as places among the compared; and
 *                           other_near (m, k) in the other
 */
export interface Changes {
  compared: number;
  k: number;
  kept: number;
  left_out: number;
  note: string | null;
  other: string;
  shared: number;
  table: string;
}
/**
 * Where a color scale ends: `percentile` of the absolute numbers shown lie within −value … value.
 */
export interface Clip {
  percentile: number;
  value: number;
}
export interface Clocks {
  hands: Hand[];
  position: number;
}
/**
 * One pair of dims as a clock hand.
 *
 * frequency   radians a position
 * wavelength  positions a turn
 * angle       radians, whole turns kept: angle / 2π is how many it has made
 */
export interface Hand {
  angle: number;
  cosine: number;
  frequency: number;
  pair: number;
  sine: number;
  wavelength: number;
}
/**
 * Rows of like direction.
 *
 * name    the first few of its words
 * words   those of the rows nearest to its center, nearest first; ids, theirs
 * cosine  mean of its rows with the center
 */
export interface Cluster {
  cosine: number;
  ids: number[];
  name: string;
  rows: number;
  words: string[];
}
/**
 * Every row that stands for a word, in one cluster; the largest cluster is number 0.
 *
 * left_out       rows that stand for no word
 * axes           widest axes of the standardized directions, in which rows are compared, and `variance_kept`, their
 *                share of the variance; `fitted_on` so many rows
 * passes         over all rows, until hardly one changed its cluster
 * numbers        (n,) uint8    cluster of each row, 255 for none
 * cosines        (n,) float32  of each row with its cluster's center, NaN for none
 */
export interface Clusters {
  axes: number;
  clusters: Cluster[];
  count: number;
  fitted_on: number;
  left_out: number;
  passes: number;
  seed: number;
  variance_kept: number;
}
/**
 * Scores of the same places, as computed in a format.
 *
 * scores        angles in float32, cosine and sine, query, key and every product rounded to the format; the sum is
 *               exact. None where the format overflows
 * errors        |score − exact score|
 * spread        largest minus smallest of the scores: 0 in exact arithmetic where all have the same gap
 * positions     every position that occurs in a place
 * stored        each as the format holds it
 * cached_error  largest |cosine − exact cosine| over the pairs at each position: angles in float32
 * angle_error   the same with position, frequency and angle in the format itself, as one should not
 */
export interface ComputedScores {
  angle_error: (number | null)[];
  cached_error: (number | null)[];
  dtype: 'float32' | 'float16' | 'bfloat16';
  errors: (number | null)[];
  positions: number[];
  scores: (number | null)[];
  spread: number | null;
  stored: (number | null)[];
}
/**
 * A config.json as text, and the same questions as of a catalogue model.
 */
export interface ConfigRequest {
  dtype?: ('float32' | 'float16' | 'bfloat16') | null;
  factor?: number;
  k?: number[] | null;
  layer?: string | null;
  length?: number | null;
  m?: number | null;
  n?: number | null;
  name?: string;
  pairing?: ('half' | 'interleaved') | null;
  q?: number[] | null;
  scaling?: string | null;
  shift?: number;
  text: string;
}
/**
 * A config.json, and what to call it in messages.
 */
export interface ConfigText {
  name?: string;
  text: string;
}
/**
 * 1 − cosine between each row and its stored form, over all rows of the table.
 *
 * bits_per_weight, bytes  scales and minimums included
 */
export interface Damage {
  bits_per_weight: number;
  bytes: number;
  mean_error: number;
  p99_error: number;
  scheme: string;
  worst_error: number;
}
/**
 * Over the rows that are finite; of a table of more than 134 million numbers, over every second, third … row.
 *
 * measured     how many rows those are
 * outliers     dims that spread far more than the others, the widest first (see `geometry.dims.outlying`)
 * means, sds   (d,)
 * sizes        (d,) root mean square
 * times        (d,) variance in units of the median dim's; infinite where that is 0
 * kurtosis     (d,) 3 for a normal distribution
 * largest      (d,) largest distance from 0
 * by_variance  (d,) int32: the dims, the widest first
 */
export interface Dims {
  measured: number;
  outliers: number[];
}
/**
 * Words along the mean difference direction of pairs, the highest score first.
 *
 * pairs      those whose two words the table has
 * explained  share of the pairs' differences along their first principal component: 1 where all agree, or for one
 * missing    words the table lacks, of pairs and of words
 */
export interface DirectionBias {
  explained: number;
  missing: string[];
  pairs: [string, string][];
  scores: WordScore[];
}
/**
 * score is the cosine with the direction, above 0 on the side of the pairs' first words.
 */
export interface WordScore {
  id: number;
  score: number;
  word: string;
}
/**
 * Data of `event: done`: the address of the result.
 */
export interface DoneEvent {
  result: string;
}
/**
 * score is the cosine of the two tokens' rows.
 */
export interface Edge {
  score: number;
  source: string;
  target: string;
}
/**
 * From each token to its k nearest in the space, whatever a picture shows.
 */
export interface Edges {
  edges: Edge[];
  k: number;
}
/**
 * A text as the table's tokens. tokenizer is the rule's name, "words" where the table brings none.
 */
export interface Encoding {
  pieces: PieceView[];
  text: string;
  tokenizer: string;
}
/**
 * What went wrong.
 *
 * kind     stable, for programs
 * message  one sentence, for people
 * details  what helps to put it right: `nearest` spellings, `position` in an expression, `field` of a request
 */
export interface ErrorBody {
  details?: {
    [k: string]: unknown;
  };
  kind: string;
  message: string;
}
export interface ErrorReply {
  error: ErrorBody;
}
/**
 * Matches from `offset` on, the best kind first, then by id.
 *
 * total   of all tokens
 * counts  of each kind of match
 * note    why a pattern or an expression cannot be read (yet)
 */
export interface Found {
  counts: {
    [k: string]: number;
  };
  kind: 'text' | 'exact' | 'id' | 'bytes' | 'pattern' | 'expression';
  matches: Match[];
  miss: Miss | null;
  note: string | null;
  offset: number;
  text: string;
  total: number;
}
/**
 * how: "same", "word" (apart from case and marker), "start", "within", "id", "pattern", "all", or "near" with its
 * cosine.
 */
export interface Match {
  how: string;
  id: number;
  score?: number | null;
  token: string;
}
/**
 * What to say where no token begins so: near spellings, and what the tokenizer makes of the text or why not.
 */
export interface Miss {
  nearest: TokenMatch[];
  pieces: PieceView[];
  tokenizer: string;
  unsplit: string | null;
}
/**
 * ids (m,) int32 of all matches, in the order of `Found`.
 */
export interface FoundIds {
  text: string;
}
/**
 * Scores over gaps, for a query and key of which nothing else is known; all 1 at gap 0.
 *
 * source     catalogue name, or "θ"
 * gaps       whole numbers, 0 first
 * self_score score of a constant vector with itself: the mean of cos(gap × θ)
 * bound      RoFormer's upper bound (section 3.4.3), which holds up to a constant and predicts no score
 * spread     standard deviation of the score of independent normal queries and keys, drawn with a seed; in truth 1
 * band       that deviation as a share of the self-score: 1/√dim, the same at every gap
 * steps, rises  steps from one whole gap to the next up to the longest, and how many of them go up
 */
export interface GapCurve {
  band: number;
  base: number | null;
  bound: number[];
  context: number | null;
  dim: number;
  gaps: number[];
  rises: number;
  self_score: number[];
  source: string;
  spread: number[];
  steps: number;
}
export interface Health {
  status: string;
  version: string;
}
/**
 * A row and in how many neighbor lists it is. special: it stands for no word.
 */
export interface Hub {
  id: number;
  lists: number;
  special: boolean;
  token: string;
}
/**
 * How unevenly rows are neighbors of others.
 *
 * rows      of the table
 * measured  of them, those with a direction: finite and not zero; they alone ask and answer
 * lists     rows whose k nearest others were found; where `sampled`, that many drawn at random of all
 * skewness  of the number of lists that a row is in (N_k; Radovanović et al. 2010): 0 without hubs, above 1 with them
 * unlisted  share of the rows that are in none
 * bands     rows by the number of lists they are in: 0, 1, 2 to 3, 4 to 7 and so on
 */
export interface Hubs {
  bands: ListBand[];
  k: number;
  lists: number;
  measured: number;
  rows: number;
  sampled: boolean;
  skewness: number;
  top: Hub[];
  unlisted: number;
}
/**
 * rows that are in `fewest` to `most` neighbor lists.
 */
export interface ListBand {
  fewest: number;
  most: number;
  rows: number;
}
/**
 * Of each measured row, the share of its k nearest by cosine that are among its k nearest in the picture.
 *
 * Both are sought among all rows drawn.
 *
 * components     of the picture, 2 or 3
 * rows_measured  of `rows_drawn`: all of them, or a sample drawn by a fixed seed
 * mean           over them; what `Picture.kept_neighbors` is over the rows that it was measured on
 * ids            (m,) int32, rising
 * shares         (m,) float32, 0 to 1; NaN for a row of zeros, which has no direction
 */
export interface KeptNeighbors {
  components: number;
  k: number;
  mean: number;
  method: string;
  rows_drawn: number;
  rows_measured: number;
  seed: number;
}
/**
 * encoding is "none" for a layer that has no positions.
 *
 * base    θ of the layer, None where nothing turns
 * method  how its frequencies are rescaled, None where nothing turns
 * window  tokens it looks back, None for all
 */
export interface LayerView {
  base: number | null;
  encoding: string;
  kind: string;
  layer: number;
  method?: string | null;
  window: number | null;
}
/**
 * A model's own table of positions.
 *
 * positions      rows it has; there is none past them
 * cosine_by_gap  mean cosine of two positions, by each of `gaps`
 * period         positions between the tops of that curve, None where it does not ripple
 */
export interface LearnedPositions {
  cosine_by_gap: number[];
  dim: number;
  gaps: number[];
  norms: number[];
  period: number | null;
  positions: number;
}
/**
 * What a table has of the lesson's tokens.
 *
 * groups   the tokens it has, every group named even where it is empty
 * missing  the tokens it lacks
 * nearest  near spellings of each missing one
 */
export interface LessonTokens {
  groups: {
    [k: string]: string[];
  };
  missing: string[];
  nearest: {
    [k: string]: string[];
  };
}
/**
 * frame 0 is the random start; `last` is the number of the final one.
 *
 * groups       group of each token: an index of `group_names`, −1 for a word of no lesson group
 * loss         mean over the pairs since the frame before; None at the start
 * analogies    how many of `asked` come first, the query's words excluded
 * rows         [array] (n, d)            rows of the tokens shown
 * coordinates  [array] (n, 2)            their principal plane, turned onto the frame before (Procrustes)
 * before       [array] (2 + k, d)        the step's rows before it: word, context, negatives
 * after        [array] (2 + k, d)        and after
 */
export interface LiveFrame {
  analogies: number;
  asked: number;
  dim: number;
  frame: number;
  group_names: string[];
  groups: number[];
  last: number;
  loss: number | null;
  pairs_trained: number;
  rate: number;
  seed: number;
  step: StepWord[];
  tokens: string[];
  watched: WatchedPair[];
  words: number;
}
/**
 * A word of the step. role: "word", "context" or "negative".
 *
 * chance    σ of its score with the word's row before the step: how much the model believed in the pair
 * gradient  1 − chance for the context, −chance for a negative; what its row is moved by, times rate × the other row
 */
export interface StepWord {
  chance: number | null;
  gradient: number | null;
  role: string;
  token: string;
}
export interface WatchedPair {
  a: string;
  b: string;
  cosine: number;
}
/**
 * A position worth pointing out, and why.
 */
export interface Mark {
  position: number;
  reason: string;
}
/**
 * What a config says of positions, and scores under it. What an encoding does not have is None or empty.
 *
 * source            catalogue name, file name, or "config"
 * evidence, level   for a catalogue model, where its settings were read, and how: A, B, or C (see `catalogue`)
 * method            how frequencies are rescaled, how waves are laid out, or how a bias is stored
 * dim               dims that turn, or dims of a row of waves or of a learned table
 * inv_freq          radians a position, per pair; unscaled had nothing been rescaled
 * wavelengths       positions a turn; None for a pair that stands still. unscaled_wavelengths from `unscaled`
 * attention_factor  on cosine and sine; logit_factor, its square, on scores
 * original          context of the training, before it was extended to `context`
 * unfinished        turning pairs that do not finish a turn within the training context
 * axes              axis that each pair reads, where positions are three numbers
 * decay             what each pair's part of a score keeps over decay_base positions (xPos)
 * rows, offset      of a learned table: its rows, and the row that the first token takes
 * at                (query, key) of each score
 * scores            rotary: q · k turned to their positions, or the mean of cos(gap × θ) where no q and k are given;
 *                   sinusoidal, and learned where the checkpoint is at hand: cosine of the two rows;
 *                   alibi: bias of the steepest head
 * computed          the same scores in a shorter number format, where one was asked for
 * biases, buckets   alibi: bias of each head at each place; relative: bucket of each place
 * query_scale       growth of queries with their position, in the layers that have it
 */
export interface ModelPositions {
  at: [number, number][];
  attention_factor: number;
  axes?: number[] | null;
  base?: number | null;
  biases?: number[][];
  bucket_count?: number | null;
  buckets?: number[];
  computed?: ComputedScores | null;
  context?: number | null;
  decay?: number[] | null;
  decay_base?: number | null;
  dim?: number | null;
  encoding: string;
  evidence?: string | null;
  head_dim?: number | null;
  heads?: number | null;
  inv_freq: number[];
  layer?: number | string | null;
  layers: LayerView[];
  level?: string | null;
  logit_factor: number;
  max_distance?: number | null;
  method?: string | null;
  model_type?: string | null;
  note?: string | null;
  offset?: number | null;
  original?: number | null;
  padding?: number | null;
  pairing?: ('half' | 'interleaved') | null;
  query_scale?: QueryScale | null;
  rows?: number | null;
  rules: string[];
  score: number | null;
  scores: number[];
  slopes?: number[];
  softmax_scale?: number | null;
  source: string;
  title?: string | null;
  unfinished?: number | null;
  unscaled?: number[];
  unscaled_wavelengths?: (number | null)[];
  warnings: string[];
  wavelengths: (number | null)[];
}
/**
 * Queries grow with their position, so that attention stays sharp far out (Llama 4, Ministral 3).
 *
 * q × (1 + scale × ln(1 + floor((position + shift) / floor)))
 */
export interface QueryScale {
  floor: number;
  scale: number;
  shift?: number;
}
/**
 * A published model's table. share is one table's part of all parameters, 0 to 1; untied models hold two.
 */
export interface ModelSize {
  dim: number;
  name: string;
  rows: number;
  share: number;
  source: string;
  table_parameters: number;
  tied: boolean;
  total_parameters: number;
}
/**
 * The nearest rows, best first.
 *
 * excluded       the query's own tokens, where they are no answer
 * without_top    directions taken away first, the widest around the mean row; 0 for none
 * rows_searched  rows that could be an answer
 * left_out       rows that stand for no word (padding, reserved, zero), which are no answer either
 */
export interface NeighborList {
  centered: boolean;
  excluded: string[];
  left_out: number;
  metric: string;
  neighbors: Neighbor[];
  query: string;
  rows_searched: number;
  without_top: number;
}
/**
 * The Euclidean length of every row.
 *
 * zero       rows that are all zeros
 * odd        rows that hold NaN or an infinity; they are in neither of the next two
 * quantiles  "50" is the median
 * histogram  of the rows that are finite
 * norms      (n,)
 * flags      (n,) 1 for a row that stands for no word: zero, padding, reserved, named so
 */
export interface Norms {
  flagged: number;
  histogram: Histogram;
  odd: number;
  quantiles: {
    [k: string]: number;
  };
  zero: number;
}
/**
 * Sentences in one PCA plane, fitted on all their dots with and without positions together.
 *
 * scaled_by    what each row was multiplied by before its position was added: √dim for waves, as in the 2017 model
 * same_bag     the sentences are made of the same rows, each as often
 * same_inputs  and are still after positions are added
 * explained    share of variance along x and y
 */
export interface Order {
  encoding: 'none' | 'sinusoidal' | 'learned';
  explained: number[];
  same_bag: boolean;
  same_inputs: boolean;
  scaled_by: number;
  sentences: SentenceView[];
}
export interface SentenceView {
  pieces: OrderPiece[];
  text: string;
}
/**
 * One token of a sentence: its dot without positions (x0, y0) and with (x1, y1).
 */
export interface OrderPiece {
  id: number;
  position: number;
  sentence: number;
  token: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}
export interface OrderRequest {
  encoding?: 'none' | 'sinusoidal' | 'learned';
  layout?: 'interleaved' | 'concatenated' | 'tensor2tensor';
  scale_rows?: boolean;
  sentences: string[];
}
/**
 * Word lists of an association test: is x closer to a, and y closer to b?
 */
export interface OwnTest {
  a: string[];
  b: string[];
  x: string[];
  y: string[];
}
/**
 * Two rows and their cosine, dot ÷ (norm_a × norm_b).
 *
 * terms  the dims with the largest |a × b|, largest first
 */
export interface Pair {
  a: string;
  b: string;
  cosine: number;
  dot: number;
  euclidean: number;
  id_a: number;
  id_b: number;
  norm_a: number;
  norm_b: number;
  terms: Term[];
}
/**
 * One summand of a dot product: a × b in this dim.
 */
export interface Term {
  a: number;
  b: number;
  dim: number;
  product: number;
}
/**
 * The vectors as one pairing writes them.
 *
 * partners      the two dims of each pair
 * permutation   where each dim comes from in the other pairing's order
 * q, k          the same content in this order; the given vectors are those of "half"
 * score         read with this pairing; the same for both
 * misread       score of the vectors in this order, read with the other pairing
 */
export interface PairingView {
  k: number[];
  k_rotated: number[];
  misread: number;
  pairing: 'half' | 'interleaved';
  partners: [number, number][];
  permutation: number[];
  q: number[];
  q_rotated: number[];
  score: number;
}
export interface Pairings {
  base: number;
  dim: number;
  inv_freq: number[];
  position_k: number;
  position_q: number;
  views: PairingView[];
}
/**
 * Two differences of rows, such as king − man and queen − woman, and the cosine between them.
 */
export interface Parallel {
  cosine: number;
  first: string;
  second: string;
}
/**
 * The number farthest from zero in a block of cells, and where it is; None where it is not finite.
 *
 * place  of its row in the order
 */
export interface Peak {
  dim: number;
  dims: number;
  id: number;
  place: number;
  rows: number;
  token: string;
  value: number | null;
}
/**
 * Rows in the plane, or by PCA in space.
 *
 * table_rows       of the whole table, drawn or not
 * note             why some are left out, where some are
 * explained        shares of the variance along x and y (and z), 0 to 1; PCA alone has them
 * trustworthiness  1 where no two rows look nearer than they are; and kept_neighbors: as in `project.Projection`
 * parameters       settings of the method; "k" is that of the two qualities, "rows_measured" of "rows_among" the rows
 *                  they were measured on
 * ids              (m,) int32
 * coordinates      (m, components)
 */
export interface Picture {
  explained: number[] | null;
  kept_neighbors: number;
  method: string;
  note: string | null;
  parameters: {
    [k: string]: number | string;
  };
  seed: number;
  table_rows: number;
  trustworthiness: number;
}
/**
 * Places of tokens in a picture. A token asked for twice is placed once.
 *
 * drawn        whether the picture had the token already, which then keeps its place
 * coordinates  (q, 2)
 */
export interface Placement {
  drawn: boolean[];
  ids: number[];
  method: string;
  seed: number;
  tokens: string[];
}
/**
 * Errors of cosines against the position, by way of computing (see `precision.WAYS`).
 *
 * bfloat16_positions  what bfloat16 makes of each position
 */
export interface PrecisionCurve {
  base: number;
  bfloat16_positions: number[];
  dim: number;
  marks: Mark[];
  positions: number[];
  source: string;
  ways: WayError[];
}
/**
 * errors  largest |cosine − its float64 value| over all pairs, at each position; None where the format overflows
 */
export interface WayError {
  errors: (number | null)[];
  way: 'float32' | 'cached_bfloat16' | 'cached_float16' | 'bfloat16' | 'float16' | 'iterative';
}
/**
 * The shipped text, one sentence a line.
 */
export interface Primer {
  text: string;
}
/**
 * Data of `event: progress`. fraction is of the whole work, 0 to 1.
 */
export interface ProgressEvent {
  fraction: number;
  message: string;
}
/**
 * Tokens in the plane. A token asked for twice is drawn once.
 *
 * explained        shares of the variance along x and y, 0 to 1; PCA alone has them
 * trustworthiness  1 where no two tokens look nearer than they are (Venna & Kaski 2001)
 * kept_neighbors   mean share of a token's k nearest by cosine that are among its k nearest in the picture, 0 to 1
 * parameters       settings of the method; "k" is that of the two qualities, "rows_measured" the rows they were
 *                  measured on, a sample where they are fewer than are drawn; "components" the widest axes that many
 *                  rows were laid out from, with their share of the variance
 * cached           whether it was made before and kept
 * coordinates      (n, 2)
 * origin, axes     (d,), (c, d)  what rows were measured along: x and y of PCA, the components of many rows of other
 *                  methods, less their mean; None where rows were taken as they are
 */
export interface Projection {
  cached: boolean;
  explained: number[] | null;
  ids: number[];
  kept_neighbors: number;
  method: string;
  parameters: {
    [k: string]: number | string;
  };
  seed: number;
  tokens: string[];
  trustworthiness: number;
}
/**
 * The same question under three schemes.
 *
 * stored   how the table's own file keeps its rows; where that is int8 already, int8 changes nothing further
 * overlap  share of the fp32 neighbors that int8 and int4 keep, 0 to 1
 */
export interface QuantizedNeighbors {
  damage: Damage[];
  fp32: Neighbor[];
  group: number;
  int4: Neighbor[];
  int8: Neighbor[];
  k: number;
  overlap: {
    [k: string]: number;
  };
  stored: string;
  token: string;
}
export interface RankRequest {
  lines: string[];
  question: string;
}
/**
 * One line and its cosine with the question; None where the table knows none of its tokens.
 *
 * index           place among the lines as given, from 0
 * known, unknown  its tokens, by whether the table has a row for them
 */
export interface RankedLine {
  index: number;
  known: string[];
  line: string;
  score: number | null;
  unknown: string[];
}
/**
 * Lines by falling score, those without one last; equal ones in the order given.
 */
export interface Ranking {
  question: string;
  results: RankedLine[];
}
/**
 * A query and a key turned to their positions, and their score there.
 *
 * gap           position of the query minus position of the key; its sign matters
 * curve_scores  score of the same query and key at each of `curve_gaps`
 */
export interface Rotary {
  base: number;
  curve_gaps: number[];
  curve_scores: number[];
  dim: number;
  encoding: string;
  gap: number;
  inv_freq: number[];
  k_rotated: number[];
  pairing: 'half' | 'interleaved';
  pairs: RotaryPair[];
  position_k: number;
  position_q: number;
  q_rotated: number[];
  score: number;
  wavelengths: number[];
}
/**
 * One pair's turns, in radians, and its part of the score.
 */
export interface RotaryPair {
  angle_k: number;
  angle_q: number;
  contribution: number;
  pair: number;
}
/**
 * Rows part of the way to a random rotation.
 *
 * amount             0 for the rows as they are, 1 for the whole rotation
 * max_cosine_change  largest change of a cosine between two of the rows: rounding to float32, nothing more
 * mean_cell_change   mean change of a number, without its sign
 * rows               (k, d) after the rotation
 * cosines            (k, k) between the rotated rows
 */
export interface Rotation {
  amount: number;
  dim: number;
  max_cosine_change: number;
  mean_cell_change: number;
  seed: number;
  tokens: string[];
}
/**
 * names, and how many rows each has.   groups (n,) uint8: place among the names, 255 for none
 */
export interface RowGroups {
  counts: number[];
  names: string[];
}
/**
 * All rows in an order; equal ones by id, those that are not finite last.
 *
 * by        "id", "norm" (longest first), "similarity" (largest cosine with `to` first) or "cluster" (see
 *           `operations.clusters`: the largest first, in each the row nearest to its center first)
 * to        an expression
 * clusters  how many
 * ids       (n,) int32, the row at each place
 */
export interface RowOrder {
  by: 'id' | 'norm' | 'similarity' | 'cluster';
  clusters: number | null;
  to: string | null;
}
/**
 * Chosen rows, one a token.   rows (k, d)
 */
export interface RowSelection {
  clip: Clip;
  ids: number[];
  norms: number[];
  table: string;
  tokens: string[];
}
/**
 * permutations is the most exchanges of words to try for a p-value.
 */
export interface SensitivityRequest {
  measure?: 'direction' | 'rnd' | 'ripa';
  pairs: [string, string][];
  permutations?: number;
  seed?: number;
  words: string[];
}
/**
 * Tokens spelled exactly so in both tables, marker and case included, in the order of the first.
 *
 * table_rows, other_rows  of the whole tables
 * ids, other_ids          (s,) int32  their rows in the one and in the other; the first where a spelling is repeated
 */
export interface SharedTokens {
  other: string;
  other_rows: number;
  table: string;
  table_rows: number;
}
/**
 * Every token with every token.   matrix (k, k)
 */
export interface Similarity {
  ids: number[];
  metric: string;
  tokens: string[];
}
/**
 * Positions × dims of waves, and the cosine of every two positions.
 *
 * wavelengths  positions until each pair's wave repeats, fastest first
 */
export interface SinusoidalTable {
  dim: number;
  layout: 'interleaved' | 'concatenated' | 'tensor2tensor';
  length: number;
  wavelengths: number[];
}
/**
 * Bytes of one table by scheme: fp32, fp16, int8, int4.
 *
 * bytes              the numbers alone
 * scales             what int8 and int4 need on top: scales, and for int4 minimums
 * gb, gib            the numbers alone in 10^9 and in 2^30 bytes
 * total_with_scales  numbers and scales of int8 and int4 together
 * group              dims that share a scale in int4
 */
export interface Size {
  bytes: {
    [k: string]: number;
  };
  dim: number;
  gb: {
    [k: string]: number;
  };
  gib: {
    [k: string]: number;
  };
  group: number;
  parameters: number;
  rows: number;
  scales: {
    [k: string]: number;
  };
  total_with_scales: {
    [k: string]: number;
  };
}
/**
 * Spread of the rows around their mean, over every row that is finite, flagged and zero rows included.
 *
 * rows_measured        of `rows`
 * effective_rank       directions that the variance is spread over, exp of its entropy, 1 to dim
 * participation_ratio  the same, counted by squares
 * stable_rank          whole variance in units of the widest direction's
 * needed               widest directions that hold "50", "90" and "99" hundredths of the variance
 * singular_values      (d,) of the rows less their mean, falling; below a thousandth of the first they are rounding
 * explained            (d,) share of the variance along each direction
 */
export interface Spectrum {
  dim: number;
  effective_rank: number;
  needed: {
    [k: string]: number;
  };
  participation_ratio: number;
  rows: number;
  rows_measured: number;
  stable_rank: number;
}
/**
 * tokens of the rows have a spelling; `padding` rows after them have none.
 *
 * blob      (bytes,) uint8, all spellings one after the other
 * ends      (n,) int32, where each ends
 * repeated  (m,) int32, ids whose spelling an earlier one has: only "#id" names them
 */
export interface Spellings {
  padding: number;
  tokens: number;
}
/**
 * What the files of a table say about its model's positions.
 *
 * text      the settings as JSON, None where there are none
 * source    where they were found: "config.json", or the GGUF file's name
 * encoding  what they come to, None where they do not say
 * reason    why there is no text or no encoding
 */
export interface TableConfig {
  encoding?: string | null;
  reason?: string | null;
  source?: string | null;
  text?: string | null;
}
/**
 * rows × dim numbers of `dtype` in `bytes`; `tokens` of the rows have a spelling.
 *
 * positions         learned positions beside the rows, 0 where there are none
 * source            shipped name, or the file
 * groups            named lists of tokens that the table proposes for coloring
 * tensors           the input table, the output head, positions, … of a model; empty for word vectors
 * stored_twice      whether the file holds an output head beside the input table; None where it is no model
 * equal_bytes       whether the two are the same bytes; None where there is one, or that cannot be compared
 * tied_flag         whether the config says that they are one; None where it is silent
 * padding_rows      rows past the last token
 * tokens_past_rows  tokens whose ids have no row, the first hundred
 * vocabulary        the file that the tokens came from
 * position_offset   rows of the position tensor before position 0
 * input_scale       the model multiplies a row by this on its way in
 */
export interface TableInfo {
  bytes: number;
  dim: number;
  dtype: string;
  equal_bytes: boolean | null;
  format: string;
  groups: {
    [k: string]: string[];
  };
  input_scale: number;
  license: string | null;
  name: string;
  note: string | null;
  package: string | null;
  padding_rows: number;
  position_offset: number;
  positions: number;
  rows: number;
  source: string;
  stored_twice: boolean | null;
  tensor: string;
  tensors: TensorInfo[];
  tied_flag: boolean | null;
  tokenizer: string | null;
  tokens: number;
  tokens_past_rows: string[];
  vocabulary: string | null;
}
/**
 * One tensor of the model that belongs to the table, as stored. role: see `table.TensorFact`.
 */
export interface TensorInfo {
  bytes: number;
  dtype: string;
  name: string;
  role: string;
  shape: number[];
}
/**
 * Lines top … and columns left … of a level, up to 256 of each.
 *
 * clip, rule  where the level's colors end, and how that was chosen
 * scale       a power of two: number = value × scale
 * values      (lines, columns) float16: in each block of rows × dims the number farthest from zero
 */
export interface Tile {
  clip: number;
  dim_level: number;
  left: number;
  row_level: number;
  rule: string;
  scale: number;
  top: number;
}
/**
 * What to train on. text is the shipped primer where it is left out; more is added to it 20 times.
 */
export interface TrainingRequest {
  dim?: number;
  frames?: number;
  more?: string;
  seed?: number;
  text?: string | null;
}
/**
 * An association test's outcome (Caliskan et al. 2017).
 *
 * effect_size   −2 to 2, above 0 where x is closer to a and y to b
 * p_value       one-sided, above 0: how often words split at random give as large a statistic
 * exact         whether every equal split was tried; else `permutations` random ones were
 * permutations  splits that were tried
 * x, y, a, b    words that were used
 * missing       words the table lacks
 * left_out      last words of the longer of x and y, which have to be equally many
 * statistic     sum of x's associations less sum of y's
 */
export interface Weat {
  a: string[];
  b: string[];
  effect_size: number;
  exact: boolean;
  left_out: string[];
  missing: string[];
  name: string;
  p_value: number;
  permutations: number;
  statistic: number;
  x: string[];
  y: string[];
}
/**
 * The effect size without one word of x, y, a or b (`list`), `change` more than with it.
 */
export interface WeatDrop {
  change: number;
  effect_size: number;
  list: string;
  word: string;
}
/**
 * test is a name that /api/weat lists, or lists of one's own.
 */
export interface WeatRequest {
  test: string | OwnTest;
}
/**
 * An association test and how its effect size moves.
 *
 * low, high  of the effect sizes with everything and without each word
 * drops      the largest change first; the last word of a list is not dropped
 */
export interface WeatSensitivity {
  drops: WeatDrop[];
  high: number;
  low: number;
  weat: Weat;
}
/**
 * Is x closer to a, and y closer to b?  x, y: target words; a, b: attribute words.
 *
 * Raises BadArgument where a set is empty or shares a word with its counterpart.
 */
export interface WeatTest {
  a: string[];
  b: string[];
  name: string;
  title: string;
  x: string[];
  y: string[];
}
