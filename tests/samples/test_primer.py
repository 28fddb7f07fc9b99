"""The shipped text: made by its script, and with its papers."""

from __future__ import annotations

import hashlib
import json
import runpy
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PRIMER = PROJECT / "src" / "rowspace" / "samples" / "primer"


def test_its_script_makes_the_same_text() -> None:
    made = runpy.run_path(str(PROJECT / "scripts" / "make_primer.py"))
    text = "\n".join(made["sentences"](made["SENTENCES"], made["SEED"])) + "\n"
    assert (PRIMER / "text.txt").read_text() == text


def test_its_papers_are_beside_it() -> None:
    origin = json.loads((PRIMER / "ORIGIN.json").read_text())
    assert origin["sha256"] == hashlib.sha256((PRIMER / "text.txt").read_bytes()).hexdigest()
    assert "Apache License" in (PRIMER / "LICENSE").read_text()
