"""The header of a safetensors file, held against the bytes that follow it before anything else believes it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from reprlib import Repr
from typing import Any, NamedTuple

from rowspace.errors import BadFile

MAX_VALUES = 1_500_000  # commas; a tensor costs about 7, and the largest models have 180,000 tensors
MAX_RANK = 32
MAX_NUMBER = 1 << 63

DTYPES: dict[str, tuple[str | None, int]] = {
    # name in the file -> (numpy dtype that holds its bits, bits each); None where numbers share a byte
    "F64": ("<f8", 64),
    "F32": ("<f4", 32),
    "F16": ("<f2", 16),
    "BF16": ("<u2", 16),
    "F8_E4M3": ("u1", 8),
    "F8_E5M2": ("u1", 8),
    "F8_E8M0": ("u1", 8),
    "F8_E4M3FNUZ": ("u1", 8),
    "F8_E5M2FNUZ": ("u1", 8),
    "F6_E2M3": (None, 6),
    "F6_E3M2": (None, 6),
    "F4": (None, 4),
    "C64": ("<c8", 64),
    "I64": ("<i8", 64),
    "U64": ("<u8", 64),
    "I32": ("<i4", 32),
    "U32": ("<u4", 32),
    "I16": ("<i2", 16),
    "U16": ("<u2", 16),
    "I8": ("i1", 8),
    "U8": ("u1", 8),
    "BOOL": ("?", 8),
}

_short = Repr()
_short.maxstring = _short.maxother = 80


@dataclass(frozen=True, slots=True)
class Tensor:
    """One entry of the header. start and end are bytes of the file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def parse_header(raw: bytes, *, name: str, data_bytes: int) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors by name and the metadata, once every check of the format holds.

    raw         the header's bytes, without the eight that give its length
    name        of the file, for messages
    data_bytes  how many bytes follow the header; tensors must tile them without a gap

    Raises BadFile.
    """
    header = _parse_json(raw, name)
    metadata = header.pop("__metadata__", None)
    metadata = {} if metadata is None else metadata
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise BadFile(f"{name}: __metadata__ must map text to text.")
    _check_text([*header, *metadata, *metadata.values()], name)
    first = 8 + len(raw)
    tensors = {key: _check_tensor(key, entry, name=name, first=first) for key, entry in header.items()}
    _check_tiling(tensors, name=name, first=first, size=first + data_bytes)
    return tensors, metadata


def quoted(text: str) -> str:
    """A name out of a file, fit for a message: short, and no control or lone surrogate character unescaped."""
    return json.dumps(text if len(text) <= 80 else text[:79] + "…")


def _parse_json(raw: bytes, name: str) -> dict[str, Any]:
    def refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Stated:
        keys = dict(pairs)
        if len(keys) != len(pairs):
            raise BadFile(f"{name}: the header names a key twice.")
        return _stated(keys) or keys

    if not raw.startswith(b"{"):
        raise BadFile(f"{name}: the header of a safetensors file begins with '{{'; this one does not.")
    if raw.count(b",") > MAX_VALUES:  # before parsing, which would take a hundred times the header's size
        raise BadFile(f"{name}: the header lists more than {MAX_VALUES:,} values; that many are not read.")
    try:
        header = json.loads(raw.decode("utf-8"), object_pairs_hook=refuse_repeats)
    except BadFile:
        raise
    except (ValueError, RecursionError):
        raise BadFile(f"{name}: the header is not readable JSON in UTF-8.") from None
    if not isinstance(header, dict):
        raise BadFile(f"{name}: the header must be a JSON object.")
    return header


class _Stated(NamedTuple):
    """An entry as the header states it; a header of hundreds of thousands takes half the memory so."""

    dtype: Any
    shape: tuple[Any, ...]
    offsets: tuple[Any, ...]


def _stated(keys: dict[str, Any]) -> _Stated | None:
    shape, offsets = keys.get("shape"), keys.get("data_offsets")
    if len(keys) != 3 or "dtype" not in keys or not isinstance(shape, list) or not isinstance(offsets, list):
        return None
    return _Stated(keys["dtype"], tuple(shape), tuple(offsets))


def _check_text(texts: list[str], name: str) -> None:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        raise BadFile(f"{name}: the header escapes half a character (a lone surrogate).") from None


def _check_tensor(key: str, entry: Any, *, name: str, first: int) -> Tensor:
    try:
        stated = entry if isinstance(entry, _Stated) else (entry["dtype"], entry["shape"], entry["data_offsets"])
        dtype, shape, (begin, end) = stated
    except (TypeError, KeyError, ValueError):
        raise BadFile(f"{name}: tensor {quoted(key)} lacks dtype, shape or data_offsets.") from None
    if wrong := _wrong(dtype, shape, begin, end):
        raise BadFile(f"{name}: tensor {quoted(key)}{wrong}.")
    return Tensor(key, dtype, tuple(shape), first + begin, first + end)


def _wrong(dtype: Any, shape: Any, begin: Any, end: Any) -> str:
    """What an entry claims that no tensor can be; "" where nothing is wrong."""
    if not isinstance(dtype, str) or dtype not in DTYPES:
        return f" has dtype {_short.repr(dtype)}; known are {', '.join(DTYPES)}"
    if not isinstance(shape, list | tuple) or len(shape) > MAX_RANK or not all(map(_is_count, (*shape, begin, end))):
        return f": shape and data_offsets must be lists of whole numbers, at most {MAX_RANK} dims"
    if math.prod(shape) * DTYPES[dtype][1] != 8 * (end - begin):
        return f", {dtype} of shape {_short.repr(list(shape))}, does not fill bytes {begin:,} to {end:,}"
    return ""


def _is_count(number: Any) -> bool:
    return type(number) is int and 0 <= number < MAX_NUMBER


def _check_tiling(tensors: dict[str, Tensor], *, name: str, first: int, size: int) -> None:
    end = first
    for tensor in sorted(tensors.values(), key=lambda tensor: (tensor.start, tensor.end)):
        if tensor.start != end:
            raise BadFile(
                f"{name}: tensor {quoted(tensor.name)} begins at byte {tensor.start:,} but the one before it ends at "
                f"{end:,}; tensors must lie end to end."
            )
        end = tensor.end
    if end > size:
        raise BadFile(
            f"{name}: the tensors end at byte {end:,} but the file has {size:,}. The download may be incomplete."
        )
    if end < size:
        raise BadFile(f"{name}: {size - end:,} bytes follow the last tensor; the header must account for every byte.")
