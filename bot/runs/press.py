"""A pressed button: a compare-and-set on what it means now, in one transaction.

No-lies buttons: a stale, double, foreign or late press gets its own private answer.
"""

import time

from sqlalchemy import Connection

from bot import desk
from bot.outbox import wanted
from bot.outbox.wanted import Spot
from bot.runs import buttons, present, rows
from bot.runs.aside import orgs_for
from bot.runs.ask import NO_WAY_BACK, Ask, Back
from bot.runs.buttons import Button
from bot.runs.rows import Run
from bot.runs.runs import Runs
from bot.runs.stored import Stored
from intents.asked.knowledge import ShowEvidence
from intents.asker import Asker
from intents.finding import Grade, Status
from intents.intent import Cancel, CheckOrg, Confirm, Help, Retry, ShowHow
from intents.reply import Note, Reply
from intents.world import NOWHERE

UNKNOWN_BUTTON = Note(
    says="I do not know this button any more.",
    next="Start anew: `/6sense check <org>`",
)


async def press(
    runs: Runs, asker: Asker, button: str, delivery: str, back: Back = NO_WAY_BACK
) -> None:
    """Do what a button means, once, or say privately why not. The answer is stored on return.

    Args:
        runs: the durable half.
        asker: who pressed it, by their own user and team id.
        button: the opaque id; looked up within the asker's tenant only.
        delivery: Slack's own name of this press, so that a redelivery does nothing.
        back: seals the response_url for the private answer.
    """

    def work(conn: Connection) -> None:
        now = time.time()
        if rows.first_time(conn, f"press:{delivery}", now):
            said = pressed(conn, runs, asker, button, delivery, back)
            wanted.way_back(conn, asker.tenant.key, button, back)
            if said:
                spot = _private(asker, button, delivery, back)
                present.whisper(conn, spot, said, now)

    await runs.store.awrite(work)
    runs.kick()


def _private(asker: Asker, button: str, delivery: str, back: Back) -> Spot:
    place = asker.place
    # Where nobody else reads, an ordinary message: it is still there when they look.
    reader = "" if place.alone else asker.person.user
    return Spot(
        asker.tenant.key, button, f"private:{delivery}"[:160], place.channel, place.thread,
        reader=reader, back=back(),
    )  # fmt: skip


def pressed(
    conn: Connection, runs: Runs, asker: Asker, button: str, delivery: str, back: Back
) -> Reply | None:
    """What a press comes to, within a transaction of the caller's."""
    found = buttons.find(conn, asker.tenant.key, button)
    if not found:
        return UNKNOWN_BUTTON
    ask = Ask(asker, found.intent, delivery, back, found)
    if refused := runs.refused(conn, asker, found.intent):
        return runs.rules.appeal(conn, ask, refused)
    if isinstance(found.intent, CheckOrg | Help):
        return _begun(conn, runs, ask)
    # A button of a private answer stands in no run's message: its meaning names the run.
    receipt = getattr(found.intent, "run", "")
    if errand := runs.errands.get(type(found.intent)) or runs.about.get(receipt[:1]):
        return runs.rules.slow_down(conn, asker, found.intent) or errand(conn, ask)
    run = rows.find(conn, asker.tenant.key, receipt, lock=True)
    if run is None:
        return UNKNOWN_BUTTON
    return _about(conn, runs, asker, found, run, delivery)


def _begun(conn: Connection, runs: Runs, ask: Ask) -> Reply | None:
    """What needs nothing that stands already: a new check, or help."""
    if isinstance(ask.intent, CheckOrg):
        return runs.begin(conn, ask.asker, ask.intent, ask.delivery, ask.back).said
    known = orgs_for(runs, conn, ask.asker)
    return desk.answer(ask.intent, ask.asker, NOWHERE).model_copy(update={"orgs": known})


def _about(
    conn: Connection, runs: Runs, asker: Asker, button: Button, run: Run, delivery: str
) -> Reply | None:
    match button.intent:
        case ShowHow() | ShowEvidence():
            return desk.answer(button.intent, asker, Stored(conn, run.tenant))
        case Retry(check=check):
            said = _no_retry(run, check) or runs.rules.slow_down(conn, asker, button.intent)
            if said:
                return said
            runs.retry(conn, run, check, asker, delivery)
        case Confirm(check=check, subject=subject):
            if said := _no_confirm(run, check, subject):
                return said
            runs.settle(conn, run, button.intent, asker)
        case Cancel():
            if not run.open:
                return Note(says="This check has its answer already: nothing to cancel.")
            runs.settle(conn, run, button.intent, asker)
    buttons.press(conn, button.id, asker.person.user, time.time())
    return None


def _no_retry(run: Run, check: str) -> Note | None:
    if any(looking.check == check for looking in run.looking):
        return Note(says="Somebody pressed Retry a moment ago: I am looking again.")
    if run.open:
        return Note(says="This check is still running.", next="Its answer comes here by itself.")
    mine = [f for f in run.report.findings if f.check == check] if run.report else []
    if mine and all(f.status is Status.OK for f in mine):
        return Note(
            says="This is right already, as measured the last time I looked.",
            next="Press Check again to look at everything anew.",
        )
    return None


def _no_confirm(run: Run, check: str, subject: str) -> Note | None:
    for finding in run.report.findings if run.report else ():
        if (finding.check, finding.subject) == (check, subject):
            if finding.evidence.grade is Grade.ATTESTED:
                return Note(says="This was confirmed already: the message says by whom.")
            return None
    return Note(says="This step is not part of the check any more.")
