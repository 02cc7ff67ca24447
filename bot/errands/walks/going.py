"""A walkthrough under way: its row, its walk, and its playbook as it is now."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.store import walks
from bot.store.walks import Walkthrough
from intents.playbook import Playbook
from intents.playbooks import PLAYBOOKS
from intents.walk import End, Walk
from intents.walks.entry import Entry, entered


@dataclass(frozen=True)
class Going:
    """See above. `says` is what changed in the playbook since it was last touched, "" = nothing."""

    row: Walkthrough
    walk: Walk
    playbook: Playbook
    says: str = ""

    @property
    def lane(self) -> str:
        """The queue lane of its looks: its org, within its tenant, as for checks."""
        return f"{self.row.tenant}:{self.row.org}"

    @property
    def measurable(self) -> bool:
        """Whether the org can show that the step it is at is so."""
        return self.walk.measurable(self.playbook, self.playbook.step(self.walk.here))

    @property
    def finished(self) -> bool:
        """Whether no step is left."""
        return self.walk.finished(self.playbook)


def load(conn: Connection, tenant: str, name: str) -> Going | None:
    """One of this tenant, its row held; None where there is none, or its playbook is gone."""
    row = walks.find(conn, tenant, name, lock=True)
    return going(row) if row else None


def going(row: Walkthrough) -> Going | None:
    """A stored one, by its playbook as it is now; None where that is gone."""
    playbook = PLAYBOOKS.get(row.playbook)
    if playbook is None:
        return None
    walk = Walk.model_validate_json(row.state)
    entry = Entry(walk) if walk.end else entered(walk, playbook, iso(time.time()))
    return Going(row, entry.walk, playbook, entry.says)


def save(conn: Connection, one: Going) -> Going:
    """Store it; of one that is over, nothing falls due and nothing the org said is kept."""
    if one.finished and not one.walk.end:
        ended = End(at=iso(time.time()))
        one = replace(one, walk=one.walk.model_copy(update={"end": ended}))
    over, row = one.walk.end is not None, replace(one.row, state=one.walk.model_dump_json())
    if over:  # whether Slack shows it is still looked at
        walks.forget_heard(conn, row.tenant, row.id)
        row = replace(row, watch=walks.Watch(), next_look=0.0, next_reminder=0.0)
    return replace(one, row=walks.keep(conn, replace(row, open=not over)))


def iso(moment: float) -> str:
    """Seconds since the epoch as the walk writes moments (UTC, ISO 8601)."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
