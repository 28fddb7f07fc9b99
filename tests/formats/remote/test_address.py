from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.formats.remote.address import (
    HubAddress,
    WebAddress,
    endpoint,
    is_file_name,
    listing_of,
    parse_address,
    url_of,
)

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("hf://acme/tiny", HubAddress("acme", "tiny")),
        ("HF://acme/tiny", HubAddress("acme", "tiny")),
        ("hf://models/acme/tiny", HubAddress("acme", "tiny")),
        ("hf://acme/tiny@v1.0", HubAddress("acme", "tiny", "v1.0")),
        ("hf://acme/tiny@refs/pr/7", HubAddress("acme", "tiny", "refs/pr/7")),
        ("hf://acme/tiny@refs/pr/7/a.gguf", HubAddress("acme", "tiny", "refs/pr/7", "a.gguf")),
        ("hf://acme/tiny@feature%2Fx", HubAddress("acme", "tiny", "feature/x")),
        ("hf://acme/tiny/onnx/a.safetensors", HubAddress("acme", "tiny", file="onnx/a.safetensors")),
        (f"hf://acme/tiny@{COMMIT}/a.gguf", HubAddress("acme", "tiny", COMMIT, "a.gguf")),
        ("https://example.org/a/model.safetensors", WebAddress("https://example.org/a/model.safetensors")),
        ("https://example.org/a b.gguf#top", WebAddress("https://example.org/a%20b.gguf")),
    ],
)
def test_addresses_are_read(source: str, address: object) -> None:
    assert parse_address(source) == address


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/acme/tiny", HubAddress("acme", "tiny")),
        ("/acme/tiny/", HubAddress("acme", "tiny")),
        ("/acme/tiny/tree/v2", HubAddress("acme", "tiny", "v2")),
        ("/acme/tiny/blob/main/a.gguf", HubAddress("acme", "tiny", "main", "a.gguf")),
        ("/acme/tiny/resolve/main/sub/a.gguf?download=true", HubAddress("acme", "tiny", "main", "sub/a.gguf")),
    ],
)
def test_pages_of_the_hub_are_its_models(page: str, address: HubAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.example/mirror/")
    assert parse_address(f"https://hub.example/mirror{page}") == address
    assert isinstance(parse_address(f"https://elsewhere.example{page}"), WebAddress)
    assert isinstance(parse_address("https://hub.example/mirror/api/models/acme"), WebAddress)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("hf://tiny", "not a model of the hub; write hf://owner/name"),
        ("hf://datasets/acme/tiny", "not a model of the hub"),
        ("hf://acme/../tiny", "not a model of the hub"),
        ("hf://acme/tiny@", "not a model of the hub"),
        ("hf://acme/tiny/../../etc", "cannot be a file of hf://acme/tiny"),
        ("s3://bucket/key", "begin with s3:// are not opened; give hf://owner/name"),
        ("https://", "not an address that rowspace opens"),
        ("https://user:secret@example.org/a", "a name or a password in it is not opened"),
        ("https://example.org:99999/a", "is not an address"),
        ("https://exa mple.org/a", "names no server"),
        ("https://ex\u00e4mple.org/a", "names no server"),
        ("http://[::1/a", "is not an address"),
    ],
)
def test_other_addresses_are_refused(source: str, words: str) -> None:
    with pytest.raises(BadArgument, match=words) as caught:
        parse_address(source)
    assert "secret" not in caught.value.message


def test_a_setting_that_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "hub.example")
    with pytest.raises(BadArgument, match="HF_ENDPOINT cannot be used"):
        endpoint()
    monkeypatch.setenv("HF_ENDPOINT", "")
    assert endpoint() == "https://huggingface.co"


def test_a_revision_stays_one_part_of_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
    address = HubAddress("acme", "tiny", "refs/pr/7")
    assert listing_of(address) == "https://hub.example/api/models/acme/tiny/revision/refs%2Fpr%2F7?blobs=true"
    assert url_of(address, COMMIT, "a b?.bin") == f"https://hub.example/acme/tiny/resolve/{COMMIT}/a%20b%3F.bin"


def test_a_signature_is_not_shown() -> None:
    assert str(WebAddress("https://example.org/a.gguf?X-Signature=abc")) == "https://example.org/a.gguf"


@given(
    owner=st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,20}", fullmatch=True).filter(
        lambda owner: owner.lower() not in ("datasets", "spaces", "models")
    ),
    name=st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,20}(\.[0-9])?", fullmatch=True),
    revision=st.sampled_from(["main", "v1", "refs/pr/3", COMMIT]),
    file=st.none() | st.from_regex(r"([a-z0-9_]{1,9}/){0,2}[a-z0-9_]{1,9}\.gguf", fullmatch=True),
)
def test_an_address_as_it_is_shown_leads_to_the_same_file(
    owner: str, name: str, revision: str, file: str | None
) -> None:
    address = HubAddress(owner, name, revision, file)
    assert parse_address(str(address)) == address


@given(st.text(max_size=30))
def test_names_of_files_stay_inside_their_folder(name: str) -> None:
    if is_file_name(name):
        assert not name.startswith(("/", "."))
        assert not {"", "..", "."} & set(name.split("/"))
        assert not {"\\", "\0"} & set(name)
