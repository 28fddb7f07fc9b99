"""What a request may ask for, at most. FastAPI checks these and OpenAPI states them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from fastapi import Query
from pydantic import Field

MAX_TEXT = 20_000
MAX_TOKENS = 512
MAX_SPELLING = 1_000
MAX_LINES = 500
MAX_TABLES = 6

Token: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_SPELLING)]
Text: TypeAlias = Annotated[str, Field(max_length=MAX_TEXT)]
Line: TypeAlias = Annotated[str, Field(max_length=MAX_TEXT)]

TokenQuery: TypeAlias = Annotated[str, Query(min_length=1, max_length=MAX_SPELLING, description="a token, or #id")]
TokensQuery: TypeAlias = Annotated[
    list[Token],
    Query(alias="token", min_length=1, max_length=MAX_TOKENS, description="a token, or #id; repeat it for more"),
]
ChosenQuery: TypeAlias = Annotated[
    list[Token] | None,
    Query(alias="token", max_length=MAX_TOKENS, description="a token, or #id; without any, the table's own choice"),
]
PairsQuery: TypeAlias = Annotated[
    str, Query(min_length=3, max_length=MAX_TEXT, description="pairs that make a direction: he:she,man:woman")
]
TextQuery: TypeAlias = Annotated[str, Query(max_length=MAX_TEXT)]
ExpressionQuery: TypeAlias = Annotated[
    str, Query(min_length=1, max_length=2_000, description="a token, #id or arithmetic: king - man + woman")
]
CountQuery: TypeAlias = Annotated[int, Query(ge=1, le=1_000)]
SeedQuery: TypeAlias = Annotated[int, Query(ge=0, lt=2**32)]
MethodQuery: TypeAlias = Literal["pca", "tsne", "umap"]
FirstQuery: TypeAlias = Annotated[int | None, Query(ge=3, description="only so many rows from id 0 on")]
ComponentsQuery: TypeAlias = Annotated[int, Query(ge=2, le=3, description="3 by PCA alone")]
LengthQuery: TypeAlias = Annotated[int, Query(ge=1, le=2_048)]
DimQuery: TypeAlias = Annotated[int, Query(ge=1, le=4_096)]
BaseQuery: TypeAlias = Annotated[float, Query(ge=1, le=1e12)]
PositionQuery: TypeAlias = Annotated[float, Query(ge=-1e9, le=1e9)]
