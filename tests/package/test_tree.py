"""The tree keeps what the project promises about itself."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_lock_file_names_no_download_address() -> None:
    assert '"resolved"' not in (ROOT / "web" / "package-lock.json").read_text()


def test_constraints_are_names_and_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


def test_built_files_stay_out_of_git() -> None:
    built = [path for path in tracked() if {"node_modules", "static", "dist"} & set(path.relative_to(ROOT).parts)]
    assert built == []


def test_runtime_never_imports_the_oracles() -> None:
    oracles = re.compile(r"^\s*(?:import|from)\s+(torch|gensim|spacy|fasttext|transformers)\b", re.MULTILINE)
    sources = (ROOT / "src").rglob("*.py")
    assert [str(path) for path in sources if oracles.search(path.read_text())] == []
