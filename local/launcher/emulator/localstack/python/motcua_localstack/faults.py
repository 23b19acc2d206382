"""Fault injection for tests: failures that AWS has now and then and an emulator never has by itself. Seeded."""

import random
import threading

KINDS = ("transaction-conflict", "throttling", "put-events", "duplicate", "late", "recycle")

# How long a late delivery is delayed, with all deliveries behind it. Seconds.
LATE_S = 2.0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.switch(0, {})

    def switch(self, seed: int, shares: dict[str, float]) -> None:
        """`shares`: kind of fault → share of the affected calls, 0 to 1. Kinds that are not named are off. @raises ValueError"""
        for kind, share in shares.items():
            if kind not in KINDS or not 0 <= share <= 1:
                raise ValueError(f"{kind}={share}: known faults are {', '.join(KINDS)}, each from 0 to 1")
        with self._lock:
            self._shares = dict(shares)
            # One random source for each kind: draws of one kind do not change the others.
            self._sources = {kind: random.Random(f"{seed} {kind}") for kind in KINDS}
            self._struck = dict.fromkeys(KINDS, 0)

    def strikes(self, kind: str) -> bool:
        with self._lock:
            share = self._shares.get(kind, 0)
            struck = share > 0 and self._sources[kind].random() < share
            self._struck[kind] += struck
            return struck

    def struck(self) -> dict[str, int]:
        with self._lock:
            return dict(self._struck)


FAULTS = Faults()
