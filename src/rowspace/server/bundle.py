"""A dataclass with arrays as one safetensors container, and the same dataclass without them for OpenAPI.

The container's metadata has one key, `meta`: the JSON of every field that is not an array. The arrays are its
tensors, under their fields' names: float32, or float16 or the integers that they are.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
from fastapi import Response
from numpy.typing import NDArray

from rowspace.formats.safetensors import pack
from rowspace.server.replies import encode

MEDIA_TYPE = "application/vnd.rowspace.bundle"


class BundleReply(Response):
    media_type = MEDIA_TYPE


def bundle(answer: Any, **more: Any) -> BundleReply:
    """The dataclass `answer` as a bundle; `more` joins its meta."""
    return BundleReply(bundle_bytes(answer, **more))


def bundle_bytes(answer: Any, **more: Any) -> bytes:
    meta, arrays = _split(answer)
    return pack(arrays, {"meta": encode({**meta, **more}).decode()})


def bundle_route(kind: type, **more: Any) -> dict[str, Any]:
    """Arguments of a route that answers with a bundle of `kind`, so that OpenAPI describes its meta.

    more  name and type of each field that joins the meta
    """
    tensors = ", ".join(_array_fields(kind))
    described = {
        "model": meta_model(kind, tuple(more.items())),
        "description": f"Bundle; its meta is as below, its tensors are: {tensors}.",
    }
    return {"response_class": BundleReply, "response_model": None, "responses": {200: described}}


@cache
def meta_model(kind: type, more: tuple[tuple[str, Any], ...] = ()) -> type:
    """The dataclass `kind` without its arrays, under its own name and with its own words."""
    hints = get_type_hints(kind)
    arrays = _array_fields(kind)
    kept = [(field.name, hints[field.name]) for field in dataclasses.fields(kind) if field.name not in arrays]
    model = dataclasses.make_dataclass(kind.__name__, [*kept, *more], frozen=True)
    model.__module__ = kind.__module__
    model.__doc__ = kind.__doc__
    return model


@cache
def _array_fields(kind: type) -> list[str]:
    return [name for name, hint in get_type_hints(kind).items() if _is_array(hint)]


def _is_array(hint: Any) -> bool:
    """Whether a field holds an array, or an array or None."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_is_array(member) for member in get_args(hint))
    return origin is np.ndarray


def _split(answer: Any) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Fields of the meta, and tensors; an array that is None is neither."""
    kind: type = type(answer)
    arrays = _array_fields(kind)
    values = {field.name: getattr(answer, field.name) for field in dataclasses.fields(answer)}
    meta = {name: value for name, value in values.items() if name not in arrays}
    return meta, {name: _as_sent(values[name]) for name in arrays if values[name] is not None}


def _as_sent(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32, copy=False) if array.dtype.kind == "f" and array.itemsize > 2 else array
