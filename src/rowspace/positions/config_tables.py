"""Positions added to the rows at the input, from a config: fixed waves, or a learned table."""

from __future__ import annotations

from rowspace.errors import BadArgument
from rowspace.positions.families import Family
from rowspace.positions.keys import MAX_CONTEXT
from rowspace.positions.limits import MAX_BASE, shown
from rowspace.positions.model import LearnedPositions, SinusoidalPositions
from rowspace.positions.reading import CONTEXTS, WIDTHS, Reading
from rowspace.positions.sinusoidal import LAYOUTS, frequencies


def read_sinusoidal(reading: Reading) -> SinusoidalPositions:
    """Waves of a model: its width and layout. Raises BadArgument."""
    family = reading.family or Family("sinusoidal")
    dim = reading.width
    if dim is None:
        raise BadArgument(f"{WIDTHS[0]} is missing: waves are as wide as the rows they are added to.")
    layout = next((known for known in LAYOUTS if known == reading.config.text("sinusoidal_layout")), None)
    base = reading.config.number("sinusoidal_base", low=1.0, high=MAX_BASE) or 10_000.0
    padding = None
    if family.padding is not None:
        padding = reading.config.count("pad_token_id", low=0)
        padding = family.padding if padding is None else padding
        reading.rules.append(f"row {padding} is zero for padding; the first token takes row {padding + 1}")
    layout = layout or family.layout
    reading.rules.append(f"sines and cosines are laid out as {layout}")
    return SinusoidalPositions(
        **reading.common("sinusoidal"),
        context=reading.context,
        inv_freq=frequencies(dim, layout=layout, base=base),
        dim=dim,
        layout=layout,
        base=base,
        padding=padding,
    )


def read_learned(reading: Reading) -> LearnedPositions:
    """Rows of a learned table and the row of the first token. Raises BadArgument where the config has no count."""
    family = reading.family or Family("learned")
    count = reading.context
    if count is None:
        raise BadArgument(f"{CONTEXTS[0]} is missing: a learned table has one row a position.")
    rows, offset = count + family.extra_rows, family.offset
    if offset and not family.extra_rows:
        padding = reading.config.count("pad_token_id", low=0)
        offset = offset if padding is None else padding + 1
        if rows <= offset:
            raise BadArgument(f"{CONTEXTS[0]} must be above {offset}, the rows kept for padding; got {shown(count)}.")
        count = rows - offset
    if offset:
        reading.rules.append(f"the first token takes row {offset} of {rows:,}")
    if reading.length is not None and reading.length > count:
        reading.warnings.append(f"{reading.length:,} tokens are more than {count:,}: there is no row past the end")
    return LearnedPositions(
        **reading.common("learned"), context=min(count, MAX_CONTEXT), rows=rows, dim=reading.width, offset=offset
    )
