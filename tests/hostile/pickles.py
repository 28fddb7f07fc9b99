"""Makers of pickles that would run a program, take forever or fill the memory, each with the words of its refusal."""

from __future__ import annotations

import pickle

START, STOP = b"\x80\x02", b"."
COLLIDING = (1 << 61) - 1  # Python hashes its multiples to 0


def long_key(number: int) -> bytes:
    raw = number.to_bytes(16, "little")
    return b"\x8a\x10" + raw


def nested_dicts(width: int, depth: int) -> bytes:
    """A dict of dicts of dicts, `width` keys each, all of them the same: small to write, endless to walk."""
    body = b"}q\x00"
    for level in range(1, depth + 1):
        items = b"".join(b"X\x04\0\0\0%04d" % key + b"h" + bytes([level - 1]) for key in range(width))
        body += b"0}q" + bytes([level]) + b"(" + items + b"u"
    return START + body + STOP


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a program": (START + b"cos\nsystem\nX\x04\0\0\0true\x85R.", 'asks for "os.system"'),
    "a program by a later protocol": (
        b"\x80\x04\x8c\x02os\x8c\x06system\x93X\x04\0\0\0true\x85R.",
        'asks for "os.system"',
    ),
    "a getter of anything": (START + b"cbuiltins\ngetattr\n.", 'asks for "builtins.getattr"'),
    "an import": (START + b"cimportlib\nimport_module\n.", 'asks for "importlib.import_module"'),
    "a dotted name": (
        b"\x80\x04\x8c\x0bcollections\x8c\x14OrderedDict.fromkeys\x93.",
        'asks for "collections.OrderedDict.fr',
    ),
    "millions of steps": (START + b"N0" * 1_500_000 + b"N.", "takes more than 2,000,000 steps"),
    "keys of one hash": (
        START + b"}(" + b"".join(long_key(COLLIDING * at) + b"N" for at in range(1, 100_000)) + b"u.",
        "holds nothing",
    ),
    "a set": (b"\x80\x04\x8f.", "builds an object"),
    "a frozen set": (b"\x80\x04(K\x01\x91.", "builds an object"),
    "a memo of text": (START + b"Np99999999999999999999\n.", "builds an object"),
    "a terabyte to be read": (b"\x80\x05\x96" + (1 << 40).to_bytes(8, "little") + b"x.", "builds an object"),
    "a buffer from outside": (b"\x80\x05\x97.", "builds an object"),
    "text past the end": (START + b"X\xff\xff\xff\x7fabc.", "is broken"),
    "branches without end": (nested_dicts(100, 5), "a tree of more than 1,000,000 branches"),
    "lists in lists": (START + b"]" * 100_000 + b"a" * 99_999 + STOP, "holds nothing"),
    "no end": (START + b"N", "is broken"),
    "nothing": (b"", "is broken"),
    "noise": (bytes(range(256)), "is broken|builds an object|sets the state"),
    "a plain dict": (pickle.dumps({"a": 1}, 2), "holds nothing"),
}
"""Where the words are "holds nothing", the pickle is read and no tensor found in it."""
