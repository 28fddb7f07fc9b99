"""How a text becomes words to train on: our own rules, or a tokenizer's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rowspace.errors import BadArgument, BadFile
from rowspace.training.counter import Counter, TokenCounter, WordCounter

OWN = ("words", "whitespace")


@dataclass(frozen=True, slots=True)
class Splitting:
    """What makes a counter of words, and the rule under which the table splits texts later.

    tokenizer  None for a rule that no file can name
    """

    counter: Callable[[], Counter]
    tokenizer: str | None


def splitting(tokenizer: str, lower: bool | None) -> Splitting:
    """What splits by the name of a rule, or by the path of a tokenizer.json.

    lower  None lowers the letters of "words" and leaves all others to what they do themselves

    Raises BadArgument, BadFile, MissingExtra.
    """
    if tokenizer in OWN:
        lowered = tokenizer == "words" if lower is None else lower
        made = partial(WordCounter, spaces=tokenizer == "whitespace", lower=lowered)
        return Splitting(made, "words" if tokenizer == "words" and lowered else None)
    path = Path(tokenizer).expanduser()
    if not path.is_file():
        raise BadArgument(f'The tokenizer is {", ".join(OWN)} or a tokenizer.json file; got "{tokenizer}".')
    if lower is not None:
        raise BadArgument(f"{path.name} says itself whether letters are lowered; leave that choice out.")
    return _of_file(path)


def _of_file(path: Path) -> Splitting:
    from rowspace.formats.text_encoding import HubTokenizer
    from rowspace.formats.tokenizer_json import read_tokenizer_json
    from rowspace.formats.tokenizers import kind_of

    vocabulary = read_tokenizer_json(path)
    tokenizer = vocabulary.tokenizer
    if not isinstance(tokenizer, HubTokenizer):
        raise BadFile(f"{path.name} does not say how a text is split.")
    return Splitting(partial(TokenCounter, vocabulary.tokens, tokenizer.encode_many), kind_of(tokenizer.instead))
