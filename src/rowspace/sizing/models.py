"""Tables of published models: rows as stored (padding rows included), dims, and what share of the model they are.

Totals are the sums over each published configuration's tensors, norms and biases included; they equal the counts
that the publishers print. GPT-3's table is derived: the paper prints its width and uses GPT-2's vocabulary.
"""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """One model's table.

    tied    the output layer reads the same table; where it does not, the model holds a second one of this size
    total   parameters of the whole model, a tied table counted once
    source  where rows, dims and ties were read
    """

    name: str
    rows: int
    dim: int
    tied: bool
    total: int
    source: str


_LITGPT = "Lightning-AI/litgpt litgpt/config.py, from each model's config.json"
_GPT2 = "openai/gpt-2 src/model.py and the released hyperparameters"
_GPT3 = "Brown et al. 2020 (arXiv:2005.14165) table 2.1, with GPT-2's vocabulary"
_BERT = "google-research/bert modeling.py and the released bert_config.json"
_T5 = "google-research/text-to-text-transfer-transformer, released config.json"
_DEEPSEEK = "deepseek-ai/DeepSeek-V3 inference/configs/config_671B.json"
_GPT_OSS = "openai/gpt-oss gpt_oss/torch/model.py and the model card"
_BLOOM = "bigscience BLOOM config.json; transformers BloomConfig"


SHAPES: tuple[Shape, ...] = (
    Shape("GPT-2 small", 50_257, 768, True, 124_439_808, _GPT2),
    Shape("GPT-2 medium", 50_257, 1_024, True, 354_823_168, _GPT2),
    Shape("GPT-2 large", 50_257, 1_280, True, 774_030_080, _GPT2),
    Shape("GPT-2 XL", 50_257, 1_600, True, 1_557_611_200, _GPT2),
    Shape("GPT-3 175B", 50_257, 12_288, True, 174_604_259_328, _GPT3),
    Shape("BERT base", 30_522, 768, True, 109_482_240, _BERT),
    Shape("BERT large", 30_522, 1_024, True, 335_141_888, _BERT),
    Shape("T5 small", 32_128, 512, True, 60_506_624, _T5),
    Shape("T5 base", 32_128, 768, True, 222_903_552, _T5),
    Shape("T5 large", 32_128, 1_024, True, 737_668_096, _T5),
    Shape("Llama-2 7B", 32_000, 4_096, False, 6_738_415_616, _LITGPT),
    Shape("Llama-2 13B", 32_000, 5_120, False, 13_015_864_320, _LITGPT),
    Shape("Llama-2 70B", 32_000, 8_192, False, 68_976_648_192, _LITGPT),
    Shape("Llama-3.1 8B", 128_256, 4_096, False, 8_030_261_248, _LITGPT),
    Shape("Llama-3.1 70B", 128_256, 8_192, False, 70_553_706_496, _LITGPT),
    Shape("Llama-3.1 405B", 128_256, 16_384, False, 405_853_388_800, _LITGPT),
    Shape("Llama-3.2 1B", 128_256, 2_048, True, 1_235_814_400, _LITGPT),
    Shape("Llama-3.2 3B", 128_256, 3_072, True, 3_212_749_824, _LITGPT),
    Shape("Mistral 7B v0.1", 32_000, 4_096, False, 7_241_732_096, _LITGPT),
    Shape("Mistral 7B v0.3", 32_768, 4_096, False, 7_248_023_552, _LITGPT),
    Shape("Mixtral 8x7B", 32_000, 4_096, False, 46_702_792_704, _LITGPT),
    Shape("Gemma 2B", 256_000, 2_048, True, 2_506_172_416, _LITGPT),
    Shape("Gemma 7B", 256_000, 3_072, True, 8_537_680_896, _LITGPT),
    Shape("Gemma-2 2B", 256_000, 2_304, True, 2_614_341_888, _LITGPT),
    Shape("Gemma-2 9B", 256_000, 3_584, True, 9_241_705_984, _LITGPT),
    Shape("Gemma-2 27B", 256_000, 4_608, True, 27_227_128_320, _LITGPT),
    Shape("Gemma-3 270M", 262_144, 640, True, 268_098_176, _LITGPT),
    Shape("Gemma-3 1B", 262_144, 1_152, True, 999_885_952, _LITGPT),
    Shape("Qwen2.5 0.5B", 151_936, 896, True, 494_032_768, _LITGPT),
    Shape("Qwen2.5 1.5B", 151_936, 1_536, True, 1_543_714_304, _LITGPT),
    Shape("Qwen2.5 7B", 152_064, 3_584, False, 7_615_616_512, _LITGPT),
    Shape("Qwen2.5 72B", 152_064, 8_192, False, 72_706_203_648, _LITGPT),
    Shape("Qwen3 0.6B", 151_936, 1_024, True, 596_049_920, _LITGPT),
    Shape("Qwen3 4B", 151_936, 2_560, True, 4_022_468_096, _LITGPT),
    Shape("Qwen3 8B", 151_936, 4_096, False, 8_190_735_360, _LITGPT),
    Shape("Phi-3-mini", 32_064, 3_072, False, 3_821_079_552, _LITGPT),
    Shape("Phi-4", 100_352, 5_120, False, 14_659_507_200, _LITGPT),
    Shape("Phi-4-mini", 200_064, 3_072, True, 3_836_021_760, _LITGPT),
    Shape("DeepSeek-V3", 129_280, 7_168, False, 671_026_419_200, _DEEPSEEK),
    Shape("gpt-oss 20B", 201_088, 2_880, False, 20_914_757_184, _GPT_OSS),
    Shape("gpt-oss 120B", 201_088, 2_880, False, 116_829_156_672, _GPT_OSS),
    Shape("BLOOM 560M", 250_880, 1_024, True, 559_214_592, _BLOOM),
    Shape("BLOOM 176B", 250_880, 14_336, True, 176_247_271_424, _BLOOM),
    Shape("Falcon 7B", 65_024, 4_544, True, 6_921_720_704, _LITGPT),
    Shape("Falcon 40B", 65_024, 8_192, True, 41_303_293_952, _LITGPT),
    Shape("OLMo-2 7B", 100_352, 4_096, False, 7_298_617_344, _LITGPT),
    Shape("SmolLM2 135M", 49_152, 576, True, 134_515_008, _LITGPT),
    Shape("SmolLM2 1.7B", 49_152, 2_048, True, 1_711_376_384, _LITGPT),
    Shape("Pythia 70M", 50_304, 512, False, 70_426_624, _LITGPT),
)
