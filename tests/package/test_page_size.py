"""The page stays small: what a reader downloads, compressed as a server would."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

STATIC = Path(__file__).parents[2] / "src" / "rowspace" / "server" / "static"
WORKBENCH = "src/workbench/page.tsx"


def manifest() -> dict[str, Any]:
    """Vite's record of the build: each chunk with the chunks that it needs, or fetches later."""
    path = STATIC / ".vite" / "manifest.json"
    assert path.is_file(), "the page is not built: run `make web`"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def scripts(start: str, closed: frozenset[str] = frozenset()) -> set[str]:
    """Files of all scripts that can be loaded from a chunk on, the closed chunks aside."""
    chunks, waiting, seen = manifest(), [start], set(closed)
    files = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        chunk = chunks[name]
        files |= {chunk["file"]} if chunk["file"].endswith(".js") else set()
        waiting += [*chunk.get("imports", []), *chunk.get("dynamicImports", [])]
    return files


def compressed(files: set[str]) -> dict[str, int]:
    return {file: len(gzip.compress((STATIC / file).read_bytes(), 9)) for file in sorted(files)}


def lesson() -> set[str]:
    return scripts("index.html", frozenset({WORKBENCH}))


def workbench() -> set[str]:
    return scripts(WORKBENCH) - lesson()


@pytest.mark.parametrize(("page", "limit"), [(lesson, 90_000), (workbench, 60_000)])
def test_scripts_stay_within_their_budget(page: Any, limit: int) -> None:
    sizes = compressed(page())
    assert sizes
    assert sum(sizes.values()) <= limit, sizes


def test_style_stays_within_its_budget() -> None:
    sizes = compressed({str(path.relative_to(STATIC)) for path in STATIC.rglob("*.css")})
    assert sizes
    assert sum(sizes.values()) <= 15_000, sizes


def test_every_script_belongs_to_a_page() -> None:
    built = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js")}
    assert built == lesson() | workbench()
