"""JSON on the wire: valid whatever spelling or number a table holds, and the headers every reply carries."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from starlette.responses import JSONResponse

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

SECURITY_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


class JSONReply(JSONResponse):
    """Dataclasses as JSON."""

    def render(self, content: Any) -> bytes:
        return encode(content)


def encode(value: Any) -> bytes:
    r"""A dataclass, list, dict, text or number as JSON in UTF-8.

    A number that is not finite becomes null, which JSON has. A byte of a token that is not UTF-8 becomes the
    escape of its lone surrogate (\udcff), which JSON allows and UTF-8 does not.
    """
    plain = _ANY.dump_python(value, mode="json")
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
