"""Routers of the API, with what all of its routes have in common.

A router that an application includes has each of its routes built anew, in front of the first request, which is a
fifth of a second here. These routes are built once and taken over as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.params import Depends
from fastapi.routing import APIRoute

from rowspace.server.errors import ErrorReply
from rowspace.server.replies import JSONReply

EXPLAINED: dict[int | str, dict[str, Any]] = {
    "default": {"model": ErrorReply, "description": "What went wrong, in the one shape of every error."}
}


def api_router(tag: str, *, prefix: str = "/api", dependencies: Sequence[Depends] = ()) -> APIRouter:
    """A router of questions of one kind."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        dependencies=dependencies,
        default_response_class=JSONReply,
        generate_unique_id_function=_function_name,
        responses=dict(EXPLAINED),
    )


def _function_name(route: APIRoute) -> str:
    """Operation ids are the functions' names; the page's types are generated under them."""
    return route.name
