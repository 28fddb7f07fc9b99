"""Arrays by name, as people save them to be looked at: NumPy's .npz and .npy, or lists in .json."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.json_files import parse_json, read_bounded
from rowspace.formats.regular import regular_file_size

Arrays: TypeAlias = dict[str, NDArray[Any]]

MAX_NUMBERS = 1 << 26
MAX_ARRAYS = 16
LARGEST = 32  # bytes of one number
MAX_JSON_BYTES = 64_000_000
ALONE = "array"  # name of the one array of a .npy file


def read_arrays(path: Path) -> Arrays:
    """Numbers by name: float64, or complex128. Raises BadArgument for another ending, BadFile for a malformed file."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BadArgument(f"Arrays are read from {', '.join(READERS)} files; got {path.name}.")
    if not path.is_file():
        raise BadArgument(f"{path} is no file; give one with arrays in it.")
    return reader(path)


def _npy(path: Path) -> Arrays:
    size = regular_file_size(path)
    try:
        with path.open("rb") as file:
            return {ALONE: _array(file, size, path.name)}
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _npz(path: Path) -> Arrays:
    regular_file_size(path)
    arrays: Arrays = {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if member.filename.endswith(".npy")]
            if len(members) > MAX_ARRAYS:
                raise BadFile(f"{path.name} holds {len(members):,} arrays; at most {MAX_ARRAYS} are read.")
            for member in members:
                with archive.open(member) as file:
                    name = member.filename.removesuffix(".npy")
                    arrays[name] = _array(file, member.file_size, f"{path.name}: {name[:60]}")  # type: ignore[arg-type]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise BadFile(f"{path.name} is no readable .npz file ({str(error)[:80]}).") from None
    return arrays


def _array(file: BinaryIO, size: int, where: str) -> NDArray[Any]:
    """One array, whose header is held against its size before anything is read."""
    try:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, by_columns, dtype = read(file)
    except (ValueError, EOFError, OSError, zipfile.BadZipFile):
        raise BadFile(f"{where} is no array as NumPy saves one.") from None
    count = math.prod(shape)
    if dtype.hasobject:
        raise BadFile(f"{where} holds Python objects, which are never loaded; save numbers.")
    if dtype.itemsize > LARGEST or min(shape, default=0) < 0:
        raise BadFile(f"{where} must hold numbers; it holds {dtype.name}.")
    if count > MAX_NUMBERS:
        raise BadFile(f"{where} holds {count:,} numbers; at most {MAX_NUMBERS:,} are read.")
    if count * dtype.itemsize > size:
        raise BadFile(f"{where} says it has {count:,} numbers, more than its {size:,} bytes hold.")
    raw = file.read(count * dtype.itemsize)
    if len(raw) < count * dtype.itemsize:
        raise BadFile(f"{where} ends in the middle of its numbers. The download may be incomplete.")
    return _numbers(np.frombuffer(raw, dtype).reshape(shape, order="F" if by_columns else "C"), where)


def _json(path: Path) -> Arrays:
    values = parse_json(read_bounded(path, most_bytes=MAX_JSON_BYTES), where=path.name)
    arrays: Arrays = {}
    for name, value in values.items():
        if isinstance(value, list):
            try:
                listed = np.array(value)
            except (ValueError, RecursionError):
                raise BadFile(f"{path.name}: {name[:60]} has rows of different lengths.") from None
            arrays[name] = _numbers(listed, f"{path.name}: {name[:60]}")
    return arrays


def _numbers(array: NDArray[Any], where: str) -> NDArray[Any]:
    """The array in double precision; two bytes of no type are bfloat16, as ml_dtypes saves it. Raises BadFile."""
    if array.dtype.kind == "V" and array.dtype.itemsize == 2 and array.dtype.names is None:
        bits = np.ascontiguousarray(array).view(np.uint16).astype(np.uint32) << 16
        return bits.view(np.float32).astype(np.float64)
    if array.dtype.kind == "c":
        return array.astype(np.complex128)
    if array.dtype.kind not in "fiu":
        raise BadFile(f"{where} must hold numbers; it holds {array.dtype.name}.")
    return array.astype(np.float64)


READERS: Mapping[str, Callable[[Path], Arrays]] = {".npz": _npz, ".npy": _npy, ".json": _json}
