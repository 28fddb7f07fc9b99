"""Associations a table has learned: bias along a direction, weat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from rowspace.cli.files import listed
from rowspace.cli.options import Json, Seed, TableArgument, Tensor, given_pairs
from rowspace.cli.output import plain, print_fields, print_table, show

if TYPE_CHECKING:
    from rowspace.operations.bias import Weat, WeatTest
    from rowspace.operations.bias_sensitivity import BiasSensitivity, WeatSensitivity
    from rowspace.operations.measured_bias import MeasuredBias

SHOWN = 10  # drops that are listed for people

Sensitivity: TypeAlias = Annotated[
    bool, typer.Option("--sensitivity", help="Drop each pair and each word in turn, and list how the score moves.")
]


def bias(
    table: TableArgument,
    pairs: Annotated[str, typer.Option(help="Pairs whose difference is the direction: he:she,man:woman.")],
    words: Annotated[
        str | None, typer.Option(help="File with one word a line, or words with commas; occupations if left out.")
    ] = None,
    measure: Annotated[
        Literal["direction", "rnd", "ripa"],
        typer.Option(help="Cosine with the mean difference, relative norm distance, or inner products."),
    ] = "direction",
    sensitivity: Sensitivity = False,
    permutations: Annotated[int, typer.Option(min=1, max=1_000_000, help="Most exchanges to try.")] = 10_000,
    seed: Seed = 0,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Words by their place between he and she, say.

    The score is the cosine of a word with the mean difference of the pairs, or another measure.
    """
    from rowspace.operations.bias import OCCUPATIONS
    from rowspace.operations.bias_sensitivity import bias_sensitivity
    from rowspace.operations.measured_bias import measured_bias
    from rowspace.operations.open import open_table

    chosen = listed(words) if words else list(OCCUPATIONS)
    asked = (open_table(table, tensor), given_pairs(pairs, "--pairs"), chosen, measure, permutations, seed)
    if not sensitivity:
        answer = measured_bias(*asked)
        show(answer, lambda: _print_scores(answer), as_json=as_json)
        return
    moved = bias_sensitivity(*asked)
    keys = {name: value for name, value in plain(moved).items() if name != "bias"}
    show({**plain(moved.bias), "sensitivity": keys}, lambda: _print_sensitivity(moved), as_json=as_json)


def weat(
    table: TableArgument,
    test: Annotated[str, typer.Option(help="A test's name, or a JSON file with the word lists x, y, a, b.")],
    sensitivity: Sensitivity = False,
    permutations: Annotated[int, typer.Option(min=1, max=10_000_000, help="Most splits to try.")] = 10_000,
    seed: Seed = 0,
    tensor: Tensor = None,
    as_json: Json = False,
) -> None:
    """Word-embedding association test.

    Effect size and p-value of Caliskan et al. 2017.
    """
    from rowspace.operations import bias as associations
    from rowspace.operations.bias_sensitivity import weat_sensitivity
    from rowspace.operations.open import open_table

    asked = (open_table(table, tensor), _test(test), permutations, seed)
    if not sensitivity:
        answer = associations.weat(*asked)
        show(answer, lambda: _print_weat(answer), as_json=as_json)
        return
    moved = weat_sensitivity(*asked)
    keys = {name: value for name, value in plain(moved).items() if name != "weat"}
    show({**plain(moved.weat), "sensitivity": keys}, lambda: _print_weat_sensitivity(moved), as_json=as_json)


def _test(given: str) -> str | WeatTest:
    """The lists of a file where `given` is its path, else the name of a published test."""
    from rowspace.operations.bias import read_test

    path = Path(given).expanduser()
    return read_test(path) if path.is_file() else given


def _print_scores(answer: MeasuredBias) -> None:
    one, other = answer.pairs[0]
    agree = "" if answer.explained is None else f", {answer.explained:.1%} in common"
    print(f"above 0: toward {one}, below: toward {other}; {len(answer.pairs)} pairs{agree}")
    lines = [[word.word, str(word.id), word.score] for word in answer.scores]
    if answer.p_value is None:
        print_table(["word", "id", "score"], lines)
    else:
        chances = [f"{word.p_value:.4g}" for word in answer.scores]
        print_table(["word", "id", "score", "p-value"], [[*line, p] for line, p in zip(lines, chances, strict=True)])
        tried = f"{'all' if answer.exact else 'random'} {answer.exchanges:,} exchanges"
        print(f"mean {answer.mean:.4f}, p-value {answer.p_value:.4g} ({tried})")
    if answer.missing:
        print(f"not in the table: {', '.join(answer.missing)}")


def _print_sensitivity(answer: BiasSensitivity) -> None:
    _print_scores(answer.bias)
    print(f"mean {answer.low:.4f} to {answer.high:.4f} without one pair or word; the largest changes:")
    lines = [
        [
            drop.dropped,
            drop.mean,
            drop.change,
            f"{drop.moved} {drop.before:.4f} to {drop.after:.4f}" if drop.moved else "",
        ]
        for drop in answer.drops[:SHOWN]
    ]
    print_table(["without", "mean", "change", "moves most"], lines)
    if answer.unsure:
        print(f"their side hangs on one pair: {', '.join(answer.unsure)}")


def _print_weat_sensitivity(answer: WeatSensitivity) -> None:
    _print_weat(answer.weat)
    print(f"effect size {answer.low:.4f} to {answer.high:.4f} without one word; the largest changes:")
    lines = [[drop.word, drop.list, drop.effect_size, drop.change] for drop in answer.drops[:SHOWN]]
    print_table(["without", "of", "effect size", "change"], lines)


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
