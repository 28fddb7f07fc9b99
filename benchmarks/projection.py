"""Principal components of a whole table of a real model's size, against scikit-learn and against their own parts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, svd
from sklearn.decomposition import PCA

from benchmarks.measure import Claim, at_most, faster, interleave
from benchmarks.search import at_most_times, extra_mebibytes
from rowspace.geometry.components import principal_components
from rowspace.rows import BFloat16Rows

ROWS, DIM, AXES = 262_144, 2_560, 50
SLICE = 8_192
AT_ONCE = 8_192


def claims() -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.bf16"
        write_rows(path)
        bits = np.memmap(path, np.uint16, "r", shape=(ROWS, DIM))
        yield from whole(bits)
        yield beside_lapack(bits)


def whole(bits: NDArray[np.uint16]) -> Iterator[Claim]:
    """All rows at full width, out of a mapped file; the peer is given its float32 copy."""
    wide = BFloat16Rows(bits)[:]
    what = f"{AXES} principal components of {ROWS:,} × {DIM:,} bfloat16"
    taken = interleave(
        {
            "ours": lambda: principal_components(BFloat16Rows(bits), AXES),
            "scikit-learn": lambda: PCA(AXES, svd_solver="covariance_eigh").fit(wide),
            "parts": lambda: bare_parts(wide),
        },
        repeats=1,
    )
    peer = "scikit-learn, which holds all in float32"
    yield faster(what, ours=taken["ours"], peer=taken["scikit-learn"], peer_name=peer, times=0.8)
    yield at_most_times(what, taken["ours"], taken["parts"], 1.5, "the bare products and their eigenvectors")
    extra = extra_mebibytes(lambda: principal_components(BFloat16Rows(bits), AXES))
    yield at_most(f"{what}, extra memory", extra, 256, "MiB")


def beside_lapack(bits: NDArray[np.uint16]) -> Claim:
    """How far the space of our axes is from that of a decomposition in float64, as the sine of their largest angle."""
    rows = BFloat16Rows(bits[:SLICE])
    ours = principal_components(rows, AXES).axes
    doubles = rows[:].astype(np.float64)
    theirs = svd(doubles - doubles.mean(axis=0), full_matrices=False, overwrite_a=True)[2][:AXES]
    sine = float(np.linalg.norm(theirs - theirs @ ours.T @ ours, 2))
    return at_most(f"{AXES} axes of {SLICE:,} of these rows, sine of the angle to LAPACK's", sine, 1e-3, "")


def bare_parts(wide: NDArray[np.float32]) -> object:
    """What cannot be left out: the products of centered rows, and the widest eigenvectors of their sum."""
    total = np.zeros((DIM, DIM))
    for start in range(0, len(wide), AT_ONCE):
        block = wide[start : start + AT_ONCE]
        total += block.T @ block
    return eigh(total, subset_by_index=(DIM - AXES, DIM - 1))


def write_rows(path: Path) -> None:
    """Rows far from the origin, wide along 64 falling directions, noisy along all, one dim far above the others."""
    random = np.random.default_rng(0)
    directions = random.standard_normal((64, DIM), np.float32) * np.float32(0.93) ** np.arange(64)[:, None]
    middle = random.standard_normal(DIM, np.float32)
    bits = np.memmap(path, np.uint16, "w+", shape=(ROWS, DIM))
    for start in range(0, ROWS, AT_ONCE):
        rows = random.standard_normal((AT_ONCE, 64), np.float32) @ directions.astype(np.float32)
        rows += middle
        rows += random.standard_normal(rows.shape, np.float32) * np.float32(0.2)
        rows[:, 7] *= 20
        bits[start : start + AT_ONCE] = rows.view(np.uint32) >> 16
    bits.flush()
