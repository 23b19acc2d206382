"""Client request tokens: within ten minutes the same request runs once, and another one with the same token is rejected."""

import json
import time
from typing import Callable

KEPT_S = 600


class Mismatch(Exception):
    pass


class Tokens:
    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._done: dict[str, tuple[float, str, object]] = {}

    def once(self, token: str | None, request: object, work: Callable[[], object]) -> object:
        """@raises Mismatch, and any exception of the work, which then counts as not done"""
        if not token:
            return work()
        now = self._clock()
        self._done = {name: done for name, done in self._done.items() if now - done[0] < KEPT_S}
        said = json.dumps(request, sort_keys=True, default=repr)
        if token in self._done:
            _, before, answer = self._done[token]
            if before != said:
                raise Mismatch
            return answer
        answer = work()
        self._done[token] = (now, said, answer)
        return answer
