"""`python -m rowspace.server.openapi` prints the OpenAPI document, from which the page's types are generated."""

from __future__ import annotations

import json

from rowspace.server.app import create_app


def document() -> str:
    """The document with its keys in order, so that the same server always prints the same text."""
    return json.dumps(create_app([]).openapi(), indent=1, sort_keys=True, ensure_ascii=False)


if __name__ == "__main__":
    print(document())
