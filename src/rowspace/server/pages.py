"""The built page: index.html for the addresses the page draws itself, and the files it loads."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.exceptions import HTTPException

STATIC = Path(__file__).parent / "static"

NOT_BUILT = (
    "The page is not built into this copy of rowspace. Run `make web` in its folder and load this address again; "
    "the answers under /api/ work meanwhile.\n"
)

TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Stated here, because a machine's own list may call a script text/plain, which a browser then does not run."""

router = APIRouter(include_in_schema=False)


@router.get("/")
@router.get("/lesson/{step}")
@router.get("/workbench")
def page() -> Response:
    index = STATIC / "index.html"
    if not index.is_file():
        return PlainTextResponse(NOT_BUILT, status_code=503)
    return FileResponse(index, media_type="text/html", headers={"cache-control": "no-cache"})


@router.get("/{path:path}")
def built_file(request: Request, path: str) -> Response:
    """A file of the built page. Nothing outside its folder is served, however the path is spelled."""
    file = _inside(path)
    if path.startswith("api/") or file is None:
        raise HTTPException(404)
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    # Vite names what lies in assets/ by its content
    cache = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
    return FileResponse(file, media_type=kind, headers={"cache-control": cache})


def _inside(path: str) -> Path | None:
    try:
        file = (STATIC / path).resolve()
        inside = file.is_relative_to(STATIC.resolve()) and file.is_file()
    except (OSError, ValueError):  # a zero byte, a name too long for the disk
        return None
    hidden = any(part.startswith(".") for part in Path(path).parts)
    return file if inside and not hidden else None
