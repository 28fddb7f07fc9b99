"""The document the page's types are generated from."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from rowspace.server.bundle import MEDIA_TYPE
from rowspace.server.openapi import document

DOCUMENT: dict[str, Any] = json.loads(document())
OPERATIONS = [operation for path in DOCUMENT["paths"].values() for operation in path.values()]

BUNDLES = {
    "rows": "RowSelection",
    "similarity": "Similarity",
    "rotate": "Rotation",
    "result": "Projection",
    "sinusoidal": "SinusoidalTable",
    "learned": "LearnedPositions",
    "spellings": "Spellings",
    "norms_result": "Norms",
    "clusters_result": "Clusters",
    "kept_neighbors_result": "KeptNeighbors",
    "groups": "RowGroups",
    "dims": "Dims",
    "along": "Along",
    "row_order": "RowOrder",
    "tile": "Tile",
    "cells": "Cells",
    "picture_result": "Picture",
    "find_ids": "FoundIds",
    "alike": "Alike",
    "shared": "SharedTokens",
    "beside_result": "Beside",
    "changes_result": "Changes",
}


def schema_of(operation: dict[str, Any]) -> dict[str, Any]:
    (content,) = operation["responses"]["200"]["content"].values()
    found: dict[str, Any] = content["schema"]
    return found


def test_operations_have_readable_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert {"health", "tables", "neighbors", "projection", "weat", *BUNDLES} <= set(names)


@pytest.mark.parametrize(("name", "component"), BUNDLES.items())
def test_bundles_meta_is_a_component_without_arrays(name: str, component: str) -> None:
    (operation,) = [operation for operation in OPERATIONS if operation["operationId"] == name]
    assert list(operation["responses"]["200"]["content"]) == [MEDIA_TYPE]
    assert schema_of(operation) == {"$ref": f"#/components/schemas/{component}"}
    properties = DOCUMENT["components"]["schemas"][component]["properties"]
    assert not {"rows", "matrix", "cosines", "coordinates", "values", "similarity"} & set(properties)


def test_rows_say_where_the_color_scale_ends() -> None:
    selection = DOCUMENT["components"]["schemas"]["RowSelection"]
    assert selection["properties"]["clip"] == {"$ref": "#/components/schemas/Clip"}
    assert "clip" in selection["required"]


def test_every_answer_is_described_by_a_component() -> None:
    for operation in OPERATIONS:
        schema = schema_of(operation)
        is_file = schema == {"type": "string", "format": "binary"}
        assert is_file or {"$ref", "items", "anyOf"} & set(schema), operation["operationId"]


def test_every_error_is_the_one_shape() -> None:
    for operation in OPERATIONS:
        assert set(operation["responses"]) == {"200", "default"}
        error = operation["responses"]["default"]["content"]["application/json"]["schema"]
        assert error == {"$ref": "#/components/schemas/ErrorReply"}


def test_no_component_is_named_after_a_module() -> None:
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name or "-" in name] == []


def test_pages_are_left_out() -> None:
    assert all(path.startswith("/api/") for path in DOCUMENT["paths"])


def test_the_command_prints_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rowspace.server.openapi"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(done.stdout) == DOCUMENT
