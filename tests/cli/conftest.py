"""A table file small enough to check by eye, and a runner that keeps stdout, stderr and exit code apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from rowspace.cli.main import app
from rowspace.formats.native import write_native

TOKENS = ["north", "east", "south", "west", " spaced out", "new\nline", "[unused1]", "$x_1$", "naïve"]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def compass(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of nine tokens × 2 dims: the four directions at unit length, then odd spellings; four positions."""
    path = tmp_path_factory.mktemp("tables") / "compass.safetensors"
    rows = np.array([[0, 1], [1, 0], [0, -1], [-1, 0], [3, 4], [4, 3], [0.5, 0.5], [-3, 4], [-4, 3]], np.float32)
    positions = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float16)
    write_native(
        path, tokens=TOKENS, arrays={"rows": rows, "positions": positions}, metadata={"name": "compass", "tensor": "t"}
    )
    return str(path)


@pytest.fixture
def run() -> Run:
    """Runs the command line in this process."""

    def running(*arguments: str) -> Ran:
        result = CliRunner().invoke(app, list(arguments), prog_name="rowspace")
        return Ran(result.exit_code, result.stdout, result.stderr)

    return running


@pytest.fixture
def run_process() -> Run:
    """Runs the command line as a process of its own, as a shell would."""

    def running(*arguments: str, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "rowspace", *arguments],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return running


@pytest.fixture
def listing(tmp_path: Path) -> Callable[[str], str]:
    """Writes a text file and gives its path."""

    def writing(text: str) -> str:
        path = tmp_path / "list.txt"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writing
