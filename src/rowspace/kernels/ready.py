"""Whether the compiled loops are there: loading numba takes half a second, and their first compilation several.

Nobody waits for that who would have his answer sooner without. Small work is done by numpy, and a process that keeps
asking has the loops loaded behind its back.
"""

from __future__ import annotations

import atexit
import threading

from rowspace.kernels.cells import Kind

WORTH_WAITING = 1 << 32  # multiplications that take numpy longer than loading the loops
HARD_TO_READ: dict[Kind, int] = {"float32": 1, "float16": 16, "bfloat16": 8, "int8": 4}  # for numpy, against float32
SOME = 1 << 17  # multiplications that numpy has done before threads have started
ENOUGH = 1 << 27  # multiplications done without the loops after which as many more are expected

_ready: set[Kind] = set()
_without: dict[Kind, int] = {}
_loading = threading.Lock()


def usable(kind: Kind, multiplications: int) -> bool:
    """Whether this much work on numbers of a kind should be done by the loops, which are then loaded."""
    if multiplications < SOME:
        return False
    if kind in _ready:
        return True
    if multiplications * HARD_TO_READ[kind] >= WORTH_WAITING:
        load(kind)
        return True
    return False


def done_without(kind: Kind, multiplications: int) -> None:
    """Counts work that numpy does. Of a process that does much of it more is expected, and the loops are loaded."""
    before = _without.get(kind, 0)
    _without[kind] = before + multiplications
    if before < ENOUGH <= _without[kind]:
        load_behind(kind)


def load(kind: Kind) -> None:
    """Loads the loops for numbers of a kind, or compiles them where that was never done, and waits for it."""
    with _loading:
        if kind in _ready:
            return
        from rowspace.kernels.trial import run_each_loop

        run_each_loop(kind)
        _ready.add(kind)


def load_behind(kind: Kind) -> threading.Thread:
    """The same in a thread, which the end of the process waits for: a compiler cannot be stopped half-way."""
    thread = threading.Thread(target=load, args=[kind], name="rowspace-loops", daemon=True)
    thread.start()
    atexit.register(thread.join)
    return thread
