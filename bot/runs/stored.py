"""The world as one transaction sees it: what was just learnt, and the tenant's own runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.runs import rows
from intents.fact import Fact, Heard
from intents.world import Recalled


@dataclass(frozen=True)
class Stored:
    """A `World` whose asking is over: `heard` came home in an earlier durable step."""

    conn: Connection
    tenant: str
    heard: Heard = field(default_factory=Heard)

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:  # noqa: ARG002 -- learnt
        """What the run's learning step brought home."""
        return self.heard

    def recall(self, receipt: str) -> Recalled | None:
        """A run of this tenant."""
        run = rows.find(self.conn, self.tenant, receipt, lock=True)
        return run.recalled if run else None


class _Nowhere:
    """The world of a question that needs none of it, such as help."""

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:  # noqa: ARG002 -- nothing
        return Heard()

    def recall(self, receipt: str) -> Recalled | None:  # noqa: ARG002 -- nobody
        return None


NOWHERE = _Nowhere()
