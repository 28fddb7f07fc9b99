"""Whole layers of queries and keys turned to their positions: fast, in place or into an array of your own.

`rotary.rotated` says the same in a few lines of float64; this is held against it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import MAX_DIM
from rowspace.positions.pairing import PAIRINGS, Pairing
from rowspace.positions.rotary import Doubles, angles

Singles: TypeAlias = NDArray[np.float32]

ALONE = 1 << 18  # numbers below which waking a second thread costs more than it saves
STREAMED = 1 << 24  # bytes above which results pass the cache, as they would push one another out of it


@dataclass(frozen=True, slots=True)
class Turns:
    """Cosine and sine of each pair at each position, computed in float64 and kept as float32 for many layers.

    shape   of the positions
    cosine  (positions, pairs), the attention factor multiplied in
    """

    shape: tuple[int, ...]
    cosine: Singles
    sine: Singles


def turns(positions: ArrayLike, inv_freq: Doubles, *, attention_factor: float = 1.0) -> Turns:
    """Turns of positions (…), which broadcast against the leading axes of what is to be rotated."""
    where = np.asarray(positions, np.float64)
    turn = angles(where.ravel(), inv_freq)
    return Turns(
        where.shape,
        np.ascontiguousarray(np.cos(turn) * attention_factor, np.float32),
        np.ascontiguousarray(np.sin(turn) * attention_factor, np.float32),
    )


def rotate(
    vectors: NDArray[Any], turn: Turns, *, pairing: Pairing = "half", out: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Vectors turned; dims past the last pair pass through.   (…, d) -> (…, d), in `out` where given

    vectors  float32, float16, or bfloat16 as its bits in uint16
    out      an array like the vectors, or the vectors themselves to turn them in place

    Raises BadArgument for another type, too few dims, positions that do not fit, or an `out` that does not.
    """
    pairs = turn.cosine.shape[1]
    _check(vectors, turn, pairing, pairs)
    if out is None:
        out = np.empty(vectors.shape, vectors.dtype)
    elif out.shape != vectors.shape or out.dtype != vectors.dtype or not out.flags.c_contiguous:
        raise BadArgument(
            f"out must be a contiguous {vectors.dtype} array {vectors.shape}; got {out.dtype} {out.shape}."
        )
    if not vectors.size:
        return out
    spread = _spread(turn, vectors.shape[:-1])
    in_place = np.may_share_memory(vectors, out)
    if in_place and not _same(vectors, out):
        vectors = vectors.copy()
        in_place = False
    given, target = (_as_stored(array, len(spread.cosine)) for array in (vectors, out))
    _run(pairing, given, None if in_place else target, spread)
    return out


def _check(vectors: NDArray[Any], turn: Turns, pairing: Pairing, pairs: int) -> None:
    if pairing not in PAIRINGS:
        raise BadArgument(f'pairing must be one of {", ".join(PAIRINGS)}; got "{pairing}".')
    if vectors.dtype not in (np.float32, np.float16, np.uint16):
        raise BadArgument(f"vectors must be float32, float16, or uint16 (bits of bfloat16); got {vectors.dtype}.")
    if vectors.ndim == 0 or not 2 * pairs <= vectors.shape[-1] <= MAX_DIM:
        raise BadArgument(f"vectors need {2 * pairs} dims or more for {pairs} pairs; got shape {vectors.shape}.")
    lead = vectors.shape[:-1]
    fits = len(turn.shape) <= len(lead) and all(
        of in (1, there) for of, there in zip(reversed(turn.shape), reversed(lead), strict=False)
    )
    if not fits:
        raise BadArgument(f"positions {turn.shape} do not fit the leading axes {lead} of the vectors.")


def _spread(turn: Turns, lead: tuple[int, ...]) -> Turns:
    """One row of turns a position of the last leading axis, or a vector where positions also vary along others."""
    shape = (1,) * (len(lead) - len(turn.shape)) + turn.shape
    if all(size == 1 for size in shape[:-1]) and (not lead or shape[-1] == lead[-1]):
        return turn
    which = np.broadcast_to(np.arange(len(turn.cosine)).reshape(shape), lead).ravel()
    return Turns(which.shape, turn.cosine[which], turn.sine[which])


def _same(vectors: NDArray[Any], out: NDArray[Any]) -> bool:
    return vectors.ctypes.data == out.ctypes.data and vectors.strides == out.strides


def _as_stored(array: NDArray[Any], positions: int) -> NDArray[Any]:
    """The array as (outer, positions, d) in the type that the kernel knows it by."""
    flat = np.ascontiguousarray(array).reshape(-1, positions, array.shape[-1])
    return flat.view({"float16": np.uint16, "uint16": np.int16}.get(str(array.dtype), array.dtype))


def _run(pairing: Pairing, given: NDArray[Any], target: NDArray[Any] | None, turn: Turns) -> None:
    run = _kernel(pairing, given, target, turn.cosine.shape[1])
    arrays = [given] if target is None else [given, target]

    def part(start: int, stop: int) -> None:
        run(*arrays, turn.cosine, turn.sine, start, stop)

    positions, workers = given.shape[1], os.cpu_count() or 1
    if given.size < ALONE or workers == 1 or positions < workers:
        part(0, positions)
        return
    bounds = np.linspace(0, positions, workers + 1).astype(int).tolist()
    list(_pool(workers).map(part, bounds[:-1], bounds[1:]))


def _kernel(pairing: Pairing, given: NDArray[Any], target: NDArray[Any] | None, pairs: int) -> Callable[..., None]:
    from rowspace.positions import kernel

    half = pairing == "half"
    if target is None:
        return kernel.half_in_place if half else kernel.interleaved_in_place
    if target.nbytes < STREAMED or given.shape[2] != 2 * pairs or not given.flags.aligned:
        return kernel.half_into if half else kernel.interleaved_into
    from rowspace.positions import kernel_streamed as streamed

    fits = target.ctypes.data % streamed.ALIGNED == 0 and (pairs if half else 2 * pairs) % streamed.BLOCK == 0
    if not fits:
        return kernel.half_into if half else kernel.interleaved_into
    return streamed.half_streamed if half else streamed.interleaved_streamed


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers, thread_name_prefix="rowspace-rotation")
