"""size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from typer.testing import CliRunner

from rowspace.cli.main import app
from rowspace.cli.output import print_json

from .conftest import Run


def test_size_of_gpt3(run: Run) -> None:
    keys = run("size", "50257x12288", "--json").json
    assert (keys["rows"], keys["dim"], keys["parameters"]) == (50257, 12288, 617_558_016)
    assert keys["bytes"]["fp32"] == 2_470_232_064
    assert round(keys["gb"]["fp16"], 3) == 1.235
    assert round(keys["gb"]["int8"], 3) == 0.618
    assert keys["scales"]["int8"] == 2 * 50257


def test_size_in_words(run: Run) -> None:
    lines = run("size", "50257x12288").out.splitlines()
    assert lines[0] == "50,257 rows × 12,288 dims = 617,558,016 parameters"
    assert lines[2].split() == ["fp32", "2,470,232,064", "2.470", "2.301", "0", "2,470,232,064"]


def test_size_of_a_table(run: Run, compass: str) -> None:
    assert run("size", compass, "--json").json["bytes"] == {"fp32": 72, "fp16": 36, "int8": 18, "int4": 9}


@pytest.mark.parametrize(
    ("shape", "kind"),
    [("50257by12288", "bad_argument"), ("0x5", "bad_argument"), ("glovee", "unknown_table")],
)
def test_size_refuses(run: Run, shape: str, kind: str) -> None:
    ran = run("size", shape, "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == kind


@settings(deadline=None, max_examples=30)
@given(some.integers(1, 10**6), some.integers(1, 10**4), some.integers(1, 256))
def test_int4_scales_cover_every_dim(rows: int, dim: int, group: int) -> None:
    import json

    out = CliRunner().invoke(app, ["size", f"{rows}x{dim}", "--group", str(group), "--json"]).stdout
    keys = json.loads(out)
    groups = keys["scales"]["int4"] / 4 / rows
    assert groups * group >= dim > (groups - 1) * group


def test_json_has_no_number_it_cannot_say(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"still": float("inf"), "none": float("nan"), "one": 1.0})
    assert capsys.readouterr().out == '{"still": null, "none": null, "one": 1.0}\n'
