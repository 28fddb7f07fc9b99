"""The page stays small: what a reader downloads, compressed as a server would."""

import gzip
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src" / "rowspace" / "server" / "static"


@pytest.mark.parametrize(("ending", "limit"), [(".js", 90_000), (".css", 15_000)])
def test_page_stays_within_its_budget(ending: str, limit: int) -> None:
    files = sorted(STATIC.rglob(f"*{ending}"))
    assert files, f"no {ending} was built: run `make web`"
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in files}
    assert sum(sizes.values()) <= limit, sizes
