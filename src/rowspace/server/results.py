"""The last few results of long work, kept until they are fetched again or pushed out by newer ones."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from threading import Lock
from typing import Any

from rowspace.server.errors import NotFound

MAX_KEPT = 24


class Results:
    """Answers under the name of their question, so that the same question is computed once. Threads may share it."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    @staticmethod
    def name(question: Any) -> str:
        """A name of 24 letters for anything JSON can say."""
        return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:24]

    def keep(self, name: str, answer: Any) -> None:
        with self._lock:
            self._kept[name] = answer
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def __contains__(self, name: str) -> bool:
        with self._lock:
            return name in self._kept

    def __getitem__(self, name: str) -> Any:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        raise NotFound(f"Result {name} is not kept any more; ask for it again.")
