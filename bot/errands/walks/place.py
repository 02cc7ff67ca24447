"""Where a walkthrough stands: a ladder of places, each taken where the one above is impossible.

0: a direct message with the person; 1: the thread where it was asked, unless others read there
what is for our own people; 2: a direct message with whoever asked; 3: nowhere, and whoever asked
is told. Slack may refuse a place only when the first message is to appear there: then the tick
goes one rung down.
"""

import json
import time
from dataclasses import asdict, replace

from sqlalchemy import Connection, select

from bot.errands.office import Office
from bot.errands.walks import look, readers, show
from bot.errands.walks.going import Going, iso, load, save
from bot.installations.reaching import Reached, known, reached
from bot.outbox import wanted
from bot.store.alive import stay_alive
from bot.store.tables import messages
from intents.asker import Person
from intents.fact import Heard
from intents.report import report
from intents.walk import Walk, asks_at_opening, kinds_for_opening
from intents.walks import patience
from intents.walks.looks import looked

DM, THREAD, ASKER, NOWHERE = range(4)
_REFUSED = "not_taken"  # Slack took none of our messages there, without a name we kept
_ARRIVES = 1.0  # seconds until the first look whether Slack has shown it


def open_(office: Office, tenant: str, name: str, rung: str, why: str = "") -> None:
    """The workflow: find a place, look what is true already, and put it there."""
    one = office.runs.store.write(lambda conn: load(conn, tenant, name))
    if one is None:
        return
    step = office.runs.engine.step
    found = step("reach", lambda: _reach(office, one, int(rung)))
    heard = step("learn", lambda: _learn(office, one))
    step("place", lambda: _place(office, one, (int(rung), why), found, heard))


def _reach(office: Office, one: Going, rung: int) -> str:
    """What Slack says of whom it is for, or of whoever asked."""
    tenant, slack = show.asker(one).tenant, office.installations
    readers.learn(office, one)
    if rung == ASKER:
        return json.dumps(asdict(reached(slack, tenant, one.walk.asked_by.user)))
    there = (reached if rung == DM else known)(slack, tenant, one.row.holder)
    if not there.channel:
        there = replace(there, thread=readers.may(office, one, there))
    return json.dumps(asdict(there))


def _learn(office: Office, one: Going) -> str:
    """What the org says for the opening; "" where nobody is to be asked, or it was."""
    kinds = () if one.row.channel else kinds_for_opening(one.playbook, one.row.org)
    return look.learnt(office, one, kinds).model_dump_json() if kinds else ""


def _place(office: Office, one: Going, asked: tuple[int, str], found: str, heard: str) -> None:
    rung, why = asked
    there = Reached(**json.loads(found))

    def work(conn: Connection) -> None:
        stay_alive(conn, office.runs.name)
        now = load(conn, one.row.tenant, one.row.id)
        placed = now is not None and now.row.channel and now.row.rung >= rung
        if now is not None and not now.walk.stopped and not placed:
            put(office, conn, ticked(conn, now, heard, one.row.org), rung, there, why)

    office.runs.store.write(work)
    office.runs.kick()


def ticked(conn: Connection, one: Going, heard: str, org: str) -> Going:
    """The walkthrough with what `org` has shown before its first step; nothing of another org."""
    asked = asks_at_opening(one.playbook, one.row.org)
    if not heard or asked is None or org != one.row.org:
        return one
    from_org = Heard.model_validate_json(heard)
    look.remember(conn, one, from_org)
    walk = looked(one.walk, one.playbook, report(asked, from_org), iso(time.time()))
    return replace(one, walk=walk)


def put(office: Office, conn: Connection, one: Going, rung: int, there: Reached, why: str) -> None:
    """Put it on this rung, or on the next below where Slack has said no."""
    row, asker, now = one.row, show.asker(one), time.time()
    if rung == DM and not there.channel:
        rung, why = THREAD, there.why or _REFUSED
    if rung == THREAD and not there.thread:
        _try(office, conn, one, ASKER if why else DM, why)
        return
    if rung == ASKER and not there.channel:
        rung = NOWHERE
    channel = asker.place.channel if rung == THREAD else there.channel
    row = replace(
        row,
        rung=rung,
        why=why,
        channel="" if rung == NOWHERE else channel,
        thread=asker.place.thread if rung == THREAD else "",
        next_arrival=0.0 if rung == NOWHERE else now + _ARRIVES,
    )
    if rung != ASKER:  # then Slack was asked about somebody else
        row = replace(row, team=there.team or row.team, tz=there.tz or row.tz)
    one = look.watched(office, replace(one, row=row, walk=_named(one, row.team)))
    morning = patience.next_morning(now, row.tz) if one.walk.reminders else 0.0
    one = save(conn, replace(one, row=replace(one.row, next_reminder=morning)))
    alone = rung == NOWHERE or (rung == THREAD and not row.thread)
    if alone and not wanted.shown(conn, show.asked_at(one)):
        show.begin_progress(conn, one, None)
    show.show(conn, one)


def _named(one: Going, team: str) -> Walk:
    person = one.walk.person
    if person == one.walk.asked_by or not team:
        return one.walk
    return one.walk.model_copy(update={"person": Person(person.user, team, person.name)})


def arrived(office: Office, conn: Connection, one: Going) -> None:
    """Whether Slack shows the first message; one rung down where it will not."""
    top = one.row.rung == THREAD and not one.row.thread
    key = show.PROGRESS if top else show.OPENING
    mine = (messages.c.run == one.row.id) & (messages.c.channel == one.row.channel)
    first = conn.execute(
        select(messages.c.ts, messages.c.mode).where(mine & (messages.c.key == key))
    ).first()
    now = time.time()
    if first is None or first.ts:
        save(conn, replace(one, row=replace(one.row, next_arrival=0.0)))
        return
    if first.mode == "post":
        pause = min(60.0, max(_ARRIVES, (now - one.row.touched) / 4))
        save(conn, replace(one, row=replace(one.row, next_arrival=now + pause)))
        return
    _down(office, conn, one)


def _down(office: Office, conn: Connection, one: Going) -> None:
    """Slack will not have it here: withdraw what was not shown, and try the next place."""
    row, why = one.row, one.row.why or _REFUSED
    wanted.withdraw(conn, row.id, row.channel, keep=show.PROGRESS)
    below = row.rung + 1
    gone = replace(row, channel="", thread="", why=why, next_arrival=0.0)
    one = save(conn, replace(one, row=gone))
    if below >= NOWHERE:
        show.progress(conn, replace(one, row=replace(one.row, rung=NOWHERE)))
        return
    _try(office, conn, one, below, why)


def _try(office: Office, conn: Connection, one: Going, rung: int, why: str) -> None:
    """Begin with another place; `why` it is not a better one."""
    row = one.row
    office.runs.engine.start(
        conn, "walk-open", f"{row.id}:{rung}", one.lane, row.tenant, row.id, str(rung), why
    )
