"""Tables by address, end to end: what is read, what is kept, what is told, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from rowspace.errors import BadArgument, BadFile, Canceled, UnknownFormat, UnknownTable, Unreachable
from rowspace.formats.native import write_native
from rowspace.formats.remote import remote_rows
from rowspace.formats.safetensors import pack
from rowspace.operations.info import table_info
from rowspace.operations.open import bring_all, open_table
from rowspace.server.app import create_app

from . import models
from .models import DIM, ROWS, TABLE, TOKENS
from .servers import COMMIT, Asked, Handler, Hub, Server

HEAD = 1 << 16  # bytes of a block, the least that is read of a file
TABLE_BYTES = ROWS.nbytes


@pytest.fixture
def tiny(hub: Hub) -> Hub:
    hub.add("acme/tiny", models.whole())
    return hub


def test_info_reads_the_header_and_the_small_files(tiny: Hub) -> None:
    info = table_info(open_table("hf://acme/tiny"), full_path=True)
    assert (info.name, info.rows, info.dim, info.tensor, info.tokens) == ("tiny", len(TOKENS), DIM, TABLE, len(TOKENS))
    assert (info.dtype, info.vocabulary, info.tied_flag, info.stored_twice) == (
        "float32",
        "tokenizer.json",
        False,
        True,
    )
    assert (info.source, info.equal_bytes) == (f"hf://acme/tiny@{COMMIT}", None)
    sent = tiny.sent()
    assert sent["model.safetensors"] == HEAD
    assert sent["tokenizer.json"] == len(models.TOKENIZER)
    assert sent["README.md"] == 0


def test_a_small_table_comes_whole_with_its_first_row_and_nothing_else(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert tiny.sent()["model.safetensors"] == HEAD + TABLE_BYTES
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert [piece.id for piece in table.encode("word7 word8")] == [9, 10]
    assert table.neighbors("word7", k=1)[0].id != 9
    assert tiny.sent()["model.safetensors"] == HEAD + TABLE_BYTES


def test_of_a_large_table_only_the_rows_asked_for_come(tiny: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_rows, "WHOLE", 1_000)
    table = open_table("hf://acme/tiny")
    tiny.forget()
    np.testing.assert_array_equal(table.rows[[3, 4, 3]], ROWS[[3, 4, 3]])
    assert tiny.sent()["model.safetensors"] == HEAD
    table.rows[[5, 6]]
    assert tiny.sent()["model.safetensors"] == HEAD
    np.testing.assert_array_equal(table.rows[[0, 900, 1_500]], ROWS[[0, 900, 1_500]])
    assert tiny.sent()["model.safetensors"] == 3 * HEAD
    np.testing.assert_array_equal(table.rows[100:110], ROWS[100:110])
    assert tiny.sent()["model.safetensors"] == 3 * HEAD
    np.testing.assert_allclose(table.rows.norms, np.linalg.norm(ROWS, axis=1), rtol=1e-6)
    assert tiny.sent()["model.safetensors"] == TABLE_BYTES


def test_what_was_read_is_not_read_again(tiny: Hub) -> None:
    bring_all(open_table("hf://acme/tiny"))
    tiny.forget()
    table = open_table("hf://acme/tiny")
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert tiny.pages.paths() == ["/api/models/acme/tiny/revision/main?blobs=true"]
    assert tiny.store.asked == []
    tiny.forget()
    pinned = open_table(table.source.location)
    np.testing.assert_array_equal(pinned.rows[:], ROWS)
    assert (tiny.pages.asked, tiny.store.asked) == ([], [])


def test_the_same_bytes_in_another_model_are_not_read_again(tiny: Hub) -> None:
    bring_all(open_table("hf://acme/tiny"))
    tiny.add("acme/copy", models.whole(), commit="f" * 40)
    tiny.forget()
    np.testing.assert_array_equal(open_table("hf://acme/copy").rows[:], ROWS)
    assert tiny.sent()["model.safetensors"] == 0


def test_a_branch_that_moved_is_read_anew(tiny: Hub) -> None:
    before = open_table("hf://acme/tiny")
    before["word1"]
    changed = models.whole() | {"model.safetensors": pack({TABLE: 2 * ROWS}, {})}
    tiny.add("acme/tiny", changed, commit="f" * 40)
    np.testing.assert_array_equal(open_table("hf://acme/tiny").rows[:], 2 * ROWS)
    np.testing.assert_array_equal(open_table(f"hf://acme/tiny@{COMMIT}").rows[:], ROWS)


def test_without_the_hub_the_last_state_is_used_and_said(tiny: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    open_table("hf://acme/tiny")["word1"]
    tiny.forget()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    told: list[str] = []
    table = open_table("hf://acme/tiny", progress=lambda share, sentence: told.append(sentence))
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert told == [
        "hf://acme/tiny is not in the cache, and HF_HUB_OFFLINE forbids to ask for it; unset it. "
        "What was read of commit 0123456789ab is used."
    ]
    assert tiny.pages.asked == []


def test_of_shards_only_those_with_tables_are_opened(hub: Hub) -> None:
    hub.add("acme/big", models.sharded())
    table = open_table("hf://acme/big")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    sent = hub.sent()
    assert sent["model-00001-of-00003.safetensors"] == 0
    assert sent["model-00002-of-00003.safetensors"] == HEAD + TABLE_BYTES
    assert sent["model-00003-of-00003.safetensors"] == HEAD
    assert (table.name, table.info.stored_twice) == ("big", True)


def test_a_gguf_file_is_read_the_same_way(hub: Hub, tmp_path: Path) -> None:
    hub.add("acme/quants", {"tiny-F32.gguf": models.gguf_file(tmp_path)})
    table = open_table("hf://acme/quants")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert hub.sent()["tiny-F32.gguf"] == HEAD + TABLE_BYTES
    assert (table.name, table.info.vocabulary) == ("tiny-F32", "tiny-F32.gguf")


def test_a_long_gguf_header_is_read_in_steps(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "TOKENS", [*TOKENS[:2], *(f"word{number}" + "x" * 150 for number in range(2_000))])
    contents = models.gguf_file(tmp_path)
    hub.add("acme/quants", {"tiny-F32.gguf": contents})
    table = open_table("hf://acme/quants")
    assert len(table.tokens) == len(TOKENS)
    starts = [(asked.start, asked.stop) for asked in hub.store.asked]
    assert starts == [(0, HEAD), (HEAD, 2 * HEAD), (2 * HEAD, 4 * HEAD), (4 * HEAD, 8 * HEAD)]


def test_a_file_of_several_is_chosen_by_name(hub: Hub, tmp_path: Path) -> None:
    contents = models.gguf_file(tmp_path)
    hub.add("acme/quants", {"q8.gguf": contents, "q4.gguf": contents, "README.md": b"#"})
    with pytest.raises(
        BadArgument, match=r"holds 2 models \(q4\.gguf, q8\.gguf\); name one of them: hf://acme/quants/q4\.gguf"
    ):
        open_table("hf://acme/quants")
    assert open_table("hf://acme/quants/q8.gguf").name == "q8"
    with pytest.raises(UnknownTable, match=r"has no file q5\.gguf; it has README\.md, q4\.gguf, q8\.gguf"):
        open_table("hf://acme/quants/q5.gguf")


def test_a_page_of_the_hub_copied_from_a_browser_opens(tiny: Hub) -> None:
    table = open_table(f"{tiny.pages.url}/acme/tiny/blob/main/model.safetensors")
    assert table.source.location == f"hf://acme/tiny@{COMMIT}/model.safetensors"
    assert table.info.tokens == len(TOKENS)


def test_another_tensor_can_be_chosen(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny", "lm_head.weight")
    np.testing.assert_array_equal(table["word7"], ROWS[9] + 1)
    with pytest.raises(BadArgument, match='has no tensor "none"'):
        open_table("hf://acme/tiny", "none")


def test_a_hub_that_lists_no_sizes_is_read_too(hub: Hub) -> None:
    hub.listed = False
    hub.add("acme/tiny", models.whole())
    table = open_table("hf://acme/tiny")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert hub.sent()["model.safetensors"] == HEAD + TABLE_BYTES


def test_a_table_in_our_own_layout_opens(hub: Hub, tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    write_native(path, tokens=TOKENS, arrays={"rows": ROWS}, metadata={"name": "own"})
    hub.add("acme/own", {"own.safetensors": path.read_bytes()})
    table = open_table("hf://acme/own")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert (table.name, table.source.format) == ("own", "native")


def test_a_table_of_sentence_transformers_lies_in_its_module(hub: Hub) -> None:
    listed = json.dumps(
        [{"idx": 0, "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"}]
    )
    contents = pack({"embedding.weight": ROWS}, {})
    hub.add(
        "acme/static",
        {
            "modules.json": listed.encode(),
            "0_StaticEmbedding/model.safetensors": contents,
            "0_StaticEmbedding/tokenizer.json": models.TOKENIZER,
        },
    )
    table = open_table("hf://acme/static")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert table.name == "static"


def test_packed_tables_come_by_row(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_rows, "WHOLE", 1_000)
    words = np.random.default_rng(0).integers(0, 1 << 32, (4_000, 32), np.uint32)
    scales = np.ones((4_000, 4), np.float16)
    contents = pack(
        {"embed_tokens.weight": words, "embed_tokens.scales": scales, "embed_tokens.biases": 0 * scales}, {}
    )
    config = json.dumps({"hidden_size": 256, "quantization": {"group_size": 64, "bits": 4}}).encode()
    hub.add("acme/mlx", {"config.json": config, "model.safetensors": contents})
    table = open_table("hf://acme/mlx")
    hub.forget()
    expected = [(int(words[3_000, at // 8]) >> 4 * (at % 8)) & 15 for at in range(256)]
    assert table.rows[3_000].tolist() == expected
    assert hub.sent()["model.safetensors"] < 0.3 * len(contents)


def test_a_cut_download_goes_on_in_the_next_process(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny")
    [path] = [path for path in tiny.store.files if path.endswith("model.safetensors")]

    def cut(handler: Handler, asked: Asked) -> bool:
        contents, start, stop = tiny.store.files[path], asked.start or 0, asked.stop or 0
        told = {"Content-Length": str(stop - start), "Content-Range": f"bytes {start}-{stop - 1}/{len(contents)}"}
        handler.reply(206, contents[start : start + HEAD // 2], told)
        handler.cut()
        return True

    tiny.store.rules[path] = cut
    with pytest.raises(Unreachable, match=r"5 times in a row\. What arrived is kept"):
        table["word7"]
    arrived = 5 * (HEAD // 2) // HEAD * HEAD
    del tiny.store.rules[path]
    tiny.forget()
    np.testing.assert_array_equal(open_table("hf://acme/tiny").rows[:], ROWS)
    assert tiny.sent()["model.safetensors"] == TABLE_BYTES - arrived


def test_people_are_told_before_how_much_of_how_much(tiny: Hub) -> None:
    told: list[tuple[float, str]] = []
    asked: list[int] = []

    def progress(share: float, sentence: str) -> None:
        told.append((share, sentence))
        asked.append(tiny.sent()["model.safetensors"])

    table = open_table("hf://acme/tiny", progress=progress)
    assert told == []
    table["word7"]
    assert {sentence for _, sentence in told} == {f"hf://acme/tiny: reading 769 KB of 2.74 MB ({TABLE})"}
    assert told[0][0] == 0.0
    assert asked[0] == HEAD
    assert told[-1][0] == 1.0
    assert [share for share, _ in told] == sorted(share for share, _ in told)


def test_lines_on_stderr_tell_where_nothing_else_was_asked_for(tiny: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    table = open_table("hf://acme/tiny")
    table["word7"]
    table["word8"]
    assert capsys.readouterr() == ("", f"hf://acme/tiny: reading 769 KB of 2.74 MB ({TABLE})\n")


def test_a_download_can_be_canceled_and_taken_up(tiny: Hub) -> None:
    wanted = [True]

    def progress(share: float, sentence: str) -> None:
        wanted[0] = share < 0.5

    table = open_table("hf://acme/tiny", progress=progress, canceled=lambda: not wanted[0])
    with pytest.raises(Canceled, match="What arrived is kept"):
        table["word7"]
    tiny.forget()
    np.testing.assert_array_equal(open_table("hf://acme/tiny")["word7"], ROWS[9])
    assert 0 < tiny.sent()["model.safetensors"] < 0.6 * TABLE_BYTES


def test_all_can_be_brought_so_that_nothing_is_asked_later(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny")
    bring_all(table)
    tiny.forget()
    tiny.pages.rules.clear()
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert table_info(table).equal_bytes is None
    assert (tiny.pages.asked, tiny.store.asked) == ([], [])
    assert table.beside is None


def test_a_server_has_all_of_it_before_it_answers(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny")
    with TestClient(create_app([table]), base_url="http://127.0.0.1:8765") as client:
        tiny.forget()
        assert client.get("/api/tables/tiny").json()["source"] == f"hf://acme/tiny@{COMMIT}"
        found = client.get("/api/tables/tiny/neighbors", params={"expression": "word7"}).json()["neighbors"]
        assert len(found) == 10
        assert client.get("/api/tables/hf:%2F%2Facme%2Fother").status_code == 404
    assert (tiny.pages.asked, tiny.store.asked) == ([], [])


def test_what_the_hubs_library_downloaded_is_read_from_there(tiny: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "hf" / "hub" / "models--acme--tiny" / "snapshots" / COMMIT
    folder.mkdir(parents=True)
    for name, contents in models.whole().items():
        (folder / name).write_bytes(contents)
    table = open_table("hf://acme/tiny")
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert table.name == "tiny"
    assert tiny.pages.paths() == ["/api/models/acme/tiny/revision/main?blobs=true"]


def test_what_the_hubs_library_has_half_of_is_asked_for(tiny: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "hf" / "hub" / "models--acme--tiny" / "snapshots" / COMMIT
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(models.safetensors()[:-1])
    np.testing.assert_array_equal(open_table("hf://acme/tiny")["word7"], ROWS[9])


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_bytes_that_are_not_those_listed_are_refused_and_forgotten(hub: Hub, name: str) -> None:
    files = {
        "config.json": models.CONFIG,
        "tokenizer.json": models.TOKENIZER,
        "model.safetensors": pack({TABLE: ROWS}, {}),
    }
    hub.add("acme/tiny", files)
    [path] = [path for path in hub.store.files if path.endswith(name)]
    good = hub.store.files[path]
    at = len(good) - 500
    hub.store.files[path] = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
    with pytest.raises(BadFile, match=rf"{name}: what arrived is not what the hub lists .*do not trust the network"):
        open_table("hf://acme/tiny")["word7"]
    hub.store.files[path] = good
    np.testing.assert_array_equal(open_table("hf://acme/tiny")["word7"], ROWS[9])


def test_a_store_that_disagrees_with_the_hub_is_refused(tiny: Hub) -> None:
    [path] = [path for path in tiny.store.files if path.endswith("model.safetensors")]
    tiny.store.files[path] += b"\0"
    with pytest.raises(BadFile, match=r"asked for bytes 0 to 65,535 of 2,7\d\d,\d\d\d, the server sends"):
        open_table("hf://acme/tiny")


def test_a_file_that_changed_on_the_hub_is_refused(tiny: Hub) -> None:
    table = open_table("hf://acme/tiny")
    path = f"/acme/tiny/resolve/{COMMIT}/model.safetensors"
    tiny.pages.rules[path] = lambda handler, asked: _moved(handler, tiny)
    with pytest.raises(BadFile, match="the file changed on the server while it was read; open it again"):
        table["word7"]


def _moved(handler: Handler, hub: Hub) -> bool:
    [path] = [path for path in hub.store.files if path.endswith("model.safetensors")]
    handler.reply(302, b"", {"Location": hub.store.url + path, "X-Linked-Etag": f'"{"e" * 64}"'})
    return True


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"pytorch_model.bin": b"PK"},
            "has no safetensors, only PyTorch files, which are not read from afar; download",
        ),
        ({"README.md": b"#"}, r"has no safetensors or GGUF file to read from afar; it has README\.md"),
        ({"model-00001-of-00002.safetensors": b"", "model-00002-of-00002.safetensors": b""}, "has shards and no model"),
        ({"model.safetensors": b"<!doctype html><title>Sorry"}, "is a web page, not a model"),
        ({"model.safetensors": b"nothing at all like it"}, "is neither safetensors nor GGUF"),
    ],
)
def test_models_without_a_table_to_read_say_why(hub: Hub, files: dict[str, bytes], words: str) -> None:
    hub.add("acme/odd", files)
    with pytest.raises(UnknownFormat, match=words):
        open_table("hf://acme/odd")


def test_a_model_that_is_not_there_is_said(hub: Hub) -> None:
    with pytest.raises(UnknownTable, match=r"hf://acme/none: the hub has no such model, revision or file \(404\)"):
        open_table("hf://acme/none")


@pytest.mark.parametrize(
    "listing",
    [
        b"no json",
        b"[]",
        b"{}",
        b'{"sha":"../../etc","siblings":[]}',
        b'{"sha":5}',
    ],
)
def test_a_list_of_files_that_is_none_is_refused(hub: Hub, listing: bytes, cache: Path) -> None:
    hub.pages.files["/api/models/acme/odd/revision/main"] = listing
    with pytest.raises(BadFile, match="the hub's answer"):
        open_table("hf://acme/odd")
    assert not cache.exists()


def test_names_that_lead_out_of_the_folder_are_not_listed(hub: Hub, cache: Path) -> None:
    hub.add("acme/odd", {"../../evil.safetensors": b"x", "/etc/evil.safetensors": b"x", "a/../b.safetensors": b"x"})
    with pytest.raises(UnknownFormat, match="has no safetensors or GGUF file"):
        open_table("hf://acme/odd")


def test_an_index_that_leads_out_of_the_folder_is_refused(hub: Hub) -> None:
    index = json.dumps({"weight_map": {TABLE: "../other.safetensors"}}).encode()
    hub.add("acme/odd", {"model.safetensors.index.json": index})
    with pytest.raises(BadFile, match="a shard is a file of the same folder"):
        open_table("hf://acme/odd")


def test_a_header_that_lies_is_refused(hub: Hub) -> None:
    hub.add("acme/odd", {"model.safetensors": (1 << 40).to_bytes(8, "little") + b"{" + b" " * 5_000})
    with pytest.raises(BadFile, match="header claims 1,099,511,627,776 bytes but the file has 5,009"):
        open_table("hf://acme/odd")
    assert hub.sent()["model.safetensors"] == 5_009


def test_a_config_larger_than_any_is_not_read(hub: Hub) -> None:
    hub.add("acme/odd", models.whole())
    hub.pages.files["/api/models/acme/odd/revision/main"] = json.dumps(
        {
            "sha": COMMIT,
            "siblings": [{"rfilename": "model.safetensors"}, {"rfilename": "config.json", "size": 10**12}],
        }
    ).encode()
    with pytest.raises(BadFile, match=r"config\.json has 1,000,000,000,000 bytes; of such a file 100,000,000 are read"):
        open_table("hf://acme/odd")


# Addresses on no hub


@pytest.fixture
def web(server: Server) -> Server:
    server.files |= {f"/some/place/{name}": contents for name, contents in models.whole().items()}
    server.files["/some/place/tiny.safetensors"] = server.files.pop("/some/place/model.safetensors")
    return server


def test_a_file_of_the_web_is_read_by_range_with_the_tokens_beside_it(web: Server) -> None:
    table = open_table(f"{web.url}/some/place/tiny.safetensors?signature=abc")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert web.sent["/some/place/tiny.safetensors"] == HEAD + TABLE_BYTES
    assert (table.name, table.info.tokens) == ("tiny", len(TOKENS))
    assert table.source.location == f"{web.url}/some/place/tiny.safetensors"


def test_a_file_of_the_web_is_not_read_again(web: Server) -> None:
    open_table(f"{web.url}/some/place/tiny.safetensors")["word7"]
    web.forget()
    np.testing.assert_array_equal(open_table(f"{web.url}/some/place/tiny.safetensors").rows[:], ROWS)
    assert web.paths() == ["/some/place/tiny.safetensors"]
    assert web.sent.total() == 0


def test_a_file_of_the_web_that_changed_is_read_anew(web: Server) -> None:
    open_table(f"{web.url}/some/place/tiny.safetensors")["word7"]
    web.files["/some/place/tiny.safetensors"] = pack({TABLE: 2 * ROWS}, {})
    np.testing.assert_array_equal(open_table(f"{web.url}/some/place/tiny.safetensors")["word7"], 2 * ROWS[9])


def test_a_file_without_a_version_is_not_kept(web: Server, cache: Path) -> None:
    def silent(handler: Handler, asked: Asked) -> bool:
        handler.send_file(web.files["/some/place/tiny.safetensors"], "", asked)
        return True

    web.rules["/some/place/tiny.safetensors"] = silent
    table = open_table(f"{web.url}/some/place/tiny.safetensors")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert not (cache / "ranges").exists()


def test_when_its_server_is_gone_what_was_read_is_used(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    open_table(f"{web.url}/some/place/tiny.safetensors")["word7"]
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    told: list[str] = []
    table = open_table(f"{web.url}/some/place/tiny.safetensors", progress=lambda share, sentence: told.append(sentence))
    np.testing.assert_array_equal(table["word8"], ROWS[10])
    assert told[0].endswith("What was read of it before is used.")


def test_tokens_that_are_not_there_are_done_without(server: Server) -> None:
    server.files["/model.safetensors"] = models.safetensors()
    server.files["/config.json"] = b"<html>a page for every address</html>"
    table = open_table(f"{server.url}/model.safetensors")
    assert (table.name, len(table.tokens), len(table)) == ("127.0.0.1", 0, len(TOKENS))


def test_gguf_of_the_web_brings_its_own_tokens(server: Server, tmp_path: Path) -> None:
    server.files["/a/tiny.gguf"] = models.gguf_file(tmp_path)
    table = open_table(f"{server.url}/a/tiny.gguf")
    np.testing.assert_array_equal(table["word7"], ROWS[9])
    assert set(server.paths()) == {"/a/tiny.gguf"}


def test_a_web_page_is_no_model(server: Server) -> None:
    server.files["/a"] = b"<html><title>Sign in</title></html>" * 10
    with pytest.raises(UnknownFormat, match="is a web page, not a model, and other files are not read from afar"):
        open_table(f"{server.url}/a")


def test_a_server_without_ranges_is_explained(web: Server) -> None:
    def whole(handler: Handler, asked: Asked) -> bool:
        handler.reply(200, web.files["/some/place/tiny.safetensors"])
        return True

    web.rules["/some/place/tiny.safetensors"] = whole
    with pytest.raises(Unreachable, match=r"does not send parts of a file; .* Download the file and open it from disk"):
        open_table(f"{web.url}/some/place/tiny.safetensors")
