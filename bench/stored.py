"""Was what we acknowledged really stored, and is it really answered in Slack afterwards?

Read from the database by a connection of our own, and from the practice workspace: the server is
not asked.
"""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, NullPool, create_engine, select

from bench.load import Acked
from bench.targets import Served
from bench.town import Town
from bot.store.tables import messages, runs, seen

_LIFETIME = 61.0
_WAITING = ("Checking", "Waiting")


@dataclass(frozen=True)
class Kept:
    """What the store holds of a phase's acknowledged commands.

    Attributes:
        taken: commands whose delivery is written down.
        with_run: of those, how many have a run that was open when they were acknowledged.
        begun: runs begun in this phase.
    """

    acked: int
    taken: int
    with_run: int
    begun: int

    @property
    def complete(self) -> bool:
        """Nothing acknowledged is missing."""
        return self.acked == self.taken == self.with_run


@dataclass(frozen=True)
class Drained:
    """What became of every run: how many were answered in Slack, of how many, in which time."""

    runs: int
    answered: int
    timed_out: int
    seconds: float


class Books:
    """The database of a target, opened for reading."""

    def __init__(self, engine: Engine, town: Town) -> None:
        self._engine, self._town = engine, town

    def kept(self, acked: Sequence[Acked], since: float) -> Kept:
        """Look for what was acknowledged since then."""
        good = [each for each in acked if each.good]
        with self._engine.connect() as conn:
            taken = set(conn.scalars(select(seen.c.delivery)))
            begun = defaultdict(list)
            for row in conn.execute(select(runs.c.org, runs.c.created)):
                begun[row.org].append(row.created)
        with_run = sum(
            any(each.at - _LIFETIME < created <= each.at for created in begun[each.command.org])
            for each in good
        )
        fresh = sum(created >= since for times in begun.values() for created in times)
        found = sum(f"command:{each.command.trigger}" in taken for each in good)
        return Kept(len(good), found, with_run, fresh)

    def drained(self, served: Served, patience: float) -> Drained:
        """Lift our pacing of Slack calls, and wait until every run is answered there."""
        for pid in served.pids:
            os.kill(pid, signal.SIGUSR1)
        begun = time.monotonic()
        while True:
            every, late, silent = self._outstanding()
            seconds = time.monotonic() - begun
            if not silent or seconds > patience:
                return Drained(every, every - len(silent), late, seconds)
            time.sleep(0.5)

    def _outstanding(self) -> tuple[int, int, set[str]]:
        """How many runs there are, how many ran out of time, and those without an answer."""
        with self._engine.connect() as conn:
            states = {row.receipt: row.state for row in conn.execute(
                select(runs.c.receipt, runs.c.state))}  # fmt: skip
            sent = conn.execute(
                select(messages.c.run, messages.c.ts).where(
                    messages.c.key == "anchor",
                    messages.c.sent_version == messages.c.wanted_version,
                )
            ).all()
        told = {m["ts"]: m["text"] for m in self._town.workspace.get("messages")["messages"]}
        answered = {row.run for row in sent if not told.get(row.ts, "Waiting").startswith(_WAITING)}
        ended = {name for name, state in states.items() if state not in ("queued", "running")}
        late = sum(state == "timed-out" for state in states.values())
        return len(states), late, set(states) - (answered & ended)


@contextmanager
def books(url: str, town: Town) -> Iterator[Books]:
    """The store behind a database address."""
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool
    )
    try:
        yield Books(engine, town)
    finally:
        engine.dispose()
