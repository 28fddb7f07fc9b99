"""The OpenAPI document, with what FastAPI says of its own kinds of answer only said of ours too."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

JSON = "application/json"


class DescribedAPI(FastAPI):
    """FastAPI whose document describes bundles and event streams by their models, and every error as JSON."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            for path in document["paths"].values():
                for operation in path.values():
                    _put_right(operation["responses"])
        return super().openapi()


def _put_right(responses: dict[str, Any]) -> None:
    for described in responses.values():
        for content in described.get("content", {}).values():
            schema = content["schema"]
            if "$ref" in schema or "anyOf" in schema:
                schema.pop("type", None)  # FastAPI takes what is not JSON for text, whatever its model
    error = responses["default"]
    error["content"] = {JSON: next(iter(error["content"].values()))}  # it has the kind of the route's good answer
