"""The pages a person reads: their sections, code blocks and links, for the tests that hold them to the code."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def blocks(page: Path, language: str) -> list[str]:
    """Contents of the page's fenced blocks in one language."""
    return [block[3] for block in FENCE.finditer(page.read_text(encoding="utf-8")) if block[2] == language]


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next of its level. Raises AssertionError where it is missing."""
    text = FENCE.sub(lambda block: block[0].replace("\n#", "\n "), page.read_text(encoding="utf-8"))
    level = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^{level} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page.name} has no heading {heading!r}"
    return found[1]


def sessions(page: Path) -> list[tuple[str, list[str]]]:
    """Commands of the page's consoles, each with the lines that it says are printed."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def anchors(page: Path) -> set[str]:
    """Fragments that a link to a heading of the page may have."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
