"""SentencePiece's rules given to the `tokenizers` library, which knows them under other names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rowspace.formats.sentencepiece import Rules

SPACE = "▁"
UNKNOWN, USER_DEFINED, BYTE = 2, 4, 6
ALWAYS = 1e6


def make(library: Any, rules: Rules) -> Any:
    """The library's tokenizer for a .model file."""
    made = library.Tokenizer(_bpe(library, rules) if rules.bpe else _unigram(library, rules))
    steps = library.normalizers
    charmap = [steps.Precompiled(rules.charmap)] if rules.charmap else []
    squeeze = [steps.Replace(library.Regex(" {2,}"), " "), steps.Strip()] if rules.squeeze else []
    prefix = [steps.Prepend(SPACE)] if rules.prefix else []
    made.normalizer = steps.Sequence([*charmap, *squeeze, *prefix, steps.Replace(" ", SPACE)])
    if rules.bpe:
        own = [piece[0] for piece in rules.pieces if piece[2] == USER_DEFINED]
        made.add_tokens([library.AddedToken(token, normalized=False) for token in own])
    return made


def _unigram(library: Any, rules: Rules) -> Any:
    """A piece that a user defined always wins: no other score is above 0."""
    scores = [(text, ALWAYS if kind == USER_DEFINED else score) for text, score, kind in rules.pieces]
    return library.models.Unigram(scores, _unknown(rules), _falls_back(rules))


def _bpe(library: Any, rules: Rules) -> Any:
    ids = {piece[0]: id for id, piece in reversed(list(enumerate(rules.pieces)))}
    unknown = _unknown(rules)
    spelled = None if unknown is None else rules.pieces[unknown][0]
    return library.models.BPE(ids, merges(rules), unk_token=spelled, fuse_unk=True, byte_fallback=_falls_back(rules))


def _unknown(rules: Rules) -> int | None:
    return next((id for id, piece in enumerate(rules.pieces) if piece[2] == UNKNOWN), None)


def _falls_back(rules: Rules) -> bool:
    """Whether what has no piece is spelled in bytes."""
    return any(piece[2] == BYTE for piece in rules.pieces)


def merges(rules: Rules) -> list[tuple[str, str]]:
    """Every way a piece is two others joined, best piece first: SentencePiece merges by the score of the whole."""
    at = {piece[0]: id for id, piece in reversed(list(enumerate(rules.pieces)))}
    found = []
    for spelling, id in at.items():
        for cut in range(1, len(spelling)):
            left, right = at.get(spelling[:cut]), at.get(spelling[cut:])
            if left is not None and right is not None:
                found.append((-rules.pieces[id][1], left, right, spelling[:cut], spelling[cut:]))
    return [(left, right) for *_, left, right in sorted(found)]
