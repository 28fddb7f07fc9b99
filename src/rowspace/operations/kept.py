"""The last few answers about each table, kept as long as the table is, each made once however many ask for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from rowspace.table import Table

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """Answers by their question. Who asks for one that is being made waits for it.

    most  answers kept a table; the one asked for longest ago goes first
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tables: WeakKeyDictionary[Table, tuple[RLock, OrderedDict[Hashable, Answer]]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, table: Table, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer kept, or what `make` returns, which is then kept; what it raises is raised."""
        with self._lock:
            making, answers = self._tables.setdefault(table, (RLock(), OrderedDict()))
        with making:
            if question not in answers:
                answers[question] = make()
            answers.move_to_end(question)
            while len(answers) > self._most:
                answers.popitem(last=False)
            return answers[question]
