"""How a text becomes words to train on: our own rules, or a tokenizer's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rowspace.errors import BadArgument, MissingExtra
from rowspace.training.counter import Counter, TokenCounter, WordCounter

OWN = ("words", "whitespace")


@dataclass(frozen=True, slots=True)
class Splitting:
    """A counter of words, and the rule under which the table splits texts later; None where no file can name it."""

    counter: Counter
    tokenizer: str | None


def splitting(tokenizer: str, lower: bool | None) -> Splitting:
    """What splits by the name of a rule, or by the path of a tokenizer.json.

    lower  None lowers the letters of "words" and leaves all others to what they do themselves

    Raises BadArgument, BadFile, MissingExtra.
    """
    if tokenizer in OWN:
        lowered = tokenizer == "words" if lower is None else lower
        counter = WordCounter(spaces=tokenizer == "whitespace", lower=lowered)
        return Splitting(counter, "words" if tokenizer == "words" and lowered else None)
    path = Path(tokenizer).expanduser()
    if not path.is_file():
        raise BadArgument(f'The tokenizer is {", ".join(OWN)} or a tokenizer.json file; got "{tokenizer}".')
    if lower is not None:
        raise BadArgument(f"{path.name} says itself whether letters are lowered; leave that choice out.")
    return _of_file(path)


def _of_file(path: Path) -> Splitting:
    from rowspace.formats.tokenizer_json import read_tokenizer_json

    vocabulary = read_tokenizer_json(path)
    kind = vocabulary.tokenizer.name if vocabulary.tokenizer else None
    return Splitting(TokenCounter(vocabulary.tokens, _encoder(path)), "wordpiece" if kind == "wordpiece" else None)


def _encoder(path: Path) -> Callable[[Sequence[str]], list[list[int]]]:
    try:
        import tokenizers
    except ImportError:
        raise MissingExtra(f'{path.name} needs the tokenizers library: pip install "rowspace[text]"') from None
    made = tokenizers.Tokenizer.from_file(str(path))

    def encode_many(lines: Sequence[str]) -> list[list[int]]:
        return [encoded.ids for encoded in made.encode_batch(list(lines), add_special_tokens=False)]

    return encode_many
