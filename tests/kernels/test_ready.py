"""Who waits for the loops, who has them loaded behind, and who does without."""

from __future__ import annotations

import pytest

from rowspace.kernels import compiling, ready
from rowspace.kernels.cells import Kind
from rowspace.kernels.ready import done_without, usable


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is loaded yet, and loading is only written down."""
    loaded: list[str] = []

    def load(kind: Kind) -> None:
        loaded.append(kind)
        ready._ready.add(kind)

    monkeypatch.setattr(ready, "_ready", set())
    monkeypatch.setattr(ready, "_without", {})
    monkeypatch.setattr(ready, "load", load)
    monkeypatch.setattr(ready, "load_behind", lambda kind: loaded.append(f"{kind} behind"))
    return loaded


def test_small_work_does_without_even_where_the_loops_are_there(loaded: list[str]) -> None:
    ready._ready.add("float32")
    assert not usable("float32", ready.SOME - 1)
    assert usable("float32", ready.SOME)
    assert loaded == []


def test_the_first_questions_do_without_and_many_have_them_loaded_behind(loaded: list[str]) -> None:
    table = 400_000 * 100
    for _ in range(10):
        assert not usable("float32", table)
        done_without("float32", table)
    assert loaded == ["float32 behind"]


def test_work_that_takes_numpy_longer_waits(loaded: list[str]) -> None:
    assert usable("float32", 400_000 * 100 * 256)
    assert usable("bfloat16", 128_256 * 4096)
    assert not usable("int8", 40_000 * 50)
    assert loaded == ["float32", "bfloat16"]


def test_loading_makes_every_kind_usable() -> None:
    for kind in ("float32", "float16", "bfloat16", "int8"):
        ready.load(kind)
        ready.load(kind)
        assert usable(kind, ready.SOME)
    ready.load_behind("float32").join()


def test_without_a_folder_for_the_cache_loops_are_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = compiling.njit

    def njit(*, cache: bool = False, **options: object) -> object:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(compiling, "njit", njit)
    assert compiling.compiled(lambda x: x + 1)(1) == 2
    assert asked == [True, False]
