from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.checking_waves import check_waves
from rowspace.positions.config import from_config
from rowspace.positions.model import SinusoidalPositions
from rowspace.positions.sinusoidal import LAYOUTS, frequencies, padded, sinusoidal

from .golden import golden

PAPER = from_config({"model_type": "distilbert", "sinusoidal_pos_embds": True, "dim": 16})
OURS = {
    "interleaved_paper": "interleaved",
    "concatenated_paper_exponents": "concatenated",
    "concatenated_tensor2tensor": "tensor2tensor",
}


def waves_of(dim, layout="interleaved", **more):
    return SinusoidalPositions(
        encoding="sinusoidal", inv_freq=frequencies(dim, layout=layout), dim=dim, layout=layout, **more
    )


WHOLE = [
    case
    for case in golden("sinusoidal")["cases"]
    if case["layout"] in OURS and case.get("columns") is None and "padding_idx" not in case
]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: f"{case['layout']}-{case['dim']}")
def test_tables_of_transformers_are_told_by_their_layout(case):
    layout = OURS[case["layout"]]
    for own in LAYOUTS:
        found = check_waves(np.array(case["rows"]), np.array(case["positions"], float), waves_of(case["dim"], own))
        assert found.choices["layout"] == layout
        assert found.precision in ("float32", "float64")
        assert found.agrees == (own == layout)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (lambda table: table, {}),
        (lambda table: table.T, {"a row": "a position"}),
        (lambda table: table[:, np.arange(16) ^ 1], {"first": "sine"}),
        (lambda table: table * 4, {"rows": "not scaled"}),
        (lambda table: np.roll(table, 1, axis=0)[1:], {"positions": "as given"}),
    ],
)
def test_each_convention_is_named(change, differs):
    table = change(sinusoidal(np.arange(40) + (1 if "positions" in differs else 0), 16))
    found = check_waves(table, None, PAPER)
    assert (found.differs, found.precision) == (differs, "float64")


def test_the_padding_row_of_fairseq():
    own = waves_of(16, "tensor2tensor", padding=1)
    assert check_waves(padded(30, 16, padding=1), None, own).agrees
    plain = check_waves(sinusoidal(np.arange(30), 16, layout="tensor2tensor"), None, own)
    assert plain.differs == {"padding row": "zero"}


def test_refusal():
    with pytest.raises(BadArgument, match=r"table must be positions × columns, 15 × 16; got shape \(40, 15\)"):
        check_waves(np.ones((40, 15)), None, PAPER)


@given(st.sampled_from(LAYOUTS), st.integers(3, 33), st.integers(2, 50), st.integers(0, 1000))
def test_what_is_made_in_a_layout_agrees_with_it(layout, dim, count, first):
    where = np.arange(first, first + count, dtype=np.float64)
    table = sinusoidal(where, dim, layout=layout).astype(np.float32).astype(np.float64)
    assert check_waves(table, where, waves_of(dim, layout)).agrees
