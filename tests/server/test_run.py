"""Starting and stopping: ports, the printed address, the browser, Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from rowspace.errors import BadArgument
from rowspace.server import run


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real command, and the first line it prints."""
    command = [sys.executable, "-m", "rowspace", "--no-browser", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def test_prints_where_it_answers_and_ends_quietly_with_ctrl_c() -> None:
    with started("--port", "0") as (process, line):
        assert line.startswith("rowspace: http://127.0.0.1:")
        address = line.removeprefix("rowspace: ").strip()
        names = [table["name"] for table in httpx.get(f"{address}api/tables", timeout=30).json()]
        assert names == ["glove", "minilm", "classroom"]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")


def test_ctrl_c_ends_quietly_while_a_projection_runs() -> None:
    with started("--port", "0") as (process, line):
        address = line.removeprefix("rowspace: ").strip()
        query = {"method": "tsne", "token": [f"#{id}" for id in range(2000, 2500)]}
        with httpx.stream("GET", f"{address}api/tables/minilm/projection", params=query, timeout=60) as answer:
            told = answer.iter_lines()
            assert next(told) == "event: progress"
            process.send_signal(signal.SIGINT)
            assert "event: failed" in told
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")


def test_a_taken_port_is_one_sentence() -> None:
    with taken_port() as port, started("--port", str(port)) as (process, line):
        assert line == ""
        assert process.wait(timeout=60) == 1
        assert process.stderr is not None
        assert process.stderr.read() == (
            f"Port {port} of 127.0.0.1 is taken; choose another with --port, or leave it out for a free one.\n"
        )


def test_the_next_free_port_is_taken_where_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with taken_port() as port:
        monkeypatch.setattr(run, "DEFAULT_PORT", port)
        monkeypatch.setattr(run, "PORTS_TRIED", 1)
        with run.bind("127.0.0.1", None) as bound:
            assert bound.getsockname()[1] != port


def test_the_default_port_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with taken_port() as port:
        pass
    monkeypatch.setattr(run, "DEFAULT_PORT", port)
    with run.bind("127.0.0.1", None) as bound:
        assert bound.getsockname()[1] == port


def test_a_host_that_is_not_here() -> None:
    with pytest.raises(BadArgument, match=r"cannot be listened at: .*; leave --host out for 127\.0\.0\.1"):
        run.bind("192.0.2.1", 0)
    with pytest.raises(BadArgument, match='"no such host" is not an address of this machine'):
        run.bind("no such host", 0)


def test_a_port_above_the_last_is_a_usage_error() -> None:
    with started("--port", "65536") as (process, _):
        assert process.wait(timeout=60) == 2


def test_addresses() -> None:
    assert run._address("127.0.0.1", 8765) == "http://127.0.0.1:8765/"
    assert run._address("::1", 8765) == "http://[::1]:8765/"
