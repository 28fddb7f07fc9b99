"""A run's state in a file, so that what was killed goes on: written whole or not at all."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile

ABOUT = "about"  # the entry that is JSON


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """chunks done, the arrays of the learner, and what the run was made of, which has to be the same to go on."""

    chunks: int
    state: Mapping[str, NDArray[Any]]
    settings: Mapping[str, Any]


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Takes the place of the file before it once all is on the disk. Raises BadArgument where it cannot be written."""
    about = json.dumps({"chunks": checkpoint.chunks, "settings": dict(checkpoint.settings)})
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, **{ABOUT: np.frombuffer(about.encode(), np.uint8)}, **checkpoint.state)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadArgument(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from None


def load(path: Path) -> Checkpoint:
    """Raises BadFile for a file that is no checkpoint."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            state = {name: held[name] for name in held.files}
        about = json.loads(state.pop(ABOUT).tobytes())
        return Checkpoint(int(about["chunks"]), state, dict(about["settings"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        raise BadFile(
            f"{path} is not a checkpoint of a training ({type(error).__name__}); train anew without resuming."
        ) from None


def restore(checkpoint: Checkpoint, state: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> int:
    """Fills a learner's arrays from a checkpoint. Returns the chunks that are done.

    Raises BadArgument, naming what differs, where the checkpoint belongs to another run.
    """
    for name, value in settings.items():
        if checkpoint.settings.get(name) != value:
            raise BadArgument(
                f"The checkpoint is of another run: its {name} is {checkpoint.settings.get(name)}, this one's {value}. "
                "Give the settings and text it was made with, or train anew without resuming."
            )
    for name, array in state.items():
        held = checkpoint.state.get(name)
        if held is None or held.shape != array.shape or held.dtype != array.dtype:
            raise BadArgument(f'The checkpoint is of another run: its "{name}" does not fit.')
        array[...] = held
    return checkpoint.chunks
