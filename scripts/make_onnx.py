"""Makes the small ONNX models of tests/golden/onnx and the numbers that the onnx library looks up in them.

    pip install onnx==1.23.2
    python scripts/make_onnx.py

One model for each way in which exporters keep a table: numbers, halves that are cast, codes turned into numbers before
the lookup or after it, codes in blocks, of 4 bits, in a file beside the model, in a Constant node.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

FOLDER = Path(__file__).parents[1] / "tests" / "golden" / "onnx"
ROWS, DIM = 6, 4


def made(nodes: list[Any], tensors: dict[str, Any]) -> Any:
    """A model that looks up ids, fed the way a language model is."""
    names = ("attention_mask", "input_ids")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in names]
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", "length", DIM])
    held = [numpy_helper.from_array(array, name) for name, array in tensors.items()]
    graph = helper.make_graph(nodes, "graph", inputs, [output], held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


def looked_up(model: Any) -> np.ndarray[Any, Any]:
    feeds = {"input_ids": np.arange(ROWS)[None], "attention_mask": np.ones((1, ROWS), np.int64)}
    found: np.ndarray[Any, Any] = ReferenceEvaluator(model).run(None, feeds)[0][0]
    return found


def models() -> dict[str, Any]:
    random = np.random.default_rng(1)
    node = helper.make_node
    table = random.standard_normal((ROWS, DIM)).astype(np.float32)
    bytes_, signed = random.integers(0, 255, (ROWS, DIM), np.uint8), random.integers(-127, 127, (ROWS, DIM), np.int8)
    halves = random.integers(-8, 8, (ROWS, DIM)).astype(ml_dtypes.int4)
    scales = random.random((ROWS, 2)).astype(np.float32)
    gather = node("Gather", ["w", "input_ids"], ["y"])
    named = {
        "onnx::MatMul_7": random.standard_normal((30, DIM)).astype(np.float32),
        "onnx::Gather_1": table,
        "model.embed_positions.weight": random.standard_normal((9, DIM)).astype(np.float32),
    }
    return {
        "plain": made([node("Gather", ["onnx::Gather_1", "input_ids"], ["y"])], named),
        "half": made(
            [
                node("Cast", ["input_ids"], ["ids"], to=TensorProto.INT32),
                node("Cast", ["half"], ["w"], to=TensorProto.FLOAT),
                node("Gather", ["w", "ids"], ["y"]),
            ],
            {"half": table.astype(np.float16)},
        ),
        "after": made(
            [
                node("Gather", ["codes", "input_ids"], ["taken"]),
                node("DequantizeLinear", ["taken", "scale", "zero"], ["y"]),
            ],
            {"codes": bytes_, "scale": np.float32(0.02), "zero": np.uint8(120)},
        ),
        "rowwise": made(
            [node("DequantizeLinear", ["codes", "scale"], ["w"], axis=0), gather],
            {"codes": signed, "scale": np.arange(1, ROWS + 1, dtype=np.float32) / 64},
        ),
        "blocks": made(
            [node("DequantizeLinear", ["codes", "scale", "zero"], ["w"], axis=1, block_size=2), gather],
            {"codes": signed, "scale": scales, "zero": random.integers(-5, 5, (ROWS, 2), np.int8)},
        ),
        "int4": made(
            [node("DequantizeLinear", ["codes", "scale"], ["w"], axis=1, block_size=2), gather],
            {"codes": halves, "scale": scales},
        ),
        "outside": made([gather], {"w": table}),
        "constant": made([node("Constant", [], ["w"], value=numpy_helper.from_array(table)), gather], {}),
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    expected: dict[str, Any] = {}
    for name, model in models().items():
        expected[name] = looked_up(model)
        outside = {"save_as_external_data": True, "location": "outside.data", "size_threshold": 0}
        onnx.save(model, FOLDER / f"{name}.onnx", **(outside if name == "outside" else {}))
    np.savez(FOLDER / "expected.npz", allow_pickle=False, **expected)


if __name__ == "__main__":
    main()
