"""How GGUF stores numbers: so many of them make a block of so many bytes, and a row is whole blocks.

The list is ggml's, retired types included, so that a file which holds one can say its name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberType:
    """numbers per block, and the bytes of a block"""

    name: str
    numbers: int
    bytes: int


TYPES: dict[int, NumberType] = {
    0: NumberType("F32", 1, 4),
    1: NumberType("F16", 1, 2),
    2: NumberType("Q4_0", 32, 18),
    3: NumberType("Q4_1", 32, 20),
    4: NumberType("Q4_2", 16, 10),
    5: NumberType("Q4_3", 16, 12),
    6: NumberType("Q5_0", 32, 22),
    7: NumberType("Q5_1", 32, 24),
    8: NumberType("Q8_0", 32, 34),
    9: NumberType("Q8_1", 32, 40),
    10: NumberType("Q2_K", 256, 84),
    11: NumberType("Q3_K", 256, 110),
    12: NumberType("Q4_K", 256, 144),
    13: NumberType("Q5_K", 256, 176),
    14: NumberType("Q6_K", 256, 210),
    15: NumberType("Q8_K", 256, 292),
    16: NumberType("IQ2_XXS", 256, 66),
    17: NumberType("IQ2_XS", 256, 74),
    18: NumberType("IQ3_XXS", 256, 98),
    19: NumberType("IQ1_S", 256, 50),
    20: NumberType("IQ4_NL", 32, 18),
    21: NumberType("IQ3_S", 256, 110),
    22: NumberType("IQ2_S", 256, 82),
    23: NumberType("IQ4_XS", 256, 136),
    24: NumberType("I8", 1, 1),
    25: NumberType("I16", 1, 2),
    26: NumberType("I32", 1, 4),
    27: NumberType("I64", 1, 8),
    28: NumberType("F64", 1, 8),
    29: NumberType("IQ1_M", 256, 56),
    30: NumberType("BF16", 1, 2),
    31: NumberType("Q4_0_4_4", 32, 18),
    32: NumberType("Q4_0_4_8", 32, 18),
    33: NumberType("Q4_0_8_8", 32, 18),
    34: NumberType("TQ1_0", 256, 54),
    35: NumberType("TQ2_0", 256, 66),
    36: NumberType("IQ4_NL_4_4", 32, 18),
    37: NumberType("IQ4_NL_4_8", 32, 18),
    38: NumberType("IQ4_NL_8_8", 32, 18),
    39: NumberType("MXFP4", 32, 17),
    40: NumberType("NVFP4", 64, 36),
    41: NumberType("Q1_0", 128, 18),
}

PLAIN = {"F32": "<f4", "F16": "<f2", "BF16": "<u2", "F64": "<f8", "I8": "<i1"}
"""Types that are read as they lie, and how numpy holds them; BF16 are the upper halves of F32."""

BLOCKS = ("Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "MXFP4")
"""Types of several numbers a block that `gguf_blocks` decodes."""
