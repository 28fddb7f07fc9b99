"""Which tensor is the table: names of published checkpoints, their decoys, and refusals that list what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.embedding_names import INPUT, Chosen, Entry, choose, is_input


def chosen(shapes: Mapping[str, tuple[int, ...]], asked: str | None = None) -> Chosen:
    return choose({name: Entry("F32", shape, 0) for name, shape in shapes.items()}, asked=asked, where="model")


@pytest.mark.parametrize(
    "name",
    [
        "wte.weight",  # GPT-2
        "transformer.wte.weight",
        "model.embed_tokens.weight",  # Llama and most since
        "gpt_neox.embed_in.weight",
        "transformer.word_embeddings.weight",  # Falcon
        "word_embeddings.weight",  # BLOOM
        "tok_embeddings.weight",  # Meta's originals
        "bert.embeddings.word_embeddings.weight",
        "embeddings.tok_embeddings.weight",  # ModernBERT
        "shared.weight",  # T5
        "model.shared.weight",  # BART
        "model.decoder.embed_tokens.weight",  # OPT
        "backbone.embedding.weight",  # Mamba
        "transformer.embd.wte.weight",  # Phi-2
        "transformer.in_out_embed",  # Grok
        "transformer.embedding.word_embeddings.weight",  # ChatGLM
        "transformer.token_embeddings.weight",  # OpenELM
        "rwkv.embeddings.weight",
        "model.tok_embeddings.weight",  # InternLM2
        "model.transformer.wte.weight",  # OLMo
        "embedding.weight",  # StaticEmbedding
        "embeddings",  # model2vec
        "token_embd.weight",  # GGUF
        "language_model.model.embed_tokens.weight",
        "model.language_model.embed_tokens.weight",  # Qwen3-VL
        "text_model.embeddings.token_embedding.weight",  # CLIP
    ],
)
def test_the_input_table_of_published_models(name: str) -> None:
    assert chosen({"model.layers.0.mlp.weight": (9000, 8), name: (100, 8), "bias": (8,)}).input == name
    assert is_input(name)


def test_a_llama() -> None:
    found = chosen({"lm_head.weight": (50, 8), "model.embed_tokens.weight": (50, 8), "model.norm.weight": (8,)})
    assert found == Chosen("model.embed_tokens.weight", output="lm_head.weight")


def test_a_bert_has_positions_and_no_head() -> None:
    names = ("word_embeddings", "position_embeddings", "token_type_embeddings")
    shapes = {f"embeddings.{name}.weight": (size, 8) for name, size in zip(names, (50, 12, 2), strict=True)}
    assert chosen(shapes) == Chosen(
        "embeddings.word_embeddings.weight", position="embeddings.position_embeddings.weight"
    )


def test_a_t5_stores_copies_of_its_table() -> None:
    found = chosen({"encoder.embed_tokens.weight": (50, 8), "shared.weight": (50, 8), "lm_head.weight": (50, 8)})
    assert (found.input, found.copies) == ("shared.weight", ("encoder.embed_tokens.weight",))


def test_decoys_are_not_the_table() -> None:
    """DeepSeek's prediction module repeats it in a layer; a vision tower embeds patches and positions of its own."""
    found = chosen(
        {
            "model.layers.61.embed_tokens.weight": (50, 8),
            "model.embed_tokens.weight": (50, 8),
            "model.layers.61.shared_head.head.weight": (50, 8),
            "vision_model.embeddings.position_embedding.weight": (90, 8),
            "model.visual.patch_embed.weight": (99, 8),
        }
    )
    assert found == Chosen("model.embed_tokens.weight", copies=("model.layers.61.embed_tokens.weight",))


def test_tables_of_each_layer_are_listed_beside() -> None:
    found = chosen({"m.embed_tokens_per_layer.weight": (50, 99), "m.embed_tokens.weight": (50, 8)})
    assert (found.input, found.per_layer) == ("m.embed_tokens.weight", ("m.embed_tokens_per_layer.weight",))


def test_a_head_of_another_width_is_not_the_head() -> None:
    assert chosen({"embed_tokens.weight": (50, 8), "lm_head.weight": (50, 9)}).output is None


def test_whoever_asks_gets_what_he_asks_for() -> None:
    found = chosen({"embed_tokens.weight": (50, 8), "odd": (70, 8)}, asked="odd")
    assert (found.input, found.copies) == ("odd", ("embed_tokens.weight",))


def test_refuses_what_is_not_there_and_says_what_is() -> None:
    shapes = {"a": (2000, 8), "b": (3000, 8), "v": (8,), "n": ()}
    with pytest.raises(BadArgument, match=r'^model has no tensor "c". Its largest matrices: "b" 3,000 × 8, "a" 2,000'):
        chosen(shapes, asked="c")
    with pytest.raises(BadArgument, match='tensor "v" has shape 8; a table is a matrix'):
        chosen(shapes, asked="v")
    with pytest.raises(
        BadFile, match=r'no tensor has a name known .* "b" 3,000 × 8.* Choose one with --tensor NAME\.$'
    ):
        chosen(shapes)
    with pytest.raises(BadFile, match="holds no matrix"):
        chosen({"v": (8,), "wte.weight": (0, 8)})


class Watched(Mapping[str, Entry]):
    """Entries that remember which of them were looked at."""

    def __init__(self, held: Mapping[str, Entry]) -> None:
        self.held = held
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Entry:
        self.seen.add(name)
        return self.held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def test_other_tensors_are_not_looked_at() -> None:
    shapes = {f"model.layers.{i}.mlp.weight": (9, 8) for i in range(50)} | {"model.embed_tokens.weight": (50, 8)}
    watched = Watched({name: Entry("F32", shape, 0) for name, shape in shapes.items()})
    choose(watched, asked=None, where="model")
    assert watched.seen == {"model.embed_tokens.weight"}


@given(st.sampled_from(INPUT), st.lists(st.sampled_from(["model", "bert", "language_model"]), max_size=3))
def test_prefixes_of_wrappers_do_not_matter(name: str, prefixes: list[str]) -> None:
    full = ".".join([*prefixes, name])
    assert chosen({full: (5, 3), "lm_head.bias": (5,)}).input == full
