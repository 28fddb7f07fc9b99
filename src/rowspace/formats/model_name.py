"""What a model's table is called: its file, or where that is named as all models are, its folder."""

from __future__ import annotations

import re
from pathlib import Path

_GENERIC = re.compile(
    r"(?:pytorch_|adapter_)?model|consolidated(?:\.\d+)?|weights|(?:pytorch_)?model-\d+-of-\d+", re.IGNORECASE
)
_REVISION = re.compile(r"[0-9a-f]{40}")  # the Hub's cache keeps a model as models--owner--name/snapshots/revision


def model_name(path: Path) -> str:
    if not path.is_dir() and not _GENERIC.fullmatch(path.stem):
        return path.stem
    folder = (path if path.is_dir() else path.parent).resolve()
    cached = folder.parent.parent.name
    if _REVISION.fullmatch(folder.name) and cached.startswith("models--"):
        return cached.split("--")[-1]
    return folder.name or path.stem
