"""Walkthroughs, as the process knows them."""

from functools import partial

from sqlalchemy import Connection

from bot.errands.office import Family, Office
from bot.errands.walks.begin import guide
from bot.errands.walks.look import look
from bot.errands.walks.place import open_
from bot.errands.walks.press import pressed
from bot.errands.walks.reminding import remind
from bot.errands.walks.stopping import stop
from bot.errands.walks.tick import tick
from bot.store import walks
from intents.asked.walks import Guide, Stop


def family(office: Office) -> Family:
    """Begin them, move them on by presses, look, remind."""
    return Family(
        errands={Guide: partial(guide, office), Stop: partial(stop, office)},
        about={"w": partial(pressed, office)},
        holders={"w": _holds},
        workflows={
            "walk-open": partial(open_, office),
            "walk-look": partial(look, office),
            "walk-remind": partial(remind, office),
        },
        ticks=(partial(tick, office),),
    )


def _holds(conn: Connection, tenant: str, receipt: str, user: str) -> bool:
    """Whether a walkthrough was sent to this person by name."""
    return walks.holder(conn, tenant, receipt)[0] == user
