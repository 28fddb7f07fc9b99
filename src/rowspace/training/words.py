"""Splitting and counting words at the speed of memory: bytes in, ids out, one hash table between.

A word is a run of letters, digits and bytes past ASCII, with apostrophes and hyphens inside it. General punctuation
(U+2000 to U+206F: quotes, dashes, ellipsis) and everything else in ASCII separates. A newline ends a sentence.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled

END = -1  # id that stands for the end of a sentence
MAX_WORD = 255
DONE, TABLE_FULL, BYTES_FULL, OUT_FULL = 0, 1, 2, 3

SEPARATES, LETTER, JOINS, NEWLINE = 0, 1, 2, 3


def _kinds() -> Any:
    kinds = np.zeros(256, np.uint8)
    kinds[128:] = LETTER
    for letter in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        kinds[letter] = LETTER
    for joint in b"'-":
        kinds[joint] = JOINS
    kinds[10] = NEWLINE
    return kinds


KINDS = _kinds()
SPACES = np.where(np.isin(np.arange(256), [9, 11, 12, 13, 32]), SEPARATES, LETTER).astype(np.uint8)
SPACES[10] = NEWLINE


@compiled
def encode(
    text: Any, at: int, kinds: Any, slots: Any, hashes: Any, arena: Any, offsets: Any, counts: Any, size: Any, out: Any
) -> tuple[int, int, int]:
    """Reads words from text[at:] until it ends or something is full.

    slots    (power of two,) id + 1 of the word that hashes there, 0 where free
    hashes   (capacity,)     full hash of each word
    arena    bytes of all words end to end; word i is arena[offsets[i]:offsets[i + 1]]
    counts   (capacity,)     how often each was seen
    size     (2,)            words known so far, and whether the sentence has a word yet
    out      ids in reading order, END after a sentence
    Returns (where it stopped, ids written, why).
    """
    written = 0
    mask = np.uint64(len(slots) - 1)
    while at < len(text):
        if written + 2 > len(out):
            return at, written, OUT_FULL
        kind = kinds[text[at]]
        if kind == NEWLINE:
            if size[1] > 0:
                out[written] = END
                written += 1
                size[1] = 0
            at += 1
            continue
        if not begins(text, at, kinds):
            at += 3 if kind == LETTER else 1
            continue
        start = at
        end = word_end(text, at, kinds)
        at = end
        if end - start > MAX_WORD:
            continue
        word = find(text, start, end, mask, slots, hashes, arena, offsets, size)
        if word < 0:
            known = size[0]
            if 2 * (known + 1) > len(slots) or known + 1 >= len(hashes):
                return start, written, TABLE_FULL
            if offsets[known] + (end - start) > len(arena):
                return start, written, BYTES_FULL
            word = add(text, start, end, mask, slots, hashes, arena, offsets, size)
        counts[word] += 1
        size[1] = 1
        out[written] = word
        written += 1
    return at, written, DONE


@compiled
def word_end(text: Any, at: int, kinds: Any) -> int:
    while at < len(text):
        kind = kinds[text[at]]
        if kind == LETTER:
            if punctuation(text, at, kinds):
                break
            at += 1
        elif kind == JOINS and at + 1 < len(text) and begins(text, at + 1, kinds):
            at += 1
        else:
            break
    return at


@compiled
def begins(text: Any, at: int, kinds: Any) -> bool:
    """Whether a word may begin here."""
    return bool(kinds[text[at]] == LETTER and not punctuation(text, at, kinds))


@compiled
def punctuation(text: Any, at: int, kinds: Any) -> bool:
    """Whether a character of U+2000 … U+206F begins here; only where punctuation separates at all."""
    if text[at] != 0xE2 or kinds[44] != SEPARATES or at + 2 >= len(text):
        return False
    return bool(text[at + 1] == 0x80 or (text[at + 1] == 0x81 and text[at + 2] < 0xB0))


@compiled
def hash_of(text: Any, start: int, end: int) -> np.uint64:
    """FNV-1a over the bytes, its bits mixed once more so that the low ones serve as a slot."""
    value = np.uint64(0xCBF29CE484222325)
    for i in range(start, end):
        value = (value ^ np.uint64(text[i])) * np.uint64(0x100000001B3)
    return value ^ (value >> np.uint64(29))


@compiled
def find(
    text: Any, start: int, end: int, mask: Any, slots: Any, hashes: Any, arena: Any, offsets: Any, size: Any
) -> int:
    """Id of a word, −1 where it is new."""
    value = hash_of(text, start, end)
    slot = value & mask
    while slots[slot] != 0:
        word = slots[slot] - 1
        if hashes[word] == value and offsets[word + 1] - offsets[word] == end - start:
            same = True
            for i in range(end - start):
                if arena[offsets[word] + i] != text[start + i]:
                    same = False
                    break
            if same:
                return int(word)
        slot = (slot + np.uint64(1)) & mask
    return -1


@compiled
def add(
    text: Any, start: int, end: int, mask: Any, slots: Any, hashes: Any, arena: Any, offsets: Any, size: Any
) -> int:
    word = size[0]
    value = hash_of(text, start, end)
    slot = value & mask
    while slots[slot] != 0:
        slot = (slot + np.uint64(1)) & mask
    slots[slot] = word + 1
    hashes[word] = value
    for i in range(end - start):
        arena[offsets[word] + i] = text[start + i]
    offsets[word + 1] = offsets[word] + (end - start)
    size[0] = word + 1
    return int(word)


@compiled
def rebuild(slots: Any, hashes: Any, size: int) -> None:
    """Puts every known word into a larger table."""
    mask = np.uint64(len(slots) - 1)
    for word in range(size):
        slot = hashes[word] & mask
        while slots[slot] != 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = word + 1


@compiled
def remap(ids: Any, new_ids: Any, begun: Any) -> int:
    """Replaces provisional ids by final ones in place, dropping words that have none. Returns how many ids are left.

    begun  (1,) whether the sentence has a word yet; handed from one stretch of a text to the next
    """
    kept = 0
    for i in range(len(ids)):
        if ids[i] == END:
            if begun[0]:
                ids[kept] = END
                kept += 1
                begun[0] = 0
        elif new_ids[ids[i]] >= 0:
            ids[kept] = new_ids[ids[i]]
            kept += 1
            begun[0] = 1
    return kept
