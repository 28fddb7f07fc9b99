"""The ways in which rows are learned from a text."""

from __future__ import annotations

from dataclasses import dataclass

from rowspace.errors import BadArgument
from rowspace.training.ngrams import pieces_of
from rowspace.training.run import Learner
from rowspace.training.settings import Settings
from rowspace.training.sparse import Sparse
from rowspace.training.vocabulary import Encoded, Vocabulary


@dataclass(frozen=True, slots=True)
class Method:
    """One way.

    epochs   passes where none are asked for; 0 for a method that has none
    counts   whether it learns from counted pairs, which a cluster can count
    """

    name: str
    epochs: int
    counts: bool


METHODS = {
    method.name: method
    for method in (
        Method("skipgram", 5, counts=False),
        Method("cbow", 5, counts=False),
        Method("cooccurrence", 0, counts=True),
        Method("glove", 25, counts=True),
    )
}


def checked_method(name: str) -> Method:
    """The method of this name. Raises BadArgument with the names there are."""
    if name not in METHODS:
        raise BadArgument(f'Method "{name}" is not known; methods are {", ".join(METHODS)}.')
    return METHODS[name]


def predicting(
    method: Method, vocabulary: Vocabulary, text: Encoded, settings: Settings, *, subwords: bool = False
) -> Learner:
    """The learner of "skipgram" or "cbow"."""
    from rowspace.training.cbow import CBOW
    from rowspace.training.skipgram import SkipGram

    kind = CBOW if method.name == "cbow" else SkipGram
    return kind(vocabulary, text, settings, pieces_of(vocabulary.tokens) if subwords else None)


def counting(weights: Sparse, settings: Settings) -> Learner:
    """The learner of "glove"."""
    from rowspace.training.glove import GloVe

    return GloVe(weights, settings)
