"""Arrays on the wire: one container, its meta described by OpenAPI."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load

from rowspace.server.bundle import MEDIA_TYPE, bundle, meta_model


@dataclass(frozen=True, slots=True)
class Picture:
    """Where tokens lie."""

    tokens: list[str]
    places: NDArray[np.float32]
    quality: float
    ids: NDArray[np.int32] | None = None


def meta_of(contents: bytes) -> dict[str, object]:
    length = int.from_bytes(contents[:8], "little")
    meta: dict[str, object] = json.loads(json.loads(contents[8 : 8 + length])["__metadata__"]["meta"])
    return meta


def test_worked_example() -> None:
    reply = bundle(Picture(["a", "b"], np.array([[1, 2], [3, 4]], np.float64), 0.5), seed=3)
    assert reply.media_type == MEDIA_TYPE
    contents = bytes(reply.body)
    assert meta_of(contents) == {"tokens": ["a", "b"], "quality": 0.5, "seed": 3}
    assert contents[-16:] == np.array([1, 2, 3, 4], "<f4").tobytes()


def test_numbers_that_json_lacks_and_bytes_that_utf8_lacks() -> None:
    meta = meta_of(bytes(bundle(Picture(["bad\udcff"], np.zeros((1, 2), np.float32), float("nan"))).body))
    assert meta == {"tokens": ["bad\udcff"], "quality": None}


@settings(deadline=None)
@given(
    arrays.arrays(np.float32, arrays.array_shapes(min_dims=2, max_dims=2, max_side=5), elements=some.floats(width=32)),
    some.lists(some.text(), max_size=3),
)
def test_the_safetensors_library_reads_it(tmp_path_factory, places: NDArray[np.float32], tokens: list[str]) -> None:  # type: ignore[no-untyped-def]
    ids = np.arange(3, dtype=np.int32)
    contents = bytes(bundle(Picture(tokens, places, 1.0, ids)).body)
    read = load(contents)
    np.testing.assert_array_equal(read["places"], places)
    np.testing.assert_array_equal(read["ids"], ids)
    path = tmp_path_factory.mktemp("bundle") / "b.safetensors"
    path.write_bytes(contents)
    with safe_open(path, "numpy") as file:
        assert json.loads(file.metadata()["meta"])["tokens"] == tokens


def test_model_leaves_arrays_out_and_keeps_name_and_words() -> None:
    model = meta_model(Picture, (("seed", int),))
    assert [field.name for field in dataclasses.fields(model)] == ["tokens", "quality", "seed"]
    assert (model.__name__, model.__doc__) == ("Picture", "Where tokens lie.")


def test_model_knows_arrays_from_lists_of_numbers() -> None:
    @dataclass
    class Lists:
        numbers: list[float]
        either: NDArray[np.float32] | None

    Lists.__annotations__.update(numbers=list[float], either=NDArray[np.float32] | None)
    assert [field.name for field in dataclasses.fields(meta_model(Lists))] == ["numbers"]
