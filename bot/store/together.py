"""Many at the door, one transaction: one turn, one commit and one waking serve them all.

Only where transactions go one after the other anyway (SQLite). Each is stored before its own
future is done, as if it had been alone.
"""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

Work = Callable[[Connection], Any]
_Asked = tuple[Work, asyncio.Future[Any]]
_Told = tuple[asyncio.Future[Any], Callable[[Any], None], Any]

_MOST = 32  # so that nobody waits for a transaction that never ends


class Together:
    """Gathers what is asked while the last transaction runs, and does it in the next."""

    def __init__(self, attempt: Callable[[Work], Any], door: ThreadPoolExecutor) -> None:
        """Prepare.

        Args:
            attempt: runs work in one transaction.
            door: the one thread it happens in.
        """
        self._attempt, self._door = attempt, door
        self._mutex = threading.Lock()
        self._asked: deque[_Asked] = deque()
        self._busy = False

    def submit(self, work: Work) -> asyncio.Future[Any]:
        """Ask for one piece of work; it may be run twice, but only one run is stored."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        with self._mutex:
            self._asked.append((work, future))
            begin, self._busy = not self._busy, True
        if begin:
            self._door.submit(self._drain)
        return future

    def _drain(self) -> None:
        while batch := self._next():
            self._commit(batch)

    def _next(self) -> list[_Asked]:
        batch: list[_Asked] = []
        with self._mutex:
            while self._asked and len(batch) < _MOST:
                asked = self._asked.popleft()
                if not asked[1].cancelled():
                    batch.append(asked)
            self._busy = bool(batch)
        return batch

    def _commit(self, batch: Sequence[_Asked]) -> None:
        try:
            results = self._attempt(lambda conn: [work(conn) for work, _ in batch])
        except BaseException as error:  # noqa: BLE001 -- whatever it is goes to who asked for it
            if len(batch) == 1:
                _tell([(future, future.set_exception, error) for _, future in batch])
                return
            for alone in batch:  # one of them spoilt it for all: each on its own
                self._commit([alone])
            return
        _tell([(f, f.set_result, told) for (_, f), told in zip(batch, results, strict=True)])


def _tell(told: Sequence[_Told]) -> None:
    """Wake whoever waits: once for all of a loop, for its waking costs more than a statement."""
    loops: dict[asyncio.AbstractEventLoop, list[_Told]] = defaultdict(list)
    for one in told:
        loops[one[0].get_loop()].append(one)
    for loop, waiting in loops.items():
        with suppress(RuntimeError):  # nobody waits in a loop that is gone
            loop.call_soon_threadsafe(_told, waiting)


def _told(waiting: Sequence[_Told]) -> None:
    for future, tell, outcome in waiting:
        if not future.done():
            tell(outcome)
