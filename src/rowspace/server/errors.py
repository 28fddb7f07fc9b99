"""Over HTTP every error has one shape, whoever noticed it: an operation, FastAPI, the guard or nobody.

{"error": {"kind": "unknown_token", "message": "…", "details": {"nearest": […]}}}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from rowspace.errors import Canceled, MissingExtra, RowspaceError, UnknownTable, UnknownToken
from rowspace.server.replies import SECURITY_HEADERS, JSONReply

INTERNAL = "rowspace failed to answer; the reason is in the log of the terminal it runs in."


class NotFound(RowspaceError):
    kind = "not_found"


class Forbidden(RowspaceError):
    kind = "forbidden"


class TooLarge(RowspaceError):
    kind = "too_large"


class Busy(RowspaceError):
    kind = "busy"


STATUSES: tuple[tuple[type[RowspaceError], int], ...] = (
    # the first that fits; what is left is the asker's mistake, 400
    (UnknownTable, 404),
    (UnknownToken, 404),
    (NotFound, 404),
    (Forbidden, 403),
    (TooLarge, 413),
    (Busy, 409),
    (Canceled, 409),
    (MissingExtra, 409),
)

KINDS = {404: "not_found", 405: "bad_argument", 413: "too_large"}


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What went wrong.

    kind     stable, for programs
    message  one sentence, for people
    details  what helps to put it right: `nearest` spellings, `position` in an expression, `field` of a request
    """

    kind: str
    message: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrorReply:
    error: ErrorBody


def error_body(error: RowspaceError) -> ErrorBody:
    return ErrorBody(error.kind, error.message, dict(error.details))


def status_of(error: RowspaceError) -> int:
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 400)


def reply(error: RowspaceError) -> JSONReply:
    return JSONReply(ErrorReply(error_body(error)), status_code=status_of(error))


def add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(RowspaceError)
    def explained(_: Request, error: RowspaceError) -> Response:
        return reply(error)

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        return JSONReply(ErrorReply(_first_mistake(error)), status_code=400)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        kind = KINDS.get(error.status_code, "bad_argument")
        body = ErrorBody(kind, _sentence(request, error))
        return JSONReply(ErrorReply(body), status_code=error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    def unexpected(_: Request, __: Exception) -> Response:
        # Starlette raises it again once this is sent, and uvicorn logs it with its traceback.
        # The reply does not pass the guard, so it brings the guard's headers itself.
        body = ErrorReply(ErrorBody("internal", INTERNAL))
        return JSONReply(body, status_code=500, headers=SECURITY_HEADERS)


def _sentence(request: Request, error: HTTPException) -> str:
    if error.status_code == 404:
        return f"There is nothing at {request.url.path}."
    if error.status_code == 405:
        return f"{request.url.path} does not answer {request.method}."
    return error.detail or HTTPStatus(error.status_code).phrase


def _first_mistake(error: RequestValidationError) -> ErrorBody:
    """The first of FastAPI's findings as one sentence: where, what, and what was got."""
    found = error.errors()[0]
    if found["type"] == "json_invalid":
        return ErrorBody("bad_argument", "The body is not readable JSON.", {"field": "body"})
    where = ".".join(str(part) for part in found["loc"] if part not in ("query", "path", "body")) or "body"
    what = found["msg"][:1].lower() + found["msg"][1:]
    message = f"{where}: {what}."
    if found["type"] != "missing":
        message = f"{where}: {what}; got {_shortened(found.get('input'))}."
    return ErrorBody("bad_argument", message, {"field": where})


def _shortened(value: object, limit: int = 60) -> str:
    shown = f"{len(value):,} items" if isinstance(value, list) else repr(value)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"
