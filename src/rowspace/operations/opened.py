"""A table as people use it from Python: every question is a method, and every method asks one operation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rowspace.rows import Floats
from rowspace.table import Piece, Table

if TYPE_CHECKING:
    from rowspace.operations.aligned import Aligned
    from rowspace.operations.axes import Axes
    from rowspace.operations.beside import Beside
    from rowspace.operations.bias import DirectionBias, Weat
    from rowspace.operations.bias_sensitivity import BiasSensitivity, WeatSensitivity
    from rowspace.operations.changes import Changes
    from rowspace.operations.chosen_rows import SavedRows
    from rowspace.operations.clusters import Clusters
    from rowspace.operations.compare import Baseline, Pair, Parallel
    from rowspace.operations.convert import Converted
    from rowspace.operations.evaluate import AnalogyScore, PairScore
    from rowspace.operations.find import Match
    from rowspace.operations.graph import NeighborGraph
    from rowspace.operations.hubs import Hubs
    from rowspace.operations.info import TableInfo
    from rowspace.operations.kept_neighbors import KeptNeighbors
    from rowspace.operations.measured_bias import MeasuredBias
    from rowspace.operations.order import Order, OrderEncoding
    from rowspace.operations.picture import Picture
    from rowspace.operations.place import Placement
    from rowspace.operations.project import Projection
    from rowspace.operations.rank import Ranking
    from rowspace.operations.rotate import Rotation
    from rowspace.operations.search import Arithmetic, Neighbor
    from rowspace.operations.shape import Shape
    from rowspace.operations.shared_tokens import SharedTokens
    from rowspace.operations.spectrum import Spectrum
    from rowspace.operations.weat_tests import WeatTest


class OpenedTable(Table):
    """Tokens beside rows, with what can be asked of them. Errors: `rowspace.errors`.

    Operations are imported by the method that asks them, so that opening a table loads none.
    """

    @classmethod
    def from_table(cls, table: Table) -> OpenedTable:
        return cls(
            name=table.name,
            tokens=table.tokens,
            rows=table.rows,
            source=table.source,
            positions=table.positions,
            tokenizer=table.tokenizer,
            special=table.special,
            beside=table.beside,
            composer=table.composer,
            counts=table.counts,
        )

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self):,} × {self.dim}, {self.rows.dtype}>"

    @property
    def info(self) -> TableInfo:
        from rowspace.operations.info import table_info

        return table_info(self, full_path=True)

    def id(self, token: str) -> int:
        """Id of a token, or of "#123". Raises UnknownToken with near spellings."""
        from rowspace.operations.lookup import resolve

        return resolve(self, token)

    def encode(self, text: str) -> list[Piece]:
        """Tokens of a text, by the table's own tokenizer or else by plain words."""
        from rowspace.operations.lookup import tokenizer_of

        return tokenizer_of(self).encode(text)

    def similarity(self, a: str, b: str) -> float:
        """Cosine of two tokens."""
        from rowspace.operations.compare import pair

        return pair(self, a, b).cosine

    def similarities(self, tokens: Sequence[str], *, metric: str = "cosine") -> Floats:
        """Every token with every token.   -> (k, k)"""
        from rowspace.operations.compare import similarity

        return similarity(self, tokens, metric).matrix

    def pair(self, a: str, b: str) -> Pair:
        """The cosine of two tokens with the numbers it is made of."""
        from rowspace.operations.compare import pair

        return pair(self, a, b)

    def parallel(self, a: str, b: str, c: str, d: str) -> Parallel:
        """Do a − b and c − d point the same way?"""
        from rowspace.operations.compare import difference

        return difference(self, a, b, c, d)

    def baseline(self, *, pairs: int = 2000, seed: int = 0) -> Baseline:
        """Cosines of random pairs of rows, to read other cosines by."""
        from rowspace.operations.compare import baseline

        return baseline(self, pairs, seed)

    def neighbors(
        self,
        expression: str,
        k: int = 10,
        *,
        metric: str = "cosine",
        center: bool = False,
        include_query: bool = False,
        all_but_the_top: bool = False,
        include_special: bool = False,
    ) -> list[Neighbor]:
        """The k rows nearest to a token, "#id" or arithmetic such as "king - man + woman"."""
        from rowspace.operations.search import neighbors

        found = neighbors(
            self, expression, k, metric, center, include_query, all_but_the_top, include_special=include_special
        )
        return found.neighbors

    def find(self, text: str, count: int = 50) -> list[Match]:
        """Tokens that hold a text, bytes "<0xE2>" or a "/pattern/", the best matches first."""
        from rowspace.operations.find import find

        return find(self, text, count).matches

    def along(self, expressions: Sequence[str]) -> Floats:
        """Cosines of all rows with up to four expressions.   -> (n, e)"""
        from rowspace.operations.along import along

        return along(self, expressions).cosines

    def arithmetic(self, expression: str, k: int = 10) -> Arithmetic:
        """Both rankings of an expression, without and with its own tokens."""
        from rowspace.operations.search import arithmetic

        return arithmetic(self, expression, k)

    def doesnt_match(self, tokens: Sequence[str]) -> str:
        """The token that does not belong with the others."""
        from rowspace.operations.odd import doesnt_match

        return doesnt_match(self, tokens).token

    def evaluate(
        self, path: str | Path, *, method: str = "3cosadd", restrict: int | None = None, case: str = "ignore"
    ) -> AnalogyScore | PairScore:
        """Score on a file of analogies, of pairs with human scores, or on a folder of BATS."""
        from rowspace.operations.evaluate import evaluate

        return evaluate(self, Path(path), method, restrict, case)

    def shape(self, *, k: int = 10, pairs: int = 10_000, seed: int = 0) -> Shape:
        """How the rows spread: lengths, shared directions, wide dims, hubs."""
        from rowspace.operations.shape import shape

        return shape(self, k, pairs, seed)

    def spectrum(self) -> Spectrum:
        """Singular values of all rows around their mean, and how many directions matter."""
        from rowspace.operations.spectrum import spectrum

        return spectrum(self)

    def hubs(self, k: int = 10, *, seed: int = 0, top: int = 8) -> Hubs:
        """Rows that are in most neighbor lists; of a large table, lists of rows drawn at random."""
        from rowspace.operations.hubs import hubs

        return hubs(self, k, seed, top)

    def neighbor_graph(self, k: int = 10, *, tokens: Sequence[str] | None = None) -> NeighborGraph:
        """The k nearest of every row that stands for a word, or of the given tokens."""
        from rowspace.operations.graph import graph

        return graph(self, k, tokens)

    def clusters(self, count: int | None = None, *, seed: int = 0) -> Clusters:
        """All rows that stand for a word in clusters of like direction, each named by its most typical words."""
        from rowspace.operations.clusters import clusters

        return clusters(self, count, seed)

    def rank(self, question: str, lines: Sequence[str]) -> Ranking:
        """Lines of text by their cosine with a question."""
        from rowspace.operations.rank import rank

        return rank(self, question, lines)

    def picture(self, *, method: str = "pca", seed: int = 0, first: int | None = None, components: int = 2) -> Picture:
        """The whole table in 2-D, or by PCA in 3-D; by "tsne" and "umap" its first 5,000 rows that stand for a word."""
        from rowspace.operations.picture import picture

        return picture(self, method, seed, first, components=components)

    def kept_neighbors(self, picture: Picture, *, all_rows: bool = False) -> KeptNeighbors:
        """How far each point of a whole table's picture can be trusted; of many rows a sample of them."""
        from rowspace.operations.kept_neighbors import kept_neighbors

        return kept_neighbors(self, picture, all_rows)

    def project(
        self,
        tokens: Sequence[str] | None = None,
        *,
        method: str = "pca",
        seed: int = 0,
        all_rows: bool = False,
        sample: int | None = None,
        cache: bool = True,
    ) -> Projection:
        """A 2-D picture of tokens, of all rows that stand for a word, or of a sample: "pca", "tsne" or "umap"."""
        from rowspace.operations.project import project

        return project(self, tokens, method, seed, all_rows=all_rows, sample=sample, cache=cache)

    def place(self, picture: Projection, tokens: Sequence[str]) -> Placement:
        """More tokens in a picture of this table, which stays as it is."""
        from rowspace.operations.place import place

        return place(self, picture, tokens)

    def aligned(
        self, others: Sequence[Table], tokens: Sequence[str] | None = None, *, method: str = "pca", seed: int = 0
    ) -> Aligned:
        """Pictures of the same tokens in this table and in others, each turned onto the one before."""
        from rowspace.operations.aligned import aligned

        return aligned([self, *others], tokens, method, seed)

    def picture_beside(self, other: Table, *, method: str = "pca", seed: int = 0) -> Beside:
        """The picture of a whole second table, turned onto this one's `picture` by the tokens both have."""
        from rowspace.operations.beside import beside

        return beside(self, other, method, seed)

    def shared_tokens(self, other: Table) -> SharedTokens:
        """Rows of the tokens that another table spells exactly so."""
        from rowspace.operations.shared_tokens import shared_tokens

        return shared_tokens(self, other)

    def changes(self, other: Table, *, k: int = 10, most: int | None = 10_000) -> Changes:
        """How much each of the first shared tokens changed: by its k nearest, by its row, by its turned row."""
        from rowspace.operations.changes import changes

        return changes(self, other, k, most)

    def axes(
        self,
        x: Sequence[tuple[str, str]],
        y: Sequence[tuple[str, str]],
        tokens: Sequence[str] | None = None,
        *,
        all_rows: bool = False,
        sample: int | None = None,
        seed: int = 0,
    ) -> Axes:
        """Tokens along two directions made of pairs such as ("he", "she"), and how well these tell their ends apart."""
        from rowspace.operations.axes import axes

        return axes(self, x, y, tokens, all_rows=all_rows, sample=sample, seed=seed)

    def bias(self, pairs: Sequence[tuple[str, str]], words: Sequence[str]) -> DirectionBias:
        """Words by their cosine with the mean difference of pairs such as ("he", "she")."""
        from rowspace.operations.bias import direction

        return direction(self, pairs, words)

    def weat(self, test: str | WeatTest) -> Weat:
        """Word-embedding association test (Caliskan et al. 2017)."""
        from rowspace.operations.bias import weat

        return weat(self, test)

    def measured_bias(
        self,
        pairs: Sequence[tuple[str, str]],
        words: Sequence[str],
        *,
        measure: str = "direction",
        permutations: int = 10_000,
        seed: int = 0,
    ) -> MeasuredBias:
        """Words between the ends of pairs, by "direction", "rnd" or "ripa", and how often chance gives as much."""
        from rowspace.operations.measured_bias import measured_bias

        return measured_bias(self, pairs, words, measure, permutations, seed)

    def bias_sensitivity(
        self, pairs: Sequence[tuple[str, str]], words: Sequence[str], *, measure: str = "direction"
    ) -> BiasSensitivity:
        """The same, and again without each pair and without each word."""
        from rowspace.operations.bias_sensitivity import bias_sensitivity

        return bias_sensitivity(self, pairs, words, measure)

    def weat_sensitivity(self, test: str | WeatTest) -> WeatSensitivity:
        """An association test, and its effect size again without each word."""
        from rowspace.operations.bias_sensitivity import weat_sensitivity

        return weat_sensitivity(self, test)

    def rotated(self, tokens: Sequence[str], *, seed: int = 0, amount: float = 1.0) -> Rotation:
        """Rows after a rotation of the space: other numbers, the same cosines."""
        from rowspace.operations.rotate import rotate

        return rotate(self, tokens, seed, amount)

    def save(self, out: str | Path, *, format: str | None = None) -> Converted:
        """Writes the table to a file, in the format of its ending or the one named: "glove", "parquet"."""
        from rowspace.operations.convert import convert

        return convert(self, out, format)

    def save_rows(self, ids: Sequence[int], out: str | Path) -> SavedRows:
        """Writes rows as Parquet: token, id, norm and vector of each."""
        from rowspace.operations.chosen_rows import save_rows

        return save_rows(self, ids, out)

    def order(self, sentences: Sequence[str], *, encoding: OrderEncoding = "sinusoidal") -> Order:
        """Sentences as the rows they put into a model, without and with positions."""
        from rowspace.operations.order import order

        return order(self, sentences, encoding)
