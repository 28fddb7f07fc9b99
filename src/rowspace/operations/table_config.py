"""The settings that lie with an open table: its model's config.json or a GGUF file's own, as text to ask about."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rowspace.errors import RowspaceError
from rowspace.operations.config_file import has_settings, settings_of
from rowspace.positions.config import from_config
from rowspace.positions.original import translated
from rowspace.table import Table

LONGEST = 200_000  # characters; the largest published config, with LongRoPE's lists, has 8,000


@dataclass(frozen=True, slots=True)
class TableConfig:
    """What the files of a table say about its model's positions.

    text      the settings as JSON, None where there are none
    source    where they were found: "config.json", or the GGUF file's name
    encoding  what they come to, None where they do not say
    reason    why there is no text or no encoding
    """

    text: str | None = None
    source: str | None = None
    encoding: str | None = None
    reason: str | None = None


def table_config(table: Table) -> TableConfig:
    """Settings beside a table's file. Files that cannot be read are a reason, as the table itself is open."""
    where = table.source.location
    if table.source.package is not None or not has_settings(where):
        return TableConfig(reason=f"{table.name} comes without a model's config.json.")
    try:
        settings = settings_of(where)
        text = json.dumps(translated(settings.config or {}), separators=(",", ":"), ensure_ascii=False)
    except (RowspaceError, TypeError, ValueError) as error:
        return TableConfig(reason=str(error))
    if len(text) > LONGEST:
        return TableConfig(source=settings.source, reason=f"{settings.source} has more than {LONGEST:,} characters.")
    try:
        return TableConfig(text, settings.source, from_config(json.loads(text)).encoding)
    except RowspaceError as error:
        return TableConfig(text, settings.source, reason=str(error))
