"""The world as an answer sees it: the tenant's own runs, or one run and what was just learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.runs import rows
from bot.runs.rows import Run
from intents.fact import Fact, Heard
from intents.world import Recalled


@dataclass(frozen=True)
class Stored:
    """A `World` of stored runs, for what needs nothing learnt."""

    conn: Connection
    tenant: str

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:  # noqa: ARG002 -- nothing
        """Nothing: no org is asked within a transaction."""
        return Heard()

    def recall(self, receipt: str) -> Recalled | None:
        """A run of this tenant."""
        run = rows.find(self.conn, self.tenant, receipt, lock=True)
        return run.recalled if run else None


@dataclass(frozen=True)
class Remembered:
    """A `World` of one run, as a value: `heard` came home in an earlier durable step."""

    run: Run
    heard: Heard

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:  # noqa: ARG002 -- learnt
        """What the run's learning step brought home."""
        return self.heard

    def recall(self, receipt: str) -> Recalled | None:  # noqa: ARG002 -- there is one only
        """That run."""
        return self.run.recalled
