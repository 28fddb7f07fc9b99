"""Many people at once: how long the server takes to say that it is well, while 200 questions wait for their turn."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np

from benchmarks.measure import Claim, at_most, python
from rowspace.formats.native import write_native

QUESTIONS = 200
ROWS, DIM = 400_000, 100


def claims() -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.safetensors"
        values = np.random.default_rng(0).standard_normal((ROWS, DIM), np.float32)
        write_native(path, tokens=[f"w{id}" for id in range(ROWS)], arrays={"rows": values}, metadata={"name": "words"})
        command = [python(), "-m", "rowspace", "open", str(path), "--no-browser", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                address = server.stdout.readline().split()[-1]
                health = asyncio.run(asked_at_once(address))
            finally:
                server.terminate()
    what = f"{QUESTIONS} neighbor queries at once in {ROWS:,} × {DIM}"
    yield at_most(f"{what}, median answer of /api/health meanwhile", 1000 * statistics.median(health), 100, "ms")


async def asked_at_once(address: str) -> list[float]:
    """Seconds of every health request, one after the other while questions are open; all of these must be answered."""
    limits = httpx.Limits(max_connections=QUESTIONS + 20)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
        path = "/api/tables/words/neighbors"
        await asyncio.gather(*(client.get(path, params={"expression": "#5", "k": 5}) for _ in range(8)))  # warm
        questions = asyncio.gather(
            *(client.get(path, params={"expression": f"#{id}", "k": 5}) for id in range(QUESTIONS))
        )
        health: list[float] = []
        while not questions.done():
            asked = time.perf_counter()
            (await client.get("/api/health")).raise_for_status()
            health.append(time.perf_counter() - asked)
            await asyncio.sleep(0.005)
        for id, answer in enumerate(await questions):
            assert answer.status_code == 200
            assert answer.json()["excluded"] == [f"w{id}"]
        return health
