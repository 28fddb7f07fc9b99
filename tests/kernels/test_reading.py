"""Every stored number of sixteen and of eight bits, read by the loops as numpy reads it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from rowspace.kernels.cells import cells_of
from rowspace.kernels.lengths import lengths_into
from rowspace.kernels.widen import widen

EVERY = np.arange(1 << 16, dtype=np.uint16).reshape(256, 256)


def _widened(kind: str, stored: np.ndarray, scales: np.ndarray | None = None) -> np.ndarray:
    cells = cells_of(kind, stored, scales)  # type: ignore[arg-type]
    assert cells is not None
    out = np.empty(stored.shape, np.float32)
    widen(cells.array, cells.scales, 0, out)
    return out


def test_every_float16() -> None:
    np.testing.assert_array_equal(
        _widened("float16", EVERY.view(np.float16)), EVERY.view(np.float16).astype(np.float32)
    )


def test_every_bfloat16() -> None:
    np.testing.assert_array_equal(_widened("bfloat16", EVERY), (EVERY.astype(np.uint32) << 16).view(np.float32))


def test_every_int8_with_the_scale_of_its_row() -> None:
    codes = np.arange(256, dtype=np.uint8).view(np.int8).reshape(2, 128)
    assert _widened("int8", codes, np.array([0.5, 2], np.float16)).tolist() == (codes * [[0.5], [2.0]]).tolist()


def test_lengths_from_a_point() -> None:
    values = np.random.default_rng(0).standard_normal((50, 7)).astype(np.float32)
    cells, out = cells_of("float32", values), np.empty(50, np.float32)
    assert cells is not None
    lengths_into(cells, values[3], out)
    np.testing.assert_allclose(out, np.linalg.norm(values.astype(np.float64) - values[3], axis=1), rtol=1e-6)


def test_a_processor_without_the_instruction_reads_the_same_halves(tmp_path: Path) -> None:
    program = (
        "import numpy as np\n"
        "from rowspace.kernels.cells import cells_of\n"
        "from rowspace.kernels.widen import widen\n"
        "stored = np.arange(1 << 16, dtype=np.uint16).reshape(256, 256)\n"
        "cells, out = cells_of('float16', stored.view(np.float16)), np.empty((256, 256), np.float32)\n"
        "widen(cells.array, cells.scales, 0, out)\n"
        "np.testing.assert_array_equal(out, stored.view(np.float16).astype(np.float32))\n"
        "print('equal')\n"
    )
    other = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ, **other}, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "equal\n", "")
