"""What a model's table is called."""

from pathlib import Path

import pytest

from rowspace.formats.model_name import model_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pets/model.safetensors", "pets"),
        ("pets/pytorch_model.bin", "pets"),
        ("pets/consolidated.00.pth", "pets"),
        ("pets/model-00001-of-00002.safetensors", "pets"),
        ("pets/glove.safetensors", "glove"),
        ("pets", "pets"),
        ("models--someone--pets/snapshots/" + "0123456789" * 4, "pets"),
        ("models--someone--pets/snapshots/" + "0123456789" * 4 + "/model.safetensors", "pets"),
        ("0123456789" * 4, "0123456789" * 4),
    ],
)
def test_a_table_is_called_by_its_file_or_where_all_are_called_alike_by_its_folder(
    tmp_path: Path, path: str, name: str
) -> None:
    full = tmp_path / path
    if full.suffix:
        full.parent.mkdir(parents=True, exist_ok=True)
        full.touch()
    else:
        full.mkdir(parents=True)
    assert model_name(full) == name
