"""The names that gensim's word vectors have, so that a script changes one import.

    from rowspace.gensim_api import KeyedVectors

    vectors = KeyedVectors.load_word2vec_format("vectors.bin", binary=True)
    vectors.most_similar(positive=["king", "woman"], negative=["man"], topn=5)

Answers are gensim's: every row can be one, also a row that stands for no word, which `rowspace.open` leaves out.
Vectors are read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.analogy import weighted_sum
from rowspace.geometry.neighbors import nearest
from rowspace.geometry.offsets import multiplied
from rowspace.geometry.similarity import cosine, unit
from rowspace.operations.evaluate import compared, marked
from rowspace.operations.lookup import resolve
from rowspace.operations.odd import doesnt_match
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.questions import Analogy, AnalogyFile, PairFile, read_questions
from rowspace.operations.spellings import Case
from rowspace.rows import Floats
from rowspace.table import Table

Key: TypeAlias = str | int | NDArray[Any]
Keys: TypeAlias = Key | tuple[Key, float] | Iterable[Key | tuple[Key, float]] | None
Found: TypeAlias = list[tuple[str, float]]


class KeyedVectors:
    """A table under the names of `gensim.models.KeyedVectors`."""

    def __init__(self, table: Table) -> None:
        self.table = OpenedTable.from_table(table)

    @classmethod
    def load(cls, path: str | Path, mmap: str | None = None) -> KeyedVectors:
        """Any file that rowspace opens, or the name of a shipped table; always mapped into memory."""
        return cls(open_table(str(path)))

    @classmethod
    def load_word2vec_format(cls, path: str | Path, binary: bool | None = None, **ignored: Any) -> KeyedVectors:
        """The same: whether a file is binary is seen from its bytes."""
        return cls(open_table(str(path)))

    @property
    def vectors(self) -> Floats:
        return self.table.rows[:]

    @property
    def index_to_key(self) -> Sequence[str]:
        return self.table.tokens

    @property
    def key_to_index(self) -> Mapping[str, int]:
        return self.table.tokens.ids

    @property
    def vector_size(self) -> int:
        return self.table.dim

    def __len__(self) -> int:
        return len(self.table.tokens)

    def __contains__(self, key: object) -> bool:
        return key in self.table

    def __getitem__(self, keys: Key | Sequence[Key]) -> Floats:
        if isinstance(keys, str | int | np.integer):
            return self.get_vector(keys)
        return np.stack([self.get_vector(key) for key in keys])

    def get_index(self, key: Key) -> int:
        """Id of a key. Raises UnknownToken, which is a KeyError."""
        return int(key) if isinstance(key, int | np.integer) else resolve(self.table, str(key))

    def get_vector(self, key: Key, norm: bool = False) -> Floats:
        vector = self.table.rows[self.get_index(key)]
        return unit(vector).astype(np.float32) if norm else vector

    def similarity(self, first: Key, second: Key) -> float:
        """Cosine of two keys."""
        rows = self.table.rows[[self.get_index(first), self.get_index(second)]]
        return float(cosine(rows[:1], rows[1:])[0, 0])

    def distance(self, first: Key, second: Key) -> float:
        return 1 - self.similarity(first, second)

    def n_similarity(self, first: Sequence[str], second: Sequence[str]) -> float:
        """Cosine of the mean rows of two lists of keys."""
        means = [weighted_sum(self[list(keys)], np.ones(len(keys)), as_units=False) for keys in (first, second)]
        return float(cosine(means[0][None], means[1][None])[0, 0])

    def most_similar(
        self,
        positive: Keys = None,
        negative: Keys = None,
        topn: int | None = 10,
        clip_start: int = 0,
        clip_end: int | None = None,
        restrict_vocab: int | None = None,
    ) -> Found | NDArray[np.float32]:
        """The rows of highest cosine with positive less negative keys, which are left out themselves.

        Keys are tokens, ids or vectors, each alone or with its weight. None for `topn` gives all cosines.
        """
        begin, end = (0, restrict_vocab) if restrict_vocab else (clip_start, clip_end or len(self))
        vectors, weights, own = self._terms(positive, negative)
        wanted = weighted_sum(vectors, weights)
        if topn is None:
            cosines: Floats = cosine(wanted[None], self.table.rows[begin:end])[0].astype(np.float32)
            return cosines
        if topn < 1:
            return []
        places = np.arange(len(self.table))
        mask = (places >= begin) & (places < min(end, len(self)))
        return self._named(*nearest(self.table.rows, wanted, topn, exclude=[own], mask=mask)[0])

    def most_similar_cosmul(
        self, positive: Keys = None, negative: Keys = None, topn: int = 10, restrict_vocab: int | None = None
    ) -> Found:
        """The same by 3CosMul (Levy & Goldberg 2014, eq. 4)."""
        vectors, weights, own = self._terms(positive, negative)
        worth = multiplied(self.table.rows, vectors[weights > 0], vectors[weights < 0])
        worth[own] = -np.inf
        worth[min(restrict_vocab or len(self), len(self)) :] = -np.inf
        best = np.lexsort((np.arange(len(worth)), -worth))[:topn]
        return self._named(best, worth[best])

    def similar_by_word(self, key: Key, topn: int = 10, restrict_vocab: int | None = None) -> Any:
        return self.most_similar([key], topn=topn, restrict_vocab=restrict_vocab)

    similar_by_key = similar_by_word

    def similar_by_vector(self, vector: NDArray[Any], topn: int = 10, restrict_vocab: int | None = None) -> Any:
        return self.most_similar([vector], topn=topn, restrict_vocab=restrict_vocab)

    def doesnt_match(self, words: Sequence[str]) -> str:
        """The key farthest from the mean direction of all; keys the table lacks are passed over, as in gensim."""
        return doesnt_match(self.table, [word for word in words if word in self.table]).token

    def evaluate_word_analogies(
        self,
        analogies: str | Path,
        restrict_vocab: int = 300_000,
        case_insensitive: bool = True,
        dummy4unknown: bool = False,
        similarity_function: str = "most_similar",
    ) -> tuple[float, list[dict[str, Any]]]:
        """Accuracy on a file of analogies, and by section the questions answered right and wrong, those of all last."""
        asked = read_questions(Path(analogies))
        if not isinstance(asked, AnalogyFile):
            raise BadArgument(f"{analogies} holds pairs, not analogies; ask evaluate_word_pairs.")
        method: Any = "3cosmul" if similarity_function == "most_similar_cosmul" else "3cosadd"
        marks = marked(self.table, asked, method, _case(case_insensitive), restrict_vocab)
        sections: list[dict[str, Any]] = []
        for name, questions in asked.sections.items():
            section: dict[str, Any] = {"section": name, "correct": [], "incorrect": []}
            for question, mark in zip(questions, marks[name], strict=True):
                if mark is not None or dummy4unknown:
                    section["correct" if mark else "incorrect"].append(_words(question, case_insensitive))
            sections.append(section)
        whole = {side: [one for part in sections for one in part[side]] for side in ("correct", "incorrect")}
        counted = len(whole["correct"]) + len(whole["incorrect"])
        sections.append({"section": "Total accuracy", **whole})
        return (len(whole["correct"]) / counted if counted else 0.0), sections

    def evaluate_word_pairs(
        self,
        pairs: str | Path,
        delimiter: str = "\t",
        encoding: str = "utf8",
        restrict_vocab: int = 300_000,
        case_insensitive: bool = True,
        dummy4unknown: bool = False,
    ) -> tuple[Any, Any, float]:
        """Pearson and Spearman correlation with people, each with its p-value, and the percentage of pairs unknown."""
        from scipy import stats

        asked = read_questions(Path(pairs))
        if not isinstance(asked, PairFile):
            raise BadArgument(f"{pairs} holds analogies, not pairs; ask evaluate_word_analogies.")
        people, cosines = compared(self.table, asked, _case(case_insensitive), restrict_vocab)
        unknown = np.isnan(cosines)
        kept = np.ones_like(unknown) if dummy4unknown else ~unknown
        cosines = np.where(unknown, 0.0, cosines)[kept]
        if not len(cosines):
            raise BadArgument(f"{self.table.name} knows no pair of {pairs}.")
        return (
            stats.pearsonr(people[kept], cosines),
            stats.spearmanr(people[kept], cosines),
            100 * float(unknown.mean()),
        )

    def _terms(self, positive: Keys, negative: Keys) -> tuple[Floats, NDArray[np.float64], list[int]]:
        """Vectors of all keys, their weights, and which rows they are."""
        terms = [(*_weighted(key, 1.0),) for key in _listed(positive)] + [
            (*_weighted(key, -1.0),) for key in _listed(negative)
        ]
        if not terms:
            raise BadArgument("Nothing is asked for; give at least one key.")
        own = [self.get_index(key) for key, _ in terms if not isinstance(key, np.ndarray)]
        vectors = [key if isinstance(key, np.ndarray) else self.get_vector(key) for key, _ in terms]
        return np.array(vectors, np.float32), np.array([weight for _, weight in terms]), own

    def _named(self, ids: NDArray[np.intp], scores: NDArray[np.float64]) -> Found:
        pairs = zip(ids.tolist(), scores.tolist(), strict=True)
        return [(self.table.token(id), score) for id, score in pairs if score > -np.inf]


def _listed(keys: Keys) -> list[Any]:
    if keys is None:
        return []
    if isinstance(keys, str | int | np.integer) or (isinstance(keys, np.ndarray) and keys.ndim == 1):
        return [keys]
    return list(keys)


def _weighted(key: Any, weight: float) -> tuple[Key, float]:
    return (key[0], float(key[1])) if isinstance(key, tuple) else (key, weight)


def _case(insensitive: bool) -> Case:
    return "ignore" if insensitive else "exact"


def _words(question: Analogy, upper: bool) -> tuple[str, ...]:
    words = (question.a, question.b[0], question.c, question.answers[0])
    return tuple(map(str.upper, words)) if upper else words
