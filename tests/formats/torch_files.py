"""Writes PyTorch checkpoints without PyTorch: opcode by opcode, as `torch.save` does since version 1.6."""

import pickle
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

STORAGES = {
    "float32": "FloatStorage",
    "float16": "HalfStorage",
    "float64": "DoubleStorage",
    "uint16": "BFloat16Storage",
}
ORDERED_DICT = b"ccollections\nOrderedDict\n)R"


def pickled(value: Any) -> bytes:
    """The opcodes of a plain value, without protocol mark, memo and STOP."""
    if isinstance(value, tuple):
        return b"(" + b"".join(pickled(item) for item in value) + b"t"
    if isinstance(value, str):
        raw = value.encode()
        return b"X" + len(raw).to_bytes(4, "little") + raw
    return pickle.dumps(value, protocol=2)[2:-1]


def tensor_opcodes(
    key: str,
    array: np.ndarray,
    *,
    offset: int = 0,
    shape: tuple[int, ...] | None = None,
    strides: tuple[int, ...] | None = None,
) -> bytes:
    """A call of torch._utils._rebuild_tensor_v2 on storage `key`; uint16 stands for bfloat16."""
    strides = strides or tuple(stride // array.itemsize for stride in np.ascontiguousarray(array).strides)
    kind = STORAGES[str(array.dtype)].encode()
    storage = (
        b"(" + pickled("storage") + b"ctorch\n" + kind + b"\n" + pickled(key) + pickled("cpu") + pickled(array.size)
    )
    arguments = storage + b"tQ" + pickled(offset) + pickled(shape or tuple(array.shape)) + pickled(strides)
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + arguments + b"\x89" + ORDERED_DICT + b"tR"


def state_dict(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The pickle of an OrderedDict of tensors that carries `_metadata`, as `model.state_dict()` does."""
    items = b"".join(pickled(name) + tensor_opcodes(str(i), array) for i, (name, array) in enumerate(arrays.items()))
    return b"\x80\x02" + ORDERED_DICT + b"(" + items + b"u}" + pickled("_metadata") + b"}sb."


def write_checkpoint(
    path: Path,
    arrays: Mapping[str, np.ndarray],
    *,
    pickle_bytes: bytes | None = None,
    compression: int = zipfile.ZIP_STORED,
) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("model/data.pkl", state_dict(arrays) if pickle_bytes is None else pickle_bytes)
        for i, array in enumerate(arrays.values()):
            archive.writestr(f"model/data/{i}", np.ascontiguousarray(array).tobytes())
        archive.writestr("model/version", "3\n")
    return path
