import threading

import pytest

from rowspace.geometry.progress import stage, unwatched, while_ticking


class Stopped(Exception):
    pass


def test_a_stage_is_part_of_the_whole() -> None:
    told: list[float] = []
    tick = stage(stage(told.append, 0.5, 1.0), 0.2, 0.4)
    tick(0.0)
    tick(1.0)
    assert told == pytest.approx([0.6, 0.7])
    assert unwatched(0.5) is None


def test_work_ends_with_its_result_and_was_watched() -> None:
    told: list[float] = []
    assert while_ticking(lambda: "done", told.append, 0.25) == "done"
    assert set(told) <= {0.25}


def test_an_error_of_the_work_comes_out() -> None:
    def work() -> None:
        raise ZeroDivisionError("of the work")

    with pytest.raises(ZeroDivisionError, match="of the work"):
        while_ticking(work, unwatched)


def test_a_tick_that_raises_leaves_the_work_behind() -> None:
    released = threading.Event()

    def tick(done: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        while_ticking(released.wait, tick)
    released.set()
