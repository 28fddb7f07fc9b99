"""Which two dims turn together, and how vectors and weights move between the two conventions.

    half          (i, i + d/2)     GPT-NeoX, Llama and most models in Hugging Face's files
    interleaved   (2i, 2i + 1)     the RoFormer paper, GPT-J, Meta's own Llama files, GGUF of Llama

The frequencies are the same; a checkpoint read with the wrong one gives a wrong model without an error.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import MAX_DIM, whole

Pairing: TypeAlias = Literal["half", "interleaved"]
Indices: TypeAlias = NDArray[np.intp]
Number = TypeVar("Number", bound=np.generic)

PAIRINGS: tuple[Pairing, ...] = get_args(Pairing)


def members(dim: int, pairing: Pairing) -> tuple[Indices, Indices]:
    """First and second dim of each pair.   -> (dim / 2,), (dim / 2,)"""
    dim = whole("dim", dim, low=2, high=MAX_DIM, even=True)
    if pairing not in PAIRINGS:
        raise BadArgument(f'pairing must be one of {", ".join(PAIRINGS)}; got "{pairing}".')
    pairs = np.arange(dim // 2)
    return (pairs, pairs + dim // 2) if pairing == "half" else (2 * pairs, 2 * pairs + 1)


def permutation(dim: int, *, to: Pairing) -> Indices:
    """Where each dim comes from when a vector of the other pairing is rewritten:   out[t] = in[permutation[t]]"""
    first, second = members(dim, "half")
    half_to_interleaved = np.stack([first, second], axis=1).ravel()
    return half_to_interleaved if to == "interleaved" else np.concatenate(members(dim, "interleaved"))


def converted(vectors: NDArray[Number], *, to: Pairing, rotary: int | None = None) -> NDArray[Number]:
    """Vectors of the other pairing rewritten in this one.   (…, d) -> (…, d)

    rotary  leading dims that turn, where not all do; the rest stay where they are
    """
    dim = vectors.shape[-1]
    rotary = dim if rotary is None else whole("rotary", rotary, low=2, high=dim, even=True)
    order = np.concatenate([permutation(rotary, to=to), np.arange(rotary, dim)])
    return vectors[..., order]


def weight_order(heads: int, head_dim: int, *, to: Pairing, rotary: int | None = None) -> Indices:
    """Order of a query or key weight's rows in this pairing, head by head:   W_out = W_in[order]

    For keys, `heads` counts the key heads. Values and the output projection are left alone.   -> (heads × head_dim,)
    """
    heads = whole("heads", heads, low=1, high=MAX_DIM)
    rows = np.arange(heads * head_dim).reshape(heads, head_dim)
    return converted(rows, to=to, rotary=rotary).ravel()
