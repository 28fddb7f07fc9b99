"""Makers of fastText models that lie, each with the words of its refusal."""

from __future__ import annotations

import struct

import numpy as np

from tests.formats.fasttext_files import (
    DIM,
    WORDS,
    dictionary,
    input_rows,
    matrix,
    model,
    output_rows,
    settings,
)

SOUND = model()
HEAD = settings()
TAIL = matrix(input_rows()) + matrix(output_rows())


def counted(size: int, words: int, labels: int) -> bytes:
    """A dictionary that claims other counts than it has entries."""
    return struct.pack("<3i", size, words, labels) + dictionary(WORDS)[12:]


def claimed(rows: int, dim: int) -> bytes:
    return struct.pack("<b2q", 0, rows, dim)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "only the magic": (SOUND[:4], "ends within its settings"),
    "cut in the settings": (SOUND[:30], "ends within its settings"),
    "cut in the dictionary": (SOUND[:100], "do not fit 6 entries in 8 bytes"),
    "cut in the input": (SOUND[:-700], "input matrix claims 46 rows"),
    "cut in the output": (SOUND[:-1], "output matrix claims 6 rows"),
    "a tail": (SOUND + b"\0", "an output matrix of 6 rows must end the file"),
    "a later version": (model(version=13), "versions 11 and 12 are read; this is version 13"),
    "an old version": (model(version=1), "this is version 1"),
    "no dims": (settings(dim=0) + SOUND[len(HEAD) :], "1 rows of 0 dims"),
    "negative dims": (settings(dim=-5) + SOUND[len(HEAD) :], "1 rows of -5 dims"),
    "more dims than any table": (settings(dim=1 << 21) + SOUND[len(HEAD) :], "1 rows of 2,097,152 dims"),
    "other dims than the matrix": (settings(dim=6) + SOUND[len(HEAD) :], "46 rows of 5 numbers where 6 are meant"),
    "subwords upside down": (model(shortest=7), "subwords of 7 to 6 characters"),
    "negative subwords": (model(shortest=-1), "subwords of -1 to 6 characters"),
    "endless subwords": (model(longest=1 << 30), "to 1073741824 characters"),
    "no bucket for subwords": (model(buckets=0), "in 0 rows cannot be"),
    "more buckets than rows": (model(buckets=41), "need 47 rows; got 46"),
    "negative words": (HEAD + counted(-1, -1, 0) + TAIL, "-1 words and 0 labels do not fit"),
    "words that do not add up": (HEAD + counted(6, 5, 0) + TAIL, "5 words and 0 labels do not fit 6 entries"),
    "billions of words": (HEAD + counted(2**31 - 1, 2**31 - 1, 0) + TAIL, "2,147,483,647 words"),
    "no word": (HEAD + dictionary([]) + TAIL, "0 words and their subwords"),
    "a label among the words": (HEAD + counted(6, 6, 0)[:-1] + b"\1" + TAIL, "entry 6 of its dictionary"),
    "a word without end": (HEAD + dictionary([b"x" * 5000]) + TAIL, "entry 1 of its dictionary is cut short"),
    "a negative count": (HEAD + dictionary(WORDS).replace(b"\n\0\0\0\0\0\0\0", b"\xff" * 8) + TAIL, "entry 1 of its"),
    "a quantized model": (HEAD + dictionary(WORDS) + matrix(input_rows(), quantized=True), r"quantized .*\(\.ftz\)"),
    "a pruned model": (HEAD + dictionary(WORDS, pruned=3) + TAIL, r"quantized .*\(\.ftz\)"),
    "rows that wrap at 2^64": (HEAD + dictionary(WORDS) + claimed(2**62, DIM) + b"\0" * 64, "input matrix claims"),
    "negative rows": (HEAD + dictionary(WORDS) + claimed(-1, DIM) + b"\0" * 64, "input matrix claims -1 rows"),
    "fewer rows than words": (HEAD + dictionary(WORDS) + matrix(np.ones((5, DIM))) + matrix(output_rows()), "got 5"),
    "an output of other words": (
        HEAD + dictionary(WORDS) + matrix(input_rows()) + matrix(output_rows(5)),
        "output matrix of 6 rows must end the file; got 5 rows",
    ),
}  # fmt: skip
