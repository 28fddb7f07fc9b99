"""`make bench`: runs every benchmark, or those named, and prints each claim beside its goal."""

from __future__ import annotations

import importlib
import os
import sys

BENCHMARKS = (
    "start",
    "open",
    "gguf",
    "rotation",
    "search",
    "analogies",
    "projection",
    "load",
    "workbench",
    "page",
    "train",
)


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"Unknown benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    missed = 0
    for name in names or BENCHMARKS:
        print(f"== {name}", flush=True)
        for claim in importlib.import_module(f"benchmarks.{name}").claims():
            print(claim, flush=True)
            missed += not claim.met
    print(f"{missed} claims missed" if missed else "all claims met")
    return 0


if __name__ == "__main__":
    # Settings of the machine, not of a user's: an installed package comes with its bytecode
    for tuned in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(tuned, None)
    raise SystemExit(main(sys.argv[1:]))
