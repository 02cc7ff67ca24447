"""A pressed button of a walkthrough: its row held, one pure move, stored and shown.

A press on a stale screen, a second press, a press on what is over: each has its own answer, which
the pure moves know.
"""

import time
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import look, show
from bot.errands.walks.going import Going, iso, load, save
from bot.runs import buttons
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.views import walk_asides
from bot.views.message import Message
from intents.asked.walks import Back, CannotDo, Remind, Skip, Stop
from intents.intent import Confirm, Intent, Retry, ShowHow
from intents.reply import Note, Reply
from intents.walk import Walk, asks
from intents.walks import patience
from intents.walks.able import able
from intents.walks.forward import cannot_do
from intents.walks.moves import back, confirmed, misplaced, over, skipped, stopped

GONE = Note(
    says="I no longer have that walkthrough.", next="Begin it anew: `/6sense guide` lists them."
)
_LOOKING = Note(
    says="Somebody pressed this a moment ago: I am looking.", next="The answer comes here."
)
_ONLY_YOU = Note(says="Only a person can see this one.", next="Press Confirm when it is so.")
_SOON = 2.0  # seconds until we look by ourselves at a step that was just reached


def pressed(office: Office, conn: Connection, ask: Ask) -> Reply | None:
    """What a press comes to; None = the messages say it."""
    one = load(conn, ask.asker.tenant.key, ask.intent.run)
    if one is None:
        return GONE
    one = show.entered(conn, one)
    if message := _aside(conn, one, ask.intent):
        show.aside(conn, ask, message)
        return None
    match ask.intent:
        case Retry(check=step):
            return _done(office, conn, one, ask, step)
        case Remind(on=on):
            return over(one.walk) if one.walk.end else _reminding(conn, one, on=on)
    after = _moved(one, ask.intent, ask.asker.person.user)
    if isinstance(after, Note):
        return after
    _settle(office, conn, replace(one, walk=after), ask)
    return None


def _aside(conn: Connection, one: Going, intent: Intent) -> Message | None:
    """What is shown to the one alone who pressed; None where the press asks for something else."""
    walk, playbook = one.walk, one.playbook
    match intent:
        case ShowHow(check=step) if step in playbook.names:
            return walk_asides.how(walk, playbook, step)
        case CannotDo(step=step) if step in playbook.names:
            can = able(look.known(conn, one), playbook.step(step))
            return walk_asides.forwardable(cannot_do(walk, playbook, step, can))
        case Skip(step=step, reason="") if not misplaced(walk, playbook, step):
            return walk_asides.why_skip(walk, playbook, step)
    return None


def _moved(one: Going, intent: Intent, by: str) -> Walk | Note:
    walk, playbook, at = one.walk, one.playbook, iso(time.time())
    match intent:
        case Confirm(check=step):
            return confirmed(walk, playbook, step, by, at)
        case Skip(step=step, reason=reason):
            return skipped(walk, playbook, step, by, at, reason)
        case Back(step=step, to=to):
            return back(walk, playbook, step, at, to)
        case Stop():
            return stopped(walk, by, at)
        case ShowHow(check=step) | CannotDo(step=step):
            return misplaced(walk, playbook, step) or GONE
    return GONE


def _done(office: Office, conn: Connection, one: Going, ask: Ask, step: str) -> Note | None:
    """*Done*: looked at now, believed when it is seen."""
    if elsewhere := misplaced(one.walk, one.playbook, step):
        return elsewhere
    if asks(one.walk, one.playbook) is None:
        return _ONLY_YOU
    watch = one.row.watch
    if watch.step == step and watch.until > time.time():
        return _LOOKING
    one = _touched(look.asked(office, conn, one, ask))
    _attributed(conn, ask)
    show.show(conn, save(conn, one))
    return None


def _settle(office: Office, conn: Connection, one: Going, ask: Ask) -> None:
    """A move was made: whatever was waited for is so no more."""
    one = look.watched(office, _touched(one), _SOON / office.settings.walk_haste)
    _attributed(conn, ask)
    one = save(conn, one)
    show.show(conn, one)
    step = getattr(ask.intent, "check", "") or getattr(ask.intent, "step", "")
    deed = Deed(
        one.row.tenant, ask.asker.person.user, ask.intent.kind, one.row.org,
        getattr(ask.intent, "reason", ""), f"{one.row.id} {step}",
    )  # fmt: skip
    office.runs.rules.record(conn, deed)


def _attributed(conn: Connection, ask: Ask) -> None:
    if ask.button:
        buttons.press(conn, ask.button.id, ask.asker.person.user, time.time())


def _touched(one: Going) -> Going:
    """A person did something: reminders count from now."""
    now = time.time()
    morning = patience.next_morning(now, one.row.tz) if one.walk.reminders else 0.0
    return replace(one, row=replace(one.row, touched=now, reminders=0, next_reminder=morning))


def _reminding(conn: Connection, one: Going, *, on: bool) -> Note:
    one = _touched(replace(one, walk=one.walk.model_copy(update={"reminders": on})))
    show.show(conn, save(conn, one))
    if on:
        return Note(says="I remind you again, on working mornings at nine.")
    return Note(says="No more reminders. The walkthrough stays where it is.")
