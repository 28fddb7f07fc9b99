"""Makers of .npy and .npz files that lie, each with the words of its refusal."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np


def npy(array: Any, *, pickled: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=pickled)
    return file.getvalue()


def headed(header: str | bytes, payload: bytes = b"\0" * 24, *, version: int = 1, length: int | None = None) -> bytes:
    """A file of this header and these bytes; `length` is what it claims the header has."""
    raw = header.encode() if isinstance(header, str) else header
    return (
        b"\x93NUMPY"
        + bytes([version, 0])
        + (length or len(raw)).to_bytes(2 if version == 1 else 4, "little")
        + raw
        + payload
    )


def described(descr: str = "'<f4'", shape: str = "(2, 3)", order: str = "False") -> str:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


def npz(members: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, contents in members.items():
            archive.writestr(name, contents)
    return file.getvalue()


SOUND = npy(np.arange(6, dtype=np.float32).reshape(2, 3))

HOSTILE: dict[str, tuple[bytes, str]] = {
    "only the magic": (SOUND[:6], "begins with its magic and a version"),
    "a version of later days": (headed(described(), version=9), "a version from 1 to 3"),
    "cut in the header": (SOUND[:40], "header claims 118 bytes"),
    "cut in the numbers": (SOUND[:-1], "takes 24 bytes but 23 follow the header. The download may be incomplete"),
    "a header past the end": (headed(described(), length=60_000), "header claims 60,000 bytes"),
    "an endless header": (headed(described(), version=2, length=2**32 - 1), "claims 4,294,967,295 bytes; at most"),
    "a huge shape": (headed(described(shape="(8000000000, 8)")), "takes 256,000,000,000 bytes but 24 follow"),
    "a shape that wraps at 2^64": (headed(described(shape="(4294967296, 4294967296)")), "but 24 follow the header"),
    "a shape of many digits": (headed(described(shape="(" + "9" * 30 + ", 1)")), "is no list of whole numbers"),
    "a negative shape": (headed(described(shape="(-2, 3)")), "is not that of an array"),
    "a shape of text": (headed(described(shape="'2, 3'")), "is not that of an array"),
    "no shape": (headed("{'descr': '<f4', 'fortran_order': False}"), "is not that of an array"),
    "two shapes": (headed(described() + described()), "is not that of an array"),
    "a program for a header": (headed("__import__('os').system('true')"), "is not that of an array"),
    "a deep header": (headed("(" * 60_000), "is not that of an array"),
    "a header of zeros": (headed(b"\0" * 100), "is not that of an array"),
    "an unknown dtype": (headed(described("'<q7'")), "dtype 'q7' is none that numpy knows"),
    "a dtype of endless text": (headed(described("'<U999999999'")), "takes .* bytes but|none that numpy knows"),
    "objects": (npy(np.array([[{}, 1]], object), pickled=True), "holds objects or records"),
    "objects by another spelling": (headed(described("'O8'")), "holds object"),
    "records": (npy(np.zeros(3, [("token", "<U5"), ("x", "<f4")])), "holds objects or records"),
    "a row of its own": (npy(np.zeros(5, np.float32)), "holds float32, 5; a table is a matrix"),
    "a cube": (npy(np.zeros((2, 2, 2), np.float32)), "holds float32, 2 × 2 × 2"),
    "one number": (npy(np.float32(1)), "holds float32, one value"),
    "no rows": (npy(np.zeros((0, 3), np.float32)), "holds float32, 0 × 3"),
    "complex numbers": (npy(np.zeros((2, 2), np.complex64)), "holds complex64"),
    "whole numbers": (npy(np.zeros((2, 2), np.int64)), "holds int64"),
    "texts": (npy(np.array([["a", "b"]])), "holds str"),
    "more dims than any table": (npy(np.zeros((1, (1 << 20) + 1), np.int8)), "1 rows of 1,048,577 dims"),
}  # fmt: skip

ROWS = npy(np.arange(6, dtype=np.float32).reshape(2, 3))
BOMB = npy(np.zeros((2_000_000, 10), np.float32))

HOSTILE_ARCHIVES: dict[str, tuple[bytes, str]] = {
    "no matrix": (npz({"words.npy": npy(np.array(["a", "b"]))}), r"holds 0 matrices of numbers \(none\)"),
    "two matrices": (npz({"a.npy": ROWS, "b.npy": ROWS}), r'2 matrices of numbers \("a" 2 × 3, "b" 2 × 3\).*--tensor'),
    "a bomb": (npz({"a.npy": BOMB}, compression=zipfile.ZIP_DEFLATED), "unpacks to more than 30 times its size"),
    "a member cut short": (npz({"a.npy": ROWS[:-1]}), "takes 24 bytes but 23 follow the header"),
    "a member of objects": (
        npz({"a.npy": ROWS, "b.npy": npy(np.array([{}], object), pickled=True)}),
        '"b.npy" holds objects or records',
    ),
    "a member of more bytes than the file": (
        npz({"a.npy": ROWS}).replace(len(ROWS).to_bytes(4, "little"), b"\0\0\0\x10"),
        '"a" claims more bytes than the file has',
    ),
    "an archive cut short": (npz({"a.npy": ROWS})[:-30], "is a zip archive that is broken"),
    "a wrong checksum": (npz({"a.npy": ROWS}).replace(ROWS, ROWS[:-1] + b"\1", 1), "its archive is broken .*CRC"),
}
