"""SentencePiece's rules given to the `tokenizers` library, which knows them under other names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rowspace.formats.sentencepiece import Rules

SPACE = "▁"
UNKNOWN, USER_DEFINED, BYTE = 2, 4, 6


def make(library: Any, rules: Rules) -> Any:
    """The library's tokenizer for a .model file."""
    unknown = next((id for id, piece in enumerate(rules.pieces) if piece[2] == UNKNOWN), None)
    fallback = any(piece[2] == BYTE for piece in rules.pieces)
    if rules.bpe:
        spelled = {piece[0]: id for id, piece in reversed(list(enumerate(rules.pieces)))}
        unk = rules.pieces[unknown][0] if unknown is not None else None
        model = library.models.BPE(spelled, merges(rules), unk_token=unk, fuse_unk=True, byte_fallback=fallback)
    else:
        scores = [(piece[0], piece[1]) for piece in rules.pieces]
        model = library.models.Unigram(scores, unknown, fallback)
    made = library.Tokenizer(model)
    steps = library.normalizers
    charmap = [steps.Precompiled(rules.charmap)] if rules.charmap else []
    squeeze = [steps.Replace(library.Regex(" {2,}"), " "), steps.Strip()] if rules.squeeze else []
    made.normalizer = steps.Sequence([*charmap, *squeeze])
    scheme = "first" if rules.prefix else "never"
    made.pre_tokenizer = library.pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme=scheme, split=not rules.bpe)
    own = [piece[0] for piece in rules.pieces if piece[2] == USER_DEFINED]
    made.add_tokens([library.AddedToken(token, normalized=False) for token in own])
    return made


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
