"""What holds for every command: cheap help, exit codes, errors as sentences or as JSON, any terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from rowspace.cli import main
from rowspace.cli.main import app
from rowspace.cli.serve import serve_tables
from rowspace.formats.native import write_native

from .conftest import Run

COMMANDS = (
    "info", "tokens", "row", "similarity", "neighbors", "evaluate", "shape",
    "project", "bias", "weat", "positions", "size", "convert", "train", "open",
)  # fmt: skip

HEAVY = ("numpy", "numba", "scipy", "fastapi", "uvicorn", "rich", "matplotlib", "pydantic")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from rowspace.cli.main import app\n"
        "try: app(['--help'], prog_name='rowspace')\n"
        "except SystemExit: pass\n"
        f"print('imported:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("imported:\n")


def test_the_first_neighbors_of_a_process_wait_for_no_compiler(tmp_path: Path) -> None:
    path = tmp_path / "words.safetensors"
    rows = np.eye(4, dtype=np.float32) + 1
    write_native(path, tokens=["a", "b", "c", "d"], arrays={"rows": rows}, metadata={})
    program = (
        "import sys, rowspace as rs\n"
        f"print(rs.open({str(path)!r}).neighbors('b', 1)[0].token)\n"
        "print(*[name for name in ('numba', 'scipy', 'pydantic', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "a\n\n"


def test_help_names_every_command_in_full(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    listed = ran.out.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.strip().splitlines()] == list(COMMANDS)
    assert "..." not in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_json(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "--json" in ran.out


def test_version(run: Run) -> None:
    assert run("--version").out == f"rowspace {version('rowspace')}\n"


def test_unknown_command_is_a_usage_error(run: Run) -> None:
    ran = run("neighbours", "glove", "cat")
    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'neighbours'" in ran.err


def test_missing_argument_is_a_usage_error_in_words_and_in_json(run: Run) -> None:
    plain = run("row")
    assert (plain.code, plain.out) == (2, "")
    assert "Missing argument 'TABLE'" in plain.err
    ran = run("row", "--json")
    assert ran.code == 2
    assert ran.json["error"]["kind"] == "usage"
    assert "Missing argument 'TABLE'" in ran.json["error"]["message"]


def test_error_is_one_sentence_without_json(run: Run) -> None:
    ran = run("info", "glovee")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith('"glovee" is neither a file nor a shipped table')
    assert ran.err.count("\n") == 1


def test_error_is_one_object_with_json(run: Run) -> None:
    ran = run("info", "glovee", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.json["error"]["kind"] == "unknown_table"
    assert ran.json["error"]["details"]["nearest"] == ["glove"]


def test_json_before_the_command_counts_too(run: Run, compass: str) -> None:
    assert run("--json", "info", compass).json["dim"] == 2
    assert run("--json", "info", "glovee").json["error"]["kind"] == "unknown_table"


def test_a_fault_of_its_own_is_one_sentence(run: Run, compass: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rowspace.operations.open.open_table", lambda *_: 1 / 0)
    ran = run("info", compass, "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "internal"
    assert "ZeroDivisionError: division by zero" in ran.json["error"]["message"]
    monkeypatch.setenv("ROWSPACE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        app(["info", compass], standalone_mode=False)


def test_interrupting_ends_with_130(run: Run, compass: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rowspace.operations.open.open_table", interrupted)
    ran = run("info", compass)
    assert (ran.code, ran.out, ran.err) == (130, "", "Canceled; nothing was written.\n")


def test_reader_that_leaves_is_no_error() -> None:
    """`rowspace row … | head -1`: the pipe closes while there is more to say."""
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [sys.executable, "-m", "rowspace", "neighbors", "classroom", "cat"], stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert process.communicate()[1] == b""


def test_terminal_that_cannot_print_a_token(run_process: Run, compass: str) -> None:
    ran = run_process("neighbors", compass, "west", "-k", "1", PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert "na\\xefve" in ran.out
    ran = run_process("neighbors", compass, "west", "-k", "1", "--json", PYTHONIOENCODING="ascii")
    assert ran.json["neighbors"][0]["token"] == "naïve"


def test_without_a_command_it_serves(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}
    monkeypatch.setattr(main.serve, "serve_tables", lambda sources, **options: asked.update(options, sources=sources))
    assert run("--port", "9000", "--no-browser", "--host", "::1").code == 0
    assert asked == {"sources": [], "host": "::1", "port": 9000, "browser": False, "as_json": False}


def test_open_puts_own_tables_before_the_shipped(
    compass: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def serving(tables, host, port, open_browser, announce):  # type: ignore[no-untyped-def]
        announce(f"http://{host}:{port}/")
        served.extend(table.name for table in tables)

    served: list[str] = []
    monkeypatch.setattr("rowspace.server.run.serve", serving)
    serve_tables([compass, "minilm", compass], host="127.0.0.1", port=1, browser=False, as_json=True)
    assert served == ["compass", "minilm", "glove", "classroom"]
    assert capsys.readouterr().out == (
        '{"address": "http://127.0.0.1:1/", "tables": ["compass", "minilm", "glove", "classroom"]}\n'
    )


def test_opening_what_is_not_there(run: Run) -> None:
    ran = run("open", "no-such-file.safetensors", "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "unknown_table"
