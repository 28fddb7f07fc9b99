"""Associations a table has learned: bias along a direction, weat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rowspace.cli.files import listed
from rowspace.cli.options import Json, Seed, TableArgument, Tensor, given_pairs
from rowspace.cli.output import print_fields, print_table, show

if TYPE_CHECKING:
    from rowspace.operations.bias import DirectionBias, Weat, WeatTest


def bias(
    table: TableArgument,
    pairs: Annotated[str, typer.Option(help="Pairs whose difference is the direction: he:she,man:woman.")],
    words: Annotated[
        str | None, typer.Option(help="File with one word a line, or words with commas; occupations if left out.")
    ] = None,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Words by their place between he and she, say.

    The score is the cosine of a word with the mean difference of the pairs.
    """
    from rowspace.operations.bias import OCCUPATIONS, direction
    from rowspace.operations.open import open_table

    chosen = listed(words) if words else list(OCCUPATIONS)
    answer = direction(open_table(table, tensor), given_pairs(pairs, "--pairs"), chosen)
    show(answer, lambda: _print_scores(answer), as_json=as_json)


def weat(
    table: TableArgument,
    test: Annotated[str, typer.Option(help="A test's name, or a JSON file with the word lists x, y, a, b.")],
    permutations: Annotated[int, typer.Option(min=1, max=10_000_000, help="Most splits to try.")] = 10_000,
    seed: Seed = 0,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Word-embedding association test.

    Effect size and p-value of Caliskan et al. 2017.
    """
    from rowspace.operations import bias as associations
    from rowspace.operations.open import open_table

    answer = associations.weat(open_table(table, tensor), _test(test), permutations, seed)
    show(answer, lambda: _print_weat(answer), as_json=as_json)


def _test(given: str) -> str | WeatTest:
    """The lists of a file where `given` is its path, else the name of a published test."""
    from rowspace.operations.bias import read_test

    path = Path(given).expanduser()
    return read_test(path) if path.is_file() else given


def _print_scores(answer: DirectionBias) -> None:
    one, other = answer.pairs[0]
    print(f"above 0: toward {one}, below: toward {other}; {len(answer.pairs)} pairs, {answer.explained:.1%} in common")
    print_table(["word", "id", "score"], [[word.word, str(word.id), word.score] for word in answer.scores])
    if answer.missing:
        print(f"not in the table: {', '.join(answer.missing)}")


def _print_weat(answer: Weat) -> None:
    counted = f"{'all' if answer.exact else 'random'} {answer.permutations:,} splits"
    print_fields(
        {
            "test": answer.name,
            "effect size": answer.effect_size,
            "p-value": f"{answer.p_value:.4g} ({counted})",
            "words": ", ".join(f"{len(getattr(answer, side))} {side}" for side in "xyab"),
            "not in the table": ", ".join(answer.missing) or None,
            "left out": ", ".join(answer.left_out) or None,
        }
    )
