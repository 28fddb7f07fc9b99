"""Somebody's own positions in a file, held against a model's: what they agree in, and what not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rowspace.errors import BadArgument
from rowspace.formats.named_arrays import ALONE, Arrays, read_arrays
from rowspace.operations.positions_findings import KEYS, Finding, findings
from rowspace.operations.positions_table import plain_rotary, plain_sinusoidal
from rowspace.positions import model as read


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
    arrays = _named(read_arrays(path), path.name, found)
    reference = found if found is not None else _plain(arrays, base, path.name)
    found_out = list(findings(arrays, reference, source))
    known = KEYS[reference.encoding]
    if not found_out:
        raise BadArgument(
            f"{path.name} holds nothing to hold against {reference.encoding} positions; known names are "
            f"{', '.join(known)}."
        )
    return PositionsCheck(
        source=source,
        encoding=reference.encoding,
        pairing=reference.pairing if isinstance(reference, read.RotaryPositions) else None,
        findings=found_out,
        agrees=all(finding.agrees for finding in found_out),
        matches=all(finding.matches for finding in found_out),
        ignored=[name for name in arrays if name not in known],
    )


def _named(arrays: Arrays, where: str, found: read.ModelPositions | None) -> Arrays:
    """The arrays under the names that are known; the one array of a .npy by its shape and the model's encoding."""
    arrays = {name: np.atleast_1d(array) for name, array in arrays.items()}
    if list(arrays) != [ALONE]:
        return arrays
    array = arrays[ALONE]
    if isinstance(found, read.AlibiPositions):
        return {"slopes" if array.ndim == 1 else "bias": array}
    if isinstance(found, read.RelativePositions):
        return {"buckets": array}
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
