"""A walkthrough's state → its messages: one for each step, and what whoever asked is told."""

import time
from dataclasses import replace

from sqlalchemy import Connection, select

from bot.errands.walks.going import Going, iso, save
from bot.outbox import wanted
from bot.outbox.wanted import Spot, shown, spots
from bot.runs import present
from bot.runs.ask import Ask
from bot.runs.rows import read_asker
from bot.store import company
from bot.store.company import Company
from bot.store.tables import messages
from bot.views import walk, walk_news, walking
from bot.views.message import Message
from intents.asker import Asker
from intents.reply import Looking

OPENING, PROGRESS, CLOSING = "opening", "progress", "closing"
_STEP, _HERE = "step:", "here"
_THREAD = 1  # the rung of the thread where it was asked
_APART = 1e-4  # seconds between two messages wanted together: they are sent in that order
_AFTER = 0.01  # and this one after those


def show(conn: Connection, one: Going) -> None:
    """Want every message of the walkthrough as it stands now."""
    progress(conn, one)
    if not one.row.channel:
        return
    now, placed = time.time(), place(conn, one, OPENING)
    why = walk_news.not_direct(one.row.why) if one.row.why else ""
    if one.row.why and not shown(conn, place(conn, one, _HERE)):
        present.post(conn, place(conn, one, _HERE), _because(one), now)
    present.post(conn, placed, walking.opening(one.walk, one.playbook, why_here=why), now + _APART)
    for at, name in enumerate(_steps(conn, one), 2):
        message = walk.step(one.walk, one.playbook, name, looking=_looking(one, name))
        present.post(conn, place(conn, one, _STEP + name), message, now + at * _APART)
    if one.walk.end:
        ended = walking.stopped if one.walk.stopped else walking.closing
        news(conn, one, CLOSING, ended(one.walk, one.playbook), _AFTER)


def progress(conn: Connection, one: Going) -> None:
    """Want what the thread of whoever asked shows, where there is such a message."""
    for spot in spots(conn, one.row.id, PROGRESS):
        present.post(conn, spot, _progress(conn, one), time.time())


def begin_progress(conn: Connection, one: Going, back: bytes | None) -> None:
    """Want that message for the first time, where it was asked."""
    present.post(conn, asked_at(one, back), _progress(conn, one), time.time())


def _progress(conn: Connection, one: Going) -> Message:
    row, walk_, book = one.row, one.walk, one.playbook
    if _overheard(conn, one):
        return walk_news.discreet(walk_, book, stands=bool(row.channel), error=row.why)
    if row.channel:
        return walking.progress(walk_, book)
    if row.why:
        return walk_news.unreachable(walk_, book, row.why)
    return walk_news.sending(walk_, book)


def _overheard(conn: Connection, one: Going) -> bool:
    """Whether strangers may read where it was asked, and not the walkthrough itself."""
    at = asker(one).place
    if at.alone or (one.row.rung == _THREAD and one.row.channel):
        return False
    read_by = company.last(conn, one.row.tenant, at.channel)
    return read_by not in (Company.OURS, Company.AGREED)


def asked_at(one: Going, back: bytes | None = None) -> Spot:
    """Where whoever asked sees how it goes."""
    at = asker(one).place
    return Spot(one.row.tenant, one.row.id, PROGRESS, at.channel, at.thread, back=back)


def asker(one: Going) -> Asker:
    """Who asked for it, and where."""
    return read_asker(one.row.asker)


def news(conn: Connection, one: Going, key: str, message: Message, after: float = 0.0) -> None:
    """Want a message of its own, once for each key: Slack tells the person of new ones only."""
    present.post(conn, place(conn, one, key), message, time.time() + after)


def again(conn: Connection, one: Going) -> None:
    """An earlier step is to be done once more: say so, and bring it below everything else."""
    here = one.walk.here
    said = walk_news.reopened(one.walk, one.playbook, here)
    news(conn, one, f"again:{here}:{one.walk.stand(here).at}", said)
    wanted.anew(conn, place(conn, one, _STEP + here))


def entered(conn: Connection, one: Going) -> Going:
    """It, by its playbook as it is now; where that has changed, the person is told kindly."""
    if not one.says:
        return one
    one = save(conn, one)
    if one.row.channel:
        said = walking.entry(one.walk, one.playbook, one.says)
        news(conn, one, f"entry:{one.playbook.version}", said)
    show(conn, one)
    return replace(one, says="")


def aside(conn: Connection, ask: Ask, message: Message) -> None:
    """Want a message for the one alone who pressed."""
    at, who = ask.asker.place, ask.asker
    run = ask.button.run if ask.button else ""
    spot = Spot(
        who.tenant.key, run, f"private:{ask.delivery}"[:160], at.channel, at.thread,
        reader=who.person.user, back=ask.back(),
    )  # fmt: skip
    present.post(conn, spot, message, time.time())


def place(conn: Connection, one: Going, key: str) -> Spot:
    """Where a message of it stands: in its DM, or in the thread of what was asked."""
    row, under = one.row, ""
    if row.rung == _THREAD and not row.thread:
        under = _named(conn, asked_at(one))
    return Spot(row.tenant, row.id, key, row.channel, row.thread, under=under)


def _named(conn: Connection, spot: Spot) -> str:
    """The id of the message wanted there; "" = none is."""
    mine = (messages.c.run == spot.run) & (messages.c.channel == spot.channel)
    return conn.scalar(select(messages.c.id).where(mine & (messages.c.key == spot.key))) or ""


def _because(one: Going) -> Message:
    draw = walk_news.here_because if one.row.rung == _THREAD else walk_news.taken_in
    return draw(one.walk, one.row.why)


def _steps(conn: Connection, one: Going) -> list[str]:
    """Steps that have a message already, in order, and the one it is at."""
    row = one.row
    mine = (messages.c.run == row.id) & (messages.c.channel == row.channel)
    keys = conn.scalars(select(messages.c.key).where(mine & messages.c.key.startswith(_STEP)))
    posted = {key.removeprefix(_STEP) for key in keys}
    if not one.walk.end:
        posted.add(one.walk.here)
    known = [name for name in one.playbook.names if name in posted]
    return [*sorted(posted - set(known)), *known]


def _looking(one: Going, name: str) -> Looking | None:
    watch = one.row.watch
    if watch.step != name or watch.until <= time.time():
        return None
    return Looking(check=name, by=watch.by, at=iso(watch.asked))
