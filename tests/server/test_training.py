"""Training over HTTP: frames come one by one, a bad text is refused first, and a closed reply frees the server."""

from __future__ import annotations

import json

import httpx
import numpy as np
from safetensors.numpy import load

from rowspace.operations.live import primer, train_live

from .conftest import Live


def bundles(raw: bytes) -> list[bytes]:
    found = []
    while raw:
        length = int.from_bytes(raw[:4], "little")
        found.append(raw[4 : 4 + length])
        raw = raw[4 + length :]
    return found


def test_frames_are_pythons(live: Live) -> None:
    reply = httpx.post(f"{live.address}/api/training", json={"seed": 3, "frames": 4}, timeout=120)
    assert reply.status_code == 200
    expected = list(train_live(seed=3, frames=4))
    got = bundles(reply.content)
    assert len(got) == len(expected) == 5
    for raw, frame in zip(got, expected, strict=True):
        arrays = load(raw)
        np.testing.assert_array_equal(arrays["rows"], frame.rows)
        np.testing.assert_array_equal(arrays["coordinates"], frame.coordinates)
        header = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])
        assert json.loads(header["__metadata__"]["meta"])["frame"] == frame.frame


def test_a_text_that_cannot_be_trained_on_is_one_sentence(live: Live) -> None:
    reply = httpx.post(f"{live.address}/api/training", json={"text": "word"}, timeout=60)
    assert reply.status_code == 400
    assert "two different words" in reply.json()["error"]["message"]


def test_leaving_early_frees_the_server(live: Live) -> None:
    with httpx.stream("POST", f"{live.address}/api/training", json={"frames": 500}, timeout=60) as reply:
        next(reply.iter_bytes())
    for _ in range(200):
        if live.app.state.workers.runs == 0:
            break
        httpx.get(f"{live.address}/api/health", timeout=30)
    assert live.app.state.workers.runs == 0


def test_the_primer_can_be_read(live: Live) -> None:
    assert httpx.get(f"{live.address}/api/training/primer", timeout=30).json() == {"text": primer()}
