"""Trains two small SentencePiece models on the lesson and writes what the library makes of some texts.

    pip install sentencepiece==0.2.1 && python scripts/make_sentencepiece.py

The golden files in tests/golden/sentencepiece hold rowspace's reader to the library without needing it in tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sentencepiece  # type: ignore[import-not-found, unused-ignore]

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "sentencepiece"
MODELS: dict[str, dict[str, Any]] = {
    "unigram": {"model_type": "unigram", "vocab_size": 400, "user_defined_symbols": ["<sep>"]},
    "bpe": {"model_type": "bpe", "vocab_size": 600, "byte_fallback": True, "remove_extra_whitespaces": False},
}
TEXTS = (
    "Hello world",
    "  two  spaces  ",
    "tokens become vectors with positions",
    "naïve café, ﬁne ２３",
    "日本語 text",
    "a\nb\tc",
    "",
    "😀 emoji <sep> x",
    "the the",
    "trailing ",
)


def main() -> None:
    sentences = [line for path in sorted((ROOT / "lesson").glob("*.md")) for line in path.read_text().splitlines()]
    GOLDEN.mkdir(parents=True, exist_ok=True)
    encoded = {}
    for name, options in MODELS.items():
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_prefix=str(GOLDEN / name),
            normalization_rule_name="identity",  # the usual one would add 240 kB
            minloglevel=2,
            **options,
        )
        (GOLDEN / f"{name}.vocab").unlink()
        model = sentencepiece.SentencePieceProcessor(model_file=str(GOLDEN / f"{name}.model"))
        encoded[name] = {
            "pieces": [model.id_to_piece(id) for id in range(model.vocab_size())],
            "control": [id for id in range(model.vocab_size()) if model.is_control(id) or model.is_unknown(id)],
            "ids": {text: model.encode(text) for text in TEXTS},
        }
    (GOLDEN / "encoded.json").write_text(json.dumps(encoded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
