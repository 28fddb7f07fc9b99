"""Settings of GGUF files as the gguf package writes them."""

from __future__ import annotations

import gguf
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile
from rowspace.operations.config_file import has_settings, settings_of
from rowspace.operations.gguf_settings import gguf_settings
from rowspace.operations.positions import model_positions
from rowspace.positions.catalogue import model_named
from rowspace.positions.config import from_config
from tests.hostile.gguf_files import HOSTILE


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """One path that each test, and each example of Hypothesis, writes anew."""
    return tmp_path_factory.mktemp("gguf") / "small.gguf"


def written(path, architecture="llama", tensors=None, **settings):
    writer = gguf.GGUFWriter(path, architecture)
    for key, value in settings.items():
        add = writer.add_float32 if isinstance(value, float) else writer.add_uint32
        (writer.add_string if isinstance(value, str) else add)(f"{architecture}.{key.replace('__', '.')}", value)
    for name, rows in (tensors or {"token_embd.weight": np.ones((2, 32), np.float32)}).items():
        writer.add_tensor(name, rows)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_llama_3_1_and_its_divisors(path):
    own = from_config(model_named("llama-3.1-8b").config)
    divisors = (own.unscaled / own.inv_freq).astype(np.float32)
    written(
        path,
        tensors={"rope_freqs.weight": divisors},
        context_length=131_072,
        embedding_length=4096,
        attention__head_count=32,
        rope__freq_base=500_000.0,
        rope__dimension_count=128,
    )
    found = model_positions(path)
    np.testing.assert_allclose(found.inv_freq, own.inv_freq, rtol=1e-6)
    assert (found.source, found.pairing, found.context) == ("small.gguf", "interleaved", 131_072)
    assert has_settings(str(path))


def test_yarn_in_metadata(path):
    scaling = {
        "rope__scaling__type": "yarn",
        "rope__scaling__factor": 4.0,
        "rope__scaling__original_context_length": 32_768,
    }
    written(path, "qwen2", context_length=131_072, attention__key_length=128, rope__freq_base=1e6, **scaling)
    found = model_positions(path)
    own = model_positions("qwen2.5-7b-yarn")
    np.testing.assert_allclose(found.inv_freq, own.inv_freq, rtol=1e-9)
    assert found.attention_factor == pytest.approx(own.attention_factor)
    assert (found.method, found.original, found.pairing) == ("yarn", 32_768, "half")


def test_biases_of_bloom(path):
    written(path, "bloom", attention__head_count=8, context_length=2048)
    assert model_positions(path).slopes == [2.0**-power for power in range(1, 9)]


@pytest.mark.parametrize("tensor", [np.ones(4, np.float16), np.ones(20_000, np.float32)])
def test_divisors_that_are_none(path, tensor):
    written(path, tensors={"rope_freqs.weight": tensor}, context_length=64)
    with pytest.raises(BadFile, match=r"small.gguf: rope_freqs.weight must be a list of F32 numbers"):
        gguf_settings(path)


def test_an_architecture_that_is_not_known(path):
    written(path, "mamba", context_length=64)
    with pytest.raises(BadArgument, match=r'general.architecture "mamba" is not known'):
        model_positions(path)


@pytest.mark.parametrize(("raw", "words"), HOSTILE.values(), ids=HOSTILE)
def test_headers_that_lie_are_refused(path, raw, words):
    path.write_bytes(raw)
    with pytest.raises(BadFile, match=words):
        settings_of(path)


@given(st.integers(1, 10**6), st.integers(2, 128), st.floats(1.0, 1e7, width=32))
def test_what_is_written_is_read(path, context, pairs, base):
    written(path, context_length=context, attention__key_length=2 * pairs, rope__freq_base=float(base))
    found = model_positions(path)
    assert (found.context, found.dim, found.base) == (context, 2 * pairs, base)
