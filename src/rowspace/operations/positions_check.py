"""Somebody's own positions in a file, held against a model's: what they agree in, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.formats.named_arrays import ALONE, Arrays, read_arrays
from rowspace.operations.positions_table import plain_rotary, plain_sinusoidal
from rowspace.positions import model as read
from rowspace.positions.checking import Match
from rowspace.positions.checking_rotary import check_frequencies, check_tables
from rowspace.positions.checking_vectors import check_vectors
from rowspace.positions.checking_waves import check_waves

Doubles: TypeAlias = NDArray[np.float64]

KEYS = ("positions", "inv_freq", "cos", "sin", "freqs_cis", "q", "q_rotated", "k", "k_rotated", "table")
"""Names of arrays that are looked at. freqs_cis is cosine + i × sine; table a row of waves a position."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one thing in the file turned out to be.

    what        "inv_freq", "cos and sin", "q", "k" or "table"
    choices     the reading that came nearest, by question; differs, where that is not the model's own, what is
    difference  largest difference from the reference, of inv_freq as a share
    precision   the number format whose rounding explains it, None where it is no rounding; stored, that of the numbers
    matches     it is rounding, and of no shorter format than they are stored in; agrees, and as the model has it
    also        readings that these numbers cannot tell from it
    """

    what: str
    shape: list[int]
    choices: dict[str, str]
    differs: dict[str, str]
    difference: float
    precision: str | None
    stored: str
    matches: bool
    agrees: bool
    also: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class PositionsCheck:
    """agrees where everything in the file is as the model itself has it; ignored are arrays of other names."""

    source: str
    encoding: str
    pairing: str | None
    findings: list[Finding]
    agrees: bool
    matches: bool
    ignored: list[str]


def check_file(path: Path, found: read.ModelPositions | None, source: str, base: float = 10_000.0) -> PositionsCheck:
    """Holds the arrays of a .npz, .npy or .json file against a model, or without one against plain frequencies.

    base  θ, where there is no model; dims are then those of the arrays

    Raises BadArgument for arrays that cannot be held against this encoding, BadFile for a file that cannot be read.
    """
    arrays = _named(read_arrays(path), path.name)
    reference = found if found is not None else _plain(arrays, base, path.name)
    if isinstance(reference, read.RotaryPositions):
        findings = list(_of_rotary(arrays, reference))
        pairing: str | None = reference.pairing
    elif isinstance(reference, read.SinusoidalPositions):
        findings, pairing = list(_of_waves(arrays, reference)), None
    else:
        raise BadArgument(f"--check is for rotary and sinusoidal positions; {source}'s are {reference.encoding}.")
    if not findings:
        raise BadArgument(
            f"{path.name} holds nothing to hold against {reference.encoding} positions; known names are "
            f"{', '.join(KEYS)}."
        )
    return PositionsCheck(
        source=source,
        encoding=reference.encoding,
        pairing=pairing,
        findings=findings,
        agrees=all(finding.agrees for finding in findings),
        matches=all(finding.matches for finding in findings),
        ignored=[name for name in arrays if name not in KEYS],
    )


def _named(arrays: Arrays, where: str) -> Arrays:
    """The arrays under the names that are known; the one array of a .npy by its shape."""
    if list(arrays) != [ALONE]:
        return arrays
    array = arrays[ALONE]
    if array.dtype.kind == "c" or (array.ndim >= 3 and array.shape[-1] == 2):
        return {"freqs_cis": array}
    if array.ndim == 1:
        return {"inv_freq": array}
    if array.ndim == 2:
        return {"table": array}
    raise BadArgument(f"{where} has shape {array.shape}, which says not what it is; save it by name in a .npz file.")


def _plain(arrays: Arrays, base: float, where: str) -> read.ModelPositions:
    """Plain frequencies of as many dims as the arrays have."""
    if "table" in arrays:
        return plain_sinusoidal(arrays["table"].shape[-1], base)
    for name in ("q", "k"):
        if name in arrays:
            return plain_rotary(arrays[name].shape[-1], base)
    if "inv_freq" in arrays:
        return plain_rotary(2 * arrays["inv_freq"].size, base)
    raise BadArgument(f"{where} alone does not tell the dims of a head: name the model, or give --dim.")


def _of_rotary(arrays: Arrays, found: read.RotaryPositions) -> Iterator[Finding]:
    positions = _positions(arrays)
    if "inv_freq" in arrays:
        yield _finding("inv_freq", arrays["inv_freq"], check_frequencies(_real(arrays, "inv_freq"), found))
    cos, sin = (_real(arrays, name) if name in arrays else None for name in ("cos", "sin"))
    if "freqs_cis" in arrays:
        whole = _complex(arrays["freqs_cis"])
        yield _finding("freqs_cis", whole, check_tables(whole.real, whole.imag, positions, found))
    if cos is not None or sin is not None:
        given = cos if cos is not None else sin
        what = " and ".join(name for name in ("cos", "sin") if name in arrays)
        yield _finding(what, given, check_tables(cos, sin, positions, found))
    for name in ("q", "k"):
        if name in arrays and f"{name}_rotated" in arrays:
            vectors, turned = _real(arrays, name), _real(arrays, f"{name}_rotated")
            match, axis = check_vectors(name, vectors, turned, positions, found)
            yield _finding(name, vectors, match, {"positions along": f"axis {axis}"} if vectors.ndim > 1 else {})


def _of_waves(arrays: Arrays, found: read.SinusoidalPositions) -> Iterator[Finding]:
    if "table" in arrays:
        yield _finding("table", arrays["table"], check_waves(_real(arrays, "table"), _positions(arrays), found))


def _positions(arrays: Arrays) -> Doubles | None:
    if "positions" not in arrays:
        return None
    positions = _real(arrays, "positions").ravel()
    if not positions.size or not np.isfinite(positions).all():
        raise BadArgument("positions must be numbers, at least one; got none, or some that are not finite.")
    return positions


def _real(arrays: Arrays, name: str) -> Doubles:
    if arrays[name].dtype.kind == "c":
        raise BadArgument(f"{name} must be real numbers; complex ones are for freqs_cis.")
    return arrays[name]


def _complex(array: NDArray[Any]) -> NDArray[np.complex128]:
    if array.dtype.kind == "c":
        return array
    if array.shape[-1:] != (2,):
        raise BadArgument(f"freqs_cis must be complex, or end in an axis of 2; got shape {array.shape}.")
    return array[..., 0] + 1j * array[..., 1]


def _finding(what: str, given: NDArray[Any] | None, match: Match, more: dict[str, str] | None = None) -> Finding:
    return Finding(
        what=what,
        shape=[] if given is None else list(given.shape),
        choices={**match.choices, **(more or {})},
        differs=match.differs,
        difference=match.difference,
        precision=match.precision,
        stored=match.stored,
        matches=match.matches,
        agrees=match.agrees,
        also=match.also,
    )
