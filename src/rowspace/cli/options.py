"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

_JSON = "rowspace.json"


def wants_json(ctx: typer.Context) -> bool:
    """Whether --json stood anywhere on the line, as far as it was read."""
    return bool(ctx.meta.get(_JSON))


def _remember(ctx: typer.Context, value: bool) -> bool:
    ctx.meta[_JSON] = asked = value or wants_json(ctx)
    return asked


Json: TypeAlias = Annotated[
    bool,
    typer.Option("--json", callback=_remember, is_eager=True, help="One JSON object on stdout, errors too."),
]
TableArgument: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="TABLE", help="A shipped name (glove, minilm, classroom), a file or a checkpoint folder."),
]
Tensor: TypeAlias = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another tensor of the file than its input table.")
]
Count: TypeAlias = Annotated[int, typer.Option("-k", "--count", min=1, max=1_000_000, help="How many.")]
Seed: TypeAlias = Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Same seed, same answer.")]


def given_pairs(text: str, option: str) -> list[tuple[str, str]]:
    """Pairs as they are written, he:she,man:woman; others are a mistake of usage."""
    from rowspace.errors import BadArgument
    from rowspace.operations.pairs import pairs_of

    try:
        return pairs_of(text)
    except BadArgument as error:
        raise typer.BadParameter(error.message, param_hint=option) from None
