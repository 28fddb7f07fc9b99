"""Reading by range from servers that are good, that drop, that cannot, and that lie."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, Canceled, RowspaceError, UnknownTable, Unreachable
from rowspace.formats.remote import answer, exchange, web
from rowspace.formats.remote.upstream import Upstream
from rowspace.formats.remote.web import MAX_TRIES, Web

from .servers import Asked, Handler, Server, serving

CONTENTS = bytes(range(256)) * 1_000


@pytest.fixture
def file(server: Server) -> Upstream:
    server.files["/a.bin"] = CONTENTS
    return Upstream(f"{server.url}/a.bin", "a.bin", len(CONTENTS), server.etag("/a.bin"))


def read(file: Upstream, start: int, stop: int) -> bytes:
    return b"".join(Web().stream(file, start, stop))


def answering(status: int, body: bytes = b"", **headers: str) -> Callable[[Handler, Asked], bool]:
    def answer(handler: Handler, asked: Asked) -> bool:
        handler.reply(status, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return answer


def first(count: int, rule: Callable[[Handler, Asked], bool]) -> Callable[[Handler, Asked], bool]:
    """A rule for so many requests, after which the server is good."""
    left = [count]

    def answer(handler: Handler, asked: Asked) -> bool:
        left[0] -= 1
        return left[0] >= 0 and rule(handler, asked)

    return answer


def cut_after(count: int) -> Callable[[Handler, Asked], bool]:
    """Sends so many of the bytes it promises, then ends the connection."""

    def answer(handler: Handler, asked: Asked) -> bool:
        start, stop = asked.start or 0, min(asked.stop or 0, len(CONTENTS))
        told = {"Content-Length": str(stop - start), "Content-Range": f"bytes {start}-{stop - 1}/{len(CONTENTS)}"}
        handler.reply(206, CONTENTS[start : min(stop, start + count)], told)
        handler.cut()
        return True

    return answer


def test_only_the_bytes_asked_for_are_sent(server: Server, file: Upstream) -> None:
    assert read(file, 1_000, 1_100) == CONTENTS[1_000:1_100]
    assert server.sent == {"/a.bin": 100}
    assert read(file, 5, 5) == b""


def test_connections_are_kept_and_taken_up_again(server: Server, file: Upstream) -> None:
    asking = Web()
    assert b"".join(asking.stream(file, 0, 10)) == CONTENTS[:10]
    assert b"".join(asking.stream(file, 10, 20)) == CONTENTS[10:20]
    assert len({asked.headers["Host"] for asked in server.asked}) == 1
    [idle] = asking._access._connections._idle.values()
    assert len(idle) == 1
    idle[0].sock.close()  # as a server does with a connection that was idle for long
    idle[0].sock = None
    assert b"".join(asking.stream(file, 20, 30)) == CONTENTS[20:30]


def test_a_look_tells_size_and_version_and_brings_the_first_bytes(server: Server, file: Upstream) -> None:
    looked, head = Web().look(file.url, "a.bin")
    assert looked == file
    assert head == CONTENTS[: web.FIRST]
    assert Web().look_again(looked) == (looked, b"")
    assert server.sent == {"/a.bin": web.FIRST}


@pytest.mark.parametrize("count", [0, 1, 100, 65_536])
def test_a_cut_connection_is_taken_up_where_it_left_off(
    server: Server, file: Upstream, pauses: list[float], count: int
) -> None:
    server.rules["/a.bin"] = first(2, cut_after(count))
    assert read(file, 0, 200_000) == CONTENTS[:200_000]
    assert [asked.start for asked in server.asked] == [0, count, 2 * count]
    assert server.sent["/a.bin"] == 200_000
    assert len(pauses) == 2


def test_pauses_grow_and_tries_end(server: Server, file: Upstream, pauses: list[float]) -> None:
    server.rules["/a.bin"] = cut_after(10)
    with pytest.raises(
        Unreachable, match=rf"^a\.bin: the connection .*, {MAX_TRIES} times in a row\. What arrived is kept"
    ):
        read(file, 0, 200_000)
    assert len(server.asked) == MAX_TRIES
    assert len(pauses) == MAX_TRIES - 1
    assert all(later > earlier for earlier, later in pairwise(pauses))


def test_a_server_that_is_slow_to_answer_is_given_up(
    server: Server, file: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(handler: Handler, asked: Asked) -> bool:
        handler.rfile.read(1)  # nothing more is said until the other side hangs up
        handler.cut()
        return True

    monkeypatch.setattr(exchange, "TIMEOUT", 0.05)
    monkeypatch.setattr(web, "MAX_TRIES", 1)
    server.rules["/a.bin"] = silent
    with pytest.raises(Unreachable, match="nothing arrived for"):
        read(file, 0, 10)


def test_headers_that_drip_are_waited_for_no_longer(
    server: Server, file: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(handler: Handler, asked: Asked) -> bool:
        handler.send(b"HTTP/1.1 206 Partial Content\r\nContent-Le")
        handler.rfile.read(1)
        handler.cut()
        return True

    monkeypatch.setattr(exchange, "HEADERS_WITHIN", 0.05)
    monkeypatch.setattr(web, "MAX_TRIES", 2)
    server.rules["/a.bin"] = drip
    with pytest.raises((Unreachable, BadFile)):
        read(file, 0, 10)


def test_a_server_that_sends_hardly_a_byte_counts_as_cut(
    server: Server, file: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "SLOW_SECONDS", -1.0)
    monkeypatch.setattr(answer, "SLOW_BYTES", 1 << 20)
    with pytest.raises(Unreachable, match="hardly a byte arrives"):
        read(file, 0, 10)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_failing_server_is_asked_again(server: Server, file: Upstream, pauses: list[float], status: int) -> None:
    server.rules["/a.bin"] = first(3, answering(status))
    assert read(file, 0, 10) == CONTENTS[:10]
    assert len(pauses) == 3
    server.rules["/a.bin"] = answering(status)
    with pytest.raises(Unreachable, match=rf"the server fails \({status}\); try again later"):
        read(file, 0, 10)


def test_a_server_that_asks_to_wait_is_waited_for(server: Server, file: Upstream, pauses: list[float]) -> None:
    server.rules["/a.bin"] = first(1, answering(429, Retry_After="7"))
    assert read(file, 0, 10) == CONTENTS[:10]
    assert pauses == [7.0]


@pytest.mark.parametrize(
    ("status", "headers", "kind", "words"),
    [
        (401, {}, Unreachable, r"asks for a name and a password \(401\), which rowspace does not send; download"),
        (403, {}, Unreachable, r"forbids it \(403\); where the address is a signed one it may have run out"),
        (404, {}, UnknownTable, r"there is no such file \(404\); check the address"),
        (410, {}, UnknownTable, r"no longer there \(410\)"),
        (429, {}, Unreachable, r"too many requests \(429\); try again later"),
        (429, {"Retry_After": "3600"}, Unreachable, r"too many requests \(429\); try again in 3,600 seconds"),
        (418, {}, Unreachable, r"answers 418, not the file; check the address"),
    ],
)
def test_each_refusal_says_what_to_do(
    server: Server, file: Upstream, status: int, headers: dict[str, str], kind: type[RowspaceError], words: str
) -> None:
    server.rules["/a.bin"] = answering(status, b"<script>", **headers)
    with pytest.raises(kind, match=rf"^a\.bin: .*{words}") as caught:
        read(file, 0, 10)
    assert caught.value.details["status"] == status
    assert len(server.asked) == 1


def test_a_server_without_ranges_is_told_of_before_it_sends_all(server: Server, file: Upstream) -> None:
    server.rules["/a.bin"] = answering(200, CONTENTS)
    words = (
        r"^a\.bin: the server does not send parts of a file; asked for a part it sends all 256,000 bytes\. "
        r"Download the file and open it from disk\.$"
    )
    for ask in (lambda: read(file, 10, 20), lambda: Web().look(file.url, "a.bin")):
        with pytest.raises(Unreachable, match=words):
            ask()


def test_a_whole_file_is_taken_from_a_server_without_ranges(server: Server, file: Upstream) -> None:
    server.rules["/a.bin"] = answering(200, CONTENTS)
    assert read(file, 0, len(CONTENTS)) == CONTENTS
    looked, contents = Web().look(file.url, "a.bin", most=len(CONTENTS))
    assert (looked.size, contents) == (len(CONTENTS), CONTENTS)
    with pytest.raises(Unreachable, match="does not send parts"):
        Web().look(file.url, "a.bin", most=len(CONTENTS) - 1)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content_Range": "bytes 0-9/999"}, CONTENTS[:10]),
        ({"Content_Range": "bytes 1-10/256000"}, CONTENTS[1:11]),
        ({"Content_Range": "bytes 0-8/256000"}, CONTENTS[:9]),
        ({"Content_Range": "bytes 0-10/256000"}, CONTENTS[:11]),
        ({"Content_Range": "bytes 0-9/*"}, CONTENTS[:10]),
        ({"Content_Range": "bytes */256000"}, CONTENTS[:10]),
        ({"Content_Range": "lines 0-9/256000"}, CONTENTS[:10]),
        ({"Content_Range": "bytes 0-9/256000", "Content_Length": "11"}, CONTENTS[:11]),
        ({"Content_Range": f"bytes 0-9/{'9' * 4_000}"}, CONTENTS[:10]),
        ({"Content_Type": "multipart/byteranges; boundary=x"}, b"--x"),
        ({}, CONTENTS[:10]),
    ],
)
def test_another_range_than_was_asked_for_is_refused(
    server: Server, file: Upstream, headers: dict[str, str], body: bytes
) -> None:
    server.rules["/a.bin"] = answering(206, body, **headers)
    with pytest.raises(BadFile, match=r"asked for bytes 0 to 9 of 256,000, the server sends .*Download the file"):
        read(file, 0, 10)


def unbounded(handler: Handler, asked: Asked) -> bool:
    """A body without a length, which ends with the connection: longer than it should be."""
    handler.reply(
        206, CONTENTS[:11], {"Content-Length": "", "Content-Range": "bytes 0-9/256000", "Connection": "close"}
    )
    handler.cut()
    return True


def chunked(handler: Handler, asked: Asked) -> bool:
    head = {"Content-Length": "", "Content-Range": "bytes 0-9/256000", "Transfer-Encoding": "chunked"}
    handler.reply(206, b"b\r\n" + CONTENTS[:11] + b"\r\n0\r\n\r\n", head)
    return True


@pytest.mark.parametrize("rule", [unbounded, chunked])
def test_more_bytes_than_asked_for_are_refused(
    server: Server, file: Upstream, rule: Callable[[Handler, Asked], bool]
) -> None:
    server.rules["/a.bin"] = rule
    with pytest.raises(BadFile, match="sends more bytes than it was asked for; they are not used"):
        read(file, 0, 10)


def test_a_file_that_changes_in_the_middle_is_refused(server: Server, file: Upstream) -> None:
    asking = Web()
    chunks = asking.stream(file, 0, 10)
    assert next(chunks) == CONTENTS[:10]
    server.files["/a.bin"] = CONTENTS[::-1]
    with pytest.raises(BadFile, match=r"a\.bin: the file changed on the server while it was read; open it again"):
        b"".join(asking.stream(file, 10, 20))


def test_a_change_is_noticed_where_no_version_was_known(server: Server, file: Upstream) -> None:
    asking, unknown = Web(), Upstream(file.url, "a.bin", len(CONTENTS))
    b"".join(asking.stream(unknown, 0, 10))
    server.files["/a.bin"] = CONTENTS[::-1]
    with pytest.raises(BadFile, match="changed on the server"):
        b"".join(asking.stream(unknown, 10, 20))


@pytest.mark.parametrize("packing", ["gzip", "br", "GZIP"])
def test_packed_answers_are_refused(server: Server, file: Upstream, packing: str) -> None:
    server.rules["/a.bin"] = answering(206, CONTENTS[:10], Content_Encoding=packing)
    with pytest.raises(Unreachable, match=r"packs what it sends \((?i:gzip|br)\) although it was asked not to"):
        read(file, 0, 10)
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "answer", [b"no http\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200, b"HTTP/1.1 xx\r\n\r\n"]
)
def test_what_is_no_http_is_refused(server: Server, file: Upstream, answer: bytes) -> None:
    def speak(handler: Handler, asked: Asked) -> bool:
        handler.send(answer)
        handler.cut()
        return True

    server.rules["/a.bin"] = speak
    with pytest.raises(Unreachable, match="does not speak http; check the address"):
        read(file, 0, 10)


def test_chunks_of_nonsense_count_as_cut(server: Server, file: Upstream) -> None:
    def speak(handler: Handler, asked: Asked) -> bool:
        head = {"Content-Length": "", "Content-Range": "bytes 0-9/256000", "Transfer-Encoding": "chunked"}
        handler.reply(206, b"zz\r\nnonsense", head)
        handler.cut()
        return True

    server.rules["/a.bin"] = first(1, speak)
    assert read(file, 0, 10) == CONTENTS[:10]


def test_an_empty_file_is_named(server: Server) -> None:
    server.files["/empty"] = b""
    with pytest.raises(BadFile, match="it is empty"):
        Web().look(f"{server.url}/empty", "it")


def test_a_short_answer_is_bounded(server: Server) -> None:
    server.files["/list"] = b"x" * 100
    assert Web().body(f"{server.url}/list", "list", most=100) == b"x" * 100
    with pytest.raises(BadFile, match="sends 100 bytes where at most 99 are read"):
        Web().body(f"{server.url}/list", "list", most=99)

    def endless(handler: Handler, asked: Asked) -> bool:
        handler.reply(200, b"x" * 100_000, {"Content-Length": "", "Connection": "close"})
        handler.cut()
        return True

    server.rules["/list"] = endless
    with pytest.raises(BadFile, match="where at most 99 are read"):
        Web().body(f"{server.url}/list", "list", most=99)


def test_nobody_listening_is_said_at_once(pauses: list[float]) -> None:
    with serving() as gone:
        address = gone.url
    with pytest.raises(Unreachable, match=rf"^{re.escape(address)} refuses the connection; check the address"):
        Web().body(f"{address}/a", "a", most=10)
    assert pauses == []


def test_a_name_that_is_not_known_is_said_at_once(pauses: list[float]) -> None:
    with pytest.raises(Unreachable, match=r"http://nowhere\.invalid is not known to this network"):
        Web().body("http://nowhere.invalid/a", "a", most=10)
    assert pauses == []


def test_a_reader_can_cancel(server: Server, file: Upstream) -> None:
    arrived: list[int] = []
    asking = Web(canceled=lambda: bool(arrived))
    chunks = asking.stream(file, 0, len(CONTENTS))
    arrived.append(len(next(chunks)))
    with pytest.raises(Canceled, match="What arrived is kept, and the next time goes on from there"):
        next(chunks)
    with pytest.raises(Canceled):
        asking.look(file.url, "a.bin")


@contextmanager
def misbehaving(count: int, start: int, body: bytes, status: int) -> Any:
    with serving() as served:
        told = f"bytes {start}-{start + len(body) - 1}/{len(CONTENTS)}"
        served.rules["/a.bin"] = first(count, answering(status, body, Content_Range=told))
        served.files["/a.bin"] = CONTENTS
        yield served


@given(
    count=st.integers(0, 2),
    start=st.integers(0, 40),
    body=st.binary(max_size=40),
    status=st.sampled_from([200, 206, 304, 404, 500]),
    at=st.integers(0, 30),
    length=st.integers(1, 30),
)
def test_bytes_are_right_or_there_is_an_error(
    count: int, start: int, body: bytes, status: int, at: int, length: int
) -> None:
    with misbehaving(count, start, body, status) as served:
        file = Upstream(f"{served.url}/a.bin", "a.bin", len(CONTENTS))
        try:
            got = read(file, at, at + length)
        except (BadFile, Unreachable, UnknownTable):
            return
        fake = body if (status, start, len(body)) == (206, at, length) and count else None
        assert got in (CONTENTS[at : at + length], fake)
