"""Runs as they are begun and kept. Each public method is one transaction, or part of one."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from bot import desk
from bot.access import refusal
from bot.outbox.wanted import Spot, shown
from bot.runs import present, rows
from bot.runs.answer import Answer, Seen, answered
from bot.runs.ask import NO_WAY_BACK, Back, Errand
from bot.runs.engine import Engine
from bot.runs.orgs import Orgs
from bot.runs.rows import Run
from bot.runs.rules import Rules, of_run
from bot.runs.stored import Remembered
from bot.store import aliases, homes
from bot.store.alive import stay_alive
from bot.store.database import Store
from intents.asker import Asker
from intents.intent import CheckOrg, Intent
from intents.reply import Looking, Note, Report

#: Seconds after which a run has an answer, whatever happened.
LIMIT = 58.0


@dataclass(frozen=True)
class Started:
    """What `start` did: began a run, joined the one under way, or nothing (a redelivery).

    `said` is what to tell the asker privately instead of, or beside, the run's own message.
    """

    receipt: str = ""
    joined: bool = False
    said: Note | None = None


@dataclass(frozen=True)
class Runs:
    """What runs live on.

    Attributes:
        store: the database.
        engine: starts the workflows of `bot.runs.work`.
        orgs: asks and knows orgs.
        name: this process, for the fence.
        kick: called after something new is wanted in Slack.
        errands: who answers what is neither a check nor about one, by the intent's type.
        about: who answers what is asked of a stored thing that is no check, by the first
            letter of its receipt (`w-…` a walkthrough).
        after: called, within the transaction, with every run as it is kept: its answer has come,
            or changed.
        rules: what the house holds against an ask, beside its answer.
    """

    store: Store
    engine: Engine
    orgs: Orgs
    name: str
    kick: Callable[[], None]
    errands: dict[type, Errand] = field(default_factory=dict)
    about: dict[str, Errand] = field(default_factory=dict)
    after: list[Callable[[Connection, Run], None]] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)

    def refused(self, conn: Connection, asker: Asker, intent: Intent) -> Note | None:
        """Why this person may not do this; None where they may."""
        return refusal(asker, intent, self.rules.standing(conn, asker, intent))

    async def start(
        self, asker: Asker, intent: CheckOrg, delivery: str, back: Back = NO_WAY_BACK
    ) -> Started:
        """Store a check, its first message and its workflow, all or nothing."""
        started = await self.store.awrite(
            lambda conn: self.begin(conn, asker, intent, delivery, back)
        )
        if started.receipt and not started.said:  # otherwise nothing new is wanted
            self.kick()
        return started

    def begin(
        self, conn: Connection, asker: Asker, intent: CheckOrg, delivery: str, back: Back
    ) -> Started:
        """`start`, within a transaction of the caller's."""
        now, tenant = time.time(), asker.tenant.key
        if not aliases.known(conn, tenant, intent.org):
            name = aliases.meant(conn, tenant, intent.org)
            if name == intent.org:
                return Started(said=desk.no_such_org(intent.org, aliases.every(conn, tenant)))
            intent = intent.model_copy(update={"org": name})
        if not rows.first_time(conn, delivery, now):
            return Started()
        if receipt := rows.running(conn, tenant, intent):
            return self._join(conn, receipt, asker, back)
        if wait := self.rules.slow_down(conn, asker, intent):
            return Started(said=wait)
        run = rows.begin(conn, asker, intent, now, LIMIT)
        self.engine.start(conn, "check", run.receipt, lane(run), run.tenant, run.receipt)
        if asker.place.channel:  # the terminal has none, and no messages
            self.rules.place(conn, run, _spot(run.receipt, asker, back()), asker)
        if asker.place.alone:  # asked from the Home tab, which says that I am looking
            homes.refresh(conn, tenant, asker.person.user)
        return Started(run.receipt)

    def _join(self, conn: Connection, receipt: str, asker: Asker, back: Back) -> Started:
        """Show the run under way here too; where it is shown already, say so."""
        spot = _spot(receipt, asker, None)
        if spot.channel and shown(conn, spot):
            return Started(receipt, joined=True, said=desk.UNDER_WAY)
        run = rows.find(conn, spot.tenant, receipt)
        if run and spot.channel:
            placed = self.rules.place(conn, run, replace(spot, back=back()), asker)
            return Started(receipt, joined=True, said=None if placed else desk.UNDER_WAY)
        return Started(receipt, joined=True)

    def retry(self, conn: Connection, run: Run, check: str, asker: Asker, delivery: str) -> None:
        """Begin to look at one check again, within the caller's transaction."""
        mine = Looking(check=check, by=asker.person.user, at=asker.at)
        looking, now = (*run.looking, mine), time.time()
        rows.change(conn, run.receipt, looking=rows.looking_json(looking), deadline=now + LIMIT)
        present.show(conn, replace(run, looking=looking), now)
        self.engine.start(
            conn, "retry", f"{run.receipt}:{delivery}"[:120], lane(run),
            run.tenant, run.receipt, check, rows.asker_json(asker),
        )  # fmt: skip

    def settle(self, conn: Connection, run: Run, intent: Intent, asker: Asker) -> None:
        """Answer an intent about a run that needs no learning (confirm, cancel), and show it."""
        reply = desk.answer(intent, asker, Remembered(run, run.heard))
        if isinstance(reply, Report):
            self.keep(conn, answered(self._seen(conn, run), reply, run.heard))
            check = getattr(intent, "check", "")
            self.rules.record(conn, of_run(run, asker.person.user, intent.kind, check))

    def keep(self, conn: Connection, answer: Answer) -> None:
        """Store what a run has come to, and want it shown."""
        run, now = answer.run, time.time()
        rows.keep(conn, run)
        for picture in answer.pictures:
            present.put(conn, picture, now)
        for heed in self.after:
            heed(conn, run)
        if answer.made_of.run.open and run.report:
            said = f"{run.report.verdict}, {run.report.ended}"
            self.rules.record(conn, of_run(run, run.asker.person.user, "checked", said))

    def overdue(self) -> bool:
        """Give one run whose time is up its answer; False where there is none.

        One at a time: nobody at the door should have to wait for fifty.
        """

        def work(conn: Connection) -> bool:
            stay_alive(conn, self.name)
            run = rows.overdue(conn, time.time())
            if run is None:
                return False
            report = run.report
            if run.open or report is None:
                report = desk.unfinished(run.intent, run.heard, "timed-out")
            # A step that was not seen again in time stays as it was.
            last = self._seen(conn, replace(run, looking=()))
            self.keep(conn, answered(last, report, run.heard))
            return True

        found = self.store.write(work)
        if found:
            self.kick()
        return found

    def _seen(self, conn: Connection, run: Run) -> Seen:
        return Seen(run, present.places(conn, run.receipt))


def lane(run: Run) -> str:
    """The queue lane of a run: its org, within its tenant."""
    return f"{run.tenant}:{run.org}"


def _spot(receipt: str, asker: Asker, back: bytes | None) -> Spot:
    """Where an asker sees the run's anchor."""
    at = asker.place
    return Spot(asker.tenant.key, receipt, present.ANCHOR, at.channel, at.thread, back=back)
