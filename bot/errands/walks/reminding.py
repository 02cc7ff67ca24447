"""A reminder; and where the person has left Slack meanwhile, a word to whoever asked.

Slack takes messages to people who were deactivated, and nobody reads them: so it is asked first.
"""

import json
import time
from dataclasses import asdict, replace

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import show
from bot.errands.walks.going import Going, load, save
from bot.errands.walks.place import DM
from bot.installations.reaching import Reached, known, reached
from bot.outbox.wanted import Spot
from bot.runs import present
from bot.store.alive import stay_alive
from bot.views import walk_news, walking
from intents.walks import patience

_LOST = 120.0  # seconds after which a reminder that has not come is begun anew


def begin(office: Office, conn: Connection, one: Going, now: float) -> None:
    """Start the workflow, once for each reminder; one that nobody wants is not begun."""
    row = one.row
    if not one.walk.reminders or not row.channel:
        save(conn, replace(one, row=replace(row, next_reminder=0.0)))
        return
    save(conn, replace(one, row=replace(row, next_reminder=now + _LOST)))
    # One after the other in a workspace: at nine many are due, and Slack is asked for each.
    office.runs.engine.start(
        conn, "walk-remind", f"{row.id}:{now:.3f}", f"{row.tenant}:reminders",
        row.tenant, row.id, _mark(one),
    )  # fmt: skip


def _mark(one: Going) -> str:
    """Changes with whatever somebody does, and with each reminder."""
    return f"{one.row.touched!r}:{one.row.reminders}"


def remind(office: Office, tenant: str, name: str, mark: str) -> None:
    """The workflow: is the person still there? Then remind them; else tell whoever asked."""
    one = office.runs.store.write(lambda conn: load(conn, tenant, name))
    if one is None:
        return
    found = office.runs.engine.step("ask", lambda: _asked(office, one))
    office.runs.engine.step("remind", lambda: _reminded(office, one, mark, found))


def _asked(office: Office, one: Going) -> str:
    """The way to whoever asked, as JSON; nothing where the person can be reminded."""
    tenant, row = show.asker(one).tenant, one.row
    if row.rung != DM or known(office.installations, tenant, row.holder).why != "user_disabled":
        return ""
    if row.holder == one.walk.asked_by.user:
        return json.dumps(asdict(Reached()))
    return json.dumps(asdict(reached(office.installations, tenant, one.walk.asked_by.user)))


def _reminded(office: Office, at: Going, mark: str, found: str) -> None:
    def work(conn: Connection) -> None:
        stay_alive(conn, office.runs.name)
        one = load(conn, at.row.tenant, at.row.id)
        if one is None or not one.row.open or _mark(one) != mark:
            return  # somebody went on meanwhile, or it came already
        if found:
            _left(conn, one, Reached(**json.loads(found)))
        else:
            _reminder(conn, one)

    office.runs.store.write(work)
    office.runs.kick()


def _reminder(conn: Connection, one: Going) -> None:
    row, now = one.row, time.time()
    number = row.reminders + 1
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(row.touched))
    said = walking.reminder(one.walk, one.playbook, since)
    show.news(conn, one, f"reminder:{row.touched:.0f}:{number}", said)
    again = patience.next_morning(now, row.tz) if number < patience.REMINDERS else 0.0
    save(conn, replace(one, row=replace(row, reminders=number, next_reminder=again)))


def _left(conn: Connection, one: Going, asker: Reached) -> None:
    """Nobody reads it any more: it rests, and whoever asked decides how it goes on."""
    row = one.row
    save(conn, replace(one, row=replace(row, next_look=0.0, next_reminder=0.0)))
    if asker.channel:
        spot = Spot(row.tenant, row.id, "left", asker.channel)
        present.post(conn, spot, walk_news.left(one.walk, one.playbook), time.time())
