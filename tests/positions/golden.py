"""Reference values of other libraries, as read from their own modules; see tests/golden/positions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "golden" / "positions"


@cache
def golden(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
