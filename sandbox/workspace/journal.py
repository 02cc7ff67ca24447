"""What happened, in order and numbered, for pages that watch: a reconnect misses nothing."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

KEPT = 5_000


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `about` is the message, the view, or a few plain facts."""

    id: int
    kind: str
    about: Any


@dataclass
class Journal:
    """The last entries, and a bell for those who wait for the next."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    last_id: int = 0
    is_closed: bool = False
    _next: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, kind: str, about: Any) -> None:  # noqa: ANN401 -- see Entry
        self.last_id += 1
        self.entries.append(Entry(self.last_id, kind, about))
        self._ring()

    def since(self, last_id: int) -> list[Entry] | None:
        """What came after that number; None if some of it is not kept any more."""
        missed = self.last_id - last_id
        if missed < 0 or missed > len(self.entries):
            return None
        return [e for e in self.entries if e.id > last_id] if missed else []

    async def more(self, last_id: int, seconds: float) -> bool:
        """Wait until there is something after that number; False if nothing came."""
        bell = self._next
        if self.last_id > last_id or self.is_closed:
            return True
        try:
            await asyncio.wait_for(bell.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Nothing will be written any more; whoever waits goes home."""
        self.is_closed = True
        self._ring()

    def _ring(self) -> None:
        waiting, self._next = self._next, asyncio.Event()
        waiting.set()
