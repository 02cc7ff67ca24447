"""What falls due without a person, for all walkthroughs of all tenants: one look at one index."""

import time
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import look, reminding, show
from bot.errands.walks.going import Going, going, save
from bot.errands.walks.place import arrived
from bot.store import walks
from bot.store.alive import stay_alive
from bot.store.walks import Walkthrough

_AT_ONCE = 20  # a tick is quick: what is left is due at the next
_LOST = 120.0


def tick(office: Office) -> None:
    """Do what is due, one walkthrough to a transaction: nobody at the door waits for twenty."""
    for _ in range(_AT_ONCE):
        if not office.runs.store.write(lambda conn: _one(office, conn)):
            return
        office.runs.kick()


def _one(office: Office, conn: Connection) -> bool:
    stay_alive(conn, office.runs.name)
    for row in walks.due(conn, time.time(), 1):
        _due(office, conn, row)
        return True
    return False


def _due(office: Office, conn: Connection, row: Walkthrough) -> None:
    now, one = time.time(), going(row)
    if one is None:  # its playbook is gone: a press says so
        idle = replace(row, next_look=0.0, next_reminder=0.0, next_arrival=0.0)
        walks.keep(conn, replace(idle, open=False))
        return
    one = show.entered(conn, one)
    if 0 < row.next_arrival <= now:
        arrived(office, conn, one)
    elif 0 < row.next_look <= now:
        _look(office, conn, one, now)
    else:
        reminding.begin(office, conn, one, now)


def _look(office: Office, conn: Connection, one: Going, now: float) -> None:
    """Begin a look; should it be lost, the next is due in a while."""
    if not one.measurable:
        save(conn, replace(one, row=replace(one.row, next_look=0.0)))
        return
    look.begin(office, conn, one, f"{now:.3f}")
    save(conn, replace(one, row=replace(one.row, next_look=now + _LOST)))
