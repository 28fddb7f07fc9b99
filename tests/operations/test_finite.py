import numpy as np
import pytest

from rowspace.errors import BadArgument
from rowspace.operations.finite import finite_rows
from tests.tables import make_table


def test_a_broken_row_is_named_and_the_others_are_read() -> None:
    table = make_table(["whole", "broken", "endless"], [[1, 2], [np.nan, 0], [0, np.inf]])
    assert finite_rows(table, [0, 0]).tolist() == [[1, 2], [1, 2]]
    for id, token in ((1, "broken"), (2, "endless")):
        with pytest.raises(BadArgument, match=f'The row of "{token}" holds a number that is not finite'):
            finite_rows(table, [0, id])
