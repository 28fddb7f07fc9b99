"""Makers of tokenizer.json files that lie, each with the words of its refusal."""

from __future__ import annotations

import json


def vocab(text: str, more: str = "") -> bytes:
    return f'{{"model": {{"type": "BPE", "vocab": {text}}}{more}}}'.encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is not readable JSON"),
    "cut short": (b'{"model": {"vocab": {"a": 0', "is not readable JSON"),
    "a list": (b"[]", "must hold a JSON object"),
    "deep": (b'{"model": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "is not readable JSON"),
    "a number of 10,000 digits": (vocab('{"a": ' + "9" * 10_000 + "}"), "is not readable JSON"),
    "no model": (b'{"version": "1.0"}', "has no model"),
    "model of text": (b'{"model": "BPE"}', "has no model"),
    "no vocabulary": (b'{"model": {}}', "must be an object of ids or a list of pairs"),
    "pairs of three": (vocab('[["a", 1, 2]]'), "must be an object of ids or a list of pairs"),
    "an id of text": (vocab('{"a": "0"}'), "must map tokens to whole numbers"),
    "an id of truth": (vocab('{"a": true}'), "must map tokens to whole numbers"),
    "a token of numbers": (vocab("[[1, 2]]"), "must map tokens to whole numbers"),
    "an id twice": (vocab('{"a": 0, "b": 0}'), "id 0 stands for two tokens"),
    "a huge id": (vocab('{"a": 16777216}'), "ids run from 16,777,216 to 16,777,216 among 1 tokens"),
    "an id far from the others": (vocab('{"a": 0, "b": 9000000}'), "ids run from 0 to 9,000,000 among 2 tokens"),
    "an id below 0": (vocab('{"a": -1}'), "ids run from -1"),
    "an added token far away": (
        vocab('{"a": 0}', ', "added_tokens": [{"id": 16000000, "content": "b"}]'),
        "ids run from 0 to 16,000,000",
    ),
    "an added token without content": (
        vocab('{"a": 0}', ', "added_tokens": [{"id": 1}]'),
        "lacks its id or its content",
    ),
    "millions of lists": (b'{"model": [' + b"[]," * 3_000_000 + b"[]]}", "more than 2,000,000 values"),
    "millions of keys": (b"{" + b'"a":{},' * 1_500_000 + b'"b":0}', "more than 2,000,000 values"),
    "merges without an end": (b'{"model": {"vocab": {}, "merges": ' + b'["a b",' * 100_000, "is not readable JSON"),
    "a quote without an end": (json.dumps({"model": "a" * 1_000_000}).encode()[:-2], "is not readable JSON"),
}
