"""shape."""

from __future__ import annotations

from .conftest import Run


def test_shape_as_json(run: Run, compass: str) -> None:
    keys = run("shape", compass, "-k", "2", "--json").json
    assert (keys["rows"], keys["dim"], keys["rows_measured"], keys["hubs"]["k"]) == (9, 2, 9, 2)
    assert len(keys["singular_values"]) == 2
    assert keys["hubs"]["lists"] == 9


def test_shape_in_words(run: Run, compass: str) -> None:
    ran = run("shape", compass)
    assert ran.out.startswith("rows               9 of 9\ndim                2\n")
    assert "hubs               skewness" in ran.out
    assert "(all rows)" in ran.out
    assert "no word" in ran.out  # [unused1] is somebody's neighbor
