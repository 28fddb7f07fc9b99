"""A processor without float16 conversions gives what one with them gives; the compiler's own call there would crash."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("halves_elsewhere.py")


def test_whole_numbers_convert_as_the_instructions_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM)],
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_CPU_FEATURES": "", "NUMBA_CACHE_DIR": str(tmp_path)},
        check=False,
    )
    told = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert told.pop("instruction") == "False"
    assert set(told.values()) == {"True"}, told
