"""How long until something is there: help text, the page's first answer, the first picture."""

from __future__ import annotations

import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator

from benchmarks.measure import Claim, at_most, interleave, process_seconds, python


def claims() -> Iterator[Claim]:
    yield at_most("rowspace --help, CPU", process_seconds([python(), "-m", "rowspace", "--help"]), 0.3, "s")
    seconds = [server_start() for _ in range(3)]
    yield at_most("process start to first answer of the server, warm files", statistics.median(seconds), 2.0, "s")
    yield at_most("t-SNE of the 39 lesson tokens, warm", tsne_of_the_lesson(), 1.0, "s")


def server_start() -> float:
    """Seconds from starting the process to a complete answer of /api/tables."""
    began = time.perf_counter()
    command = [python(), "-m", "rowspace", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[-1]
            with urllib.request.urlopen(f"{address}api/tables") as answer:
                answer.read()
            return time.perf_counter() - began
        finally:
            server.terminate()


def tsne_of_the_lesson() -> float:
    from rowspace.operations.open import open_table

    table = open_table("glove")
    return interleave({"tsne": lambda: table.project(method="tsne")}, repeats=3)["tsne"]
