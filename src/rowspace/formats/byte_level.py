"""Byte-level BPE spells every byte as one printable character (Radford et al. 2019): "Ġ" is a space, "Ċ" a line break.

Undone here, so that a token is the bytes it stands for, whether or not they are UTF-8.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

PLAIN = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]  # bytes that are spelled as themselves
MOVED = [byte for byte in range(256) if byte not in PLAIN]  # the others, as the characters from U+0100 on
ALPHABET = {**{chr(byte): byte for byte in PLAIN}, **{chr(256 + at): byte for at, byte in enumerate(MOVED)}}

_BYTE_OF = np.full(256 + len(MOVED) + 1, -1, np.int16)
_BYTE_OF[[ord(letter) for letter in ALPHABET]] = list(ALPHABET.values())


def is_spelled_so(tokens: Sequence[str]) -> bool:
    """Whether every character of every token is one of the 256, and a space among them."""
    letters = set().union(*tokens)
    return "Ġ" in letters and letters <= ALPHABET.keys()


def to_bytes(tokens: Sequence[str]) -> list[bytes]:
    """The bytes each token stands for; a token with another character stands for itself, in UTF-8."""
    joined = "".join(tokens)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = _BYTE_OF[np.minimum(points, len(_BYTE_OF) - 1)]
    plain = found.astype(np.uint8).tobytes()
    strange = np.concatenate([[0], np.cumsum(found < 0)]).tolist()
    spelled, at = [], 0
    for token in tokens:
        end = at + len(token)
        literal = strange[end] != strange[at]
        spelled.append(token.encode("utf-8", "surrogatepass") if literal else plain[at:end])
        at = end
    return spelled
