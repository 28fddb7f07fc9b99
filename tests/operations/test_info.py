from rowspace.operations.info import table_info
from rowspace.operations.opened import OpenedTable


def test_a_table_in_memory(royal: OpenedTable) -> None:
    info = table_info(royal)
    assert (info.name, info.rows, info.dim, info.dtype, info.bytes) == ("royal", 7, 3, "float32", 7 * 3 * 4)
    assert (info.tokens, info.positions, info.tokenizer, info.groups) == (7, 0, None, {})


def test_only_who_asks_for_it_sees_the_folder_of_a_file(royal: OpenedTable) -> None:
    assert table_info(royal).source == "small.bin"
    assert table_info(royal, full_path=True).source == "/somewhere/private/small.bin"


def test_a_shipped_table_says_where_it_came_from(minilm: OpenedTable, glove: OpenedTable) -> None:
    info = table_info(minilm)
    assert (info.source, info.format, info.rows, info.dim, info.dtype) == ("minilm", "native", 30_522, 384, "int8")
    assert (info.positions, info.tokenizer, info.bytes) == (512, "wordpiece", 30_522 * (384 + 2))
    assert info.package is not None
    assert info.license is not None
    assert table_info(glove, full_path=True).source == "glove"
