"""What a server that says no means, and what to do about it: one sentence for each status."""

from __future__ import annotations

from rowspace.errors import RowspaceError, UnknownTable, Unreachable

BUSY = 429
TRANSIENT = {408, 500, 502, 503, 504}
MAX_WAIT = 60.0


def refusal(status: int, called: str, *, on_hub: bool, has_token: bool, wait: float | None = None) -> RowspaceError:
    """The error for an answer without the file.

    called  the address as it is shown
    on_hub  whether the hub itself said so, which is where a token helps
    wait    seconds that the server asks to wait
    """
    said = {
        401: _unknown_user(on_hub, has_token),
        403: _forbidden(on_hub),
        404: _missing(on_hub),
        410: "it is no longer there (410); look for the model's new address.",
        BUSY: _too_many(on_hub, has_token, wait),
    }.get(status)
    if said is None and status in TRANSIENT:
        said = f"the server fails ({status}); try again later."
    if said is None:
        said = f"the server answers {status}, not the file; check the address."
    kind = UnknownTable if status in (404, 410) else Unreachable
    return kind(f"{called}: {said}", status=status)


def seconds(retry_after: str | None) -> float | None:
    """A Retry-After header, where it gives seconds."""
    given = (retry_after or "").strip()
    return float(given) if given.isascii() and given.isdigit() and len(given) < 7 else None


def _unknown_user(on_hub: bool, has_token: bool) -> str:
    if not on_hub:
        return (
            "the server asks for a name and a password (401), which rowspace does not send; download the file and open "
            "it from disk."
        )
    if has_token:
        return "the hub does not accept HF_TOKEN (401); set it to a token of yours that is valid, and check the name."
    return (
        "the hub shows it to nobody without a token (401): it is private or gated, or there is none. Check the name, "
        "or set HF_TOKEN to a token that may read it."
    )


def _forbidden(on_hub: bool) -> str:
    if on_hub:
        return "HF_TOKEN may not read it (403); ask for access on the model's page, or set another token."
    return "the server forbids it (403); where the address is a signed one it may have run out, so get a new one."


def _missing(on_hub: bool) -> str:
    if on_hub:
        return "the hub has no such model, revision or file (404); check the spelling."
    return "there is no such file (404); check the address."


def _too_many(on_hub: bool, has_token: bool, wait: float | None) -> str:
    when = "later" if wait is None else f"in {wait:,.0f} seconds"
    instead = ", or set HF_TOKEN: the hub allows more to those it knows" if on_hub and not has_token else ""
    return f"the server has had too many requests (429); try again {when}{instead}."
