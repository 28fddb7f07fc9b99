"""Ratios, not seconds: every contender in the same run, interleaved, medians.

The machine is shared and noisy, so a figure stands beside its peer's or beside a limit measured in the same minute.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One line of the report.

    what    the work, in words
    ours    what rowspace took or reached, with `unit`
    peer    the same for whom it is held against; None where the goal is absolute
    goal    "ratio >= 3" and the like
    met     whether the goal was reached in this run
    """

    what: str
    ours: float
    unit: str
    goal: str
    met: bool
    peer: float | None = None
    peer_name: str = ""

    def __str__(self) -> str:
        against = ""
        if self.peer is not None:
            against = f" | {self.peer_name} {self.peer:.4g} {self.unit}, ratio {self.peer / self.ours:.2f}"
        return (
            f"{'met   ' if self.met else 'MISSED'} {self.what}: {self.ours:.4g} {self.unit}{against} | goal {self.goal}"
        )


def faster(what: str, *, ours: float, peer: float, peer_name: str, times: float, unit: str = "s") -> Claim:
    """Claim that ours takes at most 1/`times` of the peer's time."""
    return Claim(what, ours, unit, f"at least {times:g} × {peer_name}", peer / ours >= times, peer, peer_name)


def at_most(what: str, ours: float, limit: float, unit: str) -> Claim:
    return Claim(what, ours, unit, f"at most {limit:g} {unit}", ours <= limit)


def interleave(contenders: Mapping[str, Callable[[], object]], repeats: int = 5) -> dict[str, float]:
    """Median wall seconds of each contender; round after round, so that noise falls on all alike."""
    for run in contenders.values():
        run()  # warm
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(repeats):
        for name, run in contenders.items():
            gc.collect()
            began = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def process_seconds(command: list[str], repeats: int = 5) -> float:
    """Median CPU seconds (user and system) of a whole command."""
    taken = []
    for _ in range(repeats):
        before = os.times()
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(taken)


def peak_of(command: list[str]) -> float:
    """The most memory a process held, in MiB, mapped pages counted."""
    report = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    report += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    ran = subprocess.run([python(), "-c", report, *command], check=True, capture_output=True, text=True)
    return int(ran.stdout) / 1024


def python() -> str:
    return sys.executable
