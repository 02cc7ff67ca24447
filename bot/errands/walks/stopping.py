"""*Stop*: a walkthrough that nobody will go on with ends where it stands, and each side is told."""

import time

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import press
from bot.errands.walks.going import Going, going
from bot.runs.ask import Ask
from bot.store import walks
from bot.views.walking import SURE
from intents.asked.walks import Stop
from intents.replies.sheet import Line, Sheet, Way
from intents.reply import Note, Reply

_MOST = 10  # of one person's that are listed
_DONE = Note(says="It is stopped, and whoever was on it is told.")


def stop(office: Office, conn: Connection, ask: Ask) -> Reply | None:
    """End the one that is named; typed alone: those the asker walks or has asked for."""
    if not ask.intent.run:
        return _listed(conn, ask)
    if said := press.pressed(office, conn, ask):
        return said
    row = walks.find(conn, ask.asker.tenant.key, ask.intent.run)
    return None if row and row.channel == ask.asker.place.channel else _DONE


def _listed(conn: Connection, ask: Ask) -> Sheet:
    mine = walks.mine(conn, ask.asker.tenant.key, ask.asker.person.user, _MOST)
    under_way = tuple(_line(one) for row in mine if (one := going(row)))
    return Sheet(
        title="Walkthroughs under way",
        lead="" if under_way else "You are on none, and have asked for none that goes on.",
        lines=under_way,
        small="What was done in Salesforce stays as it is." if under_way else "",
    )


def _line(one: Going) -> Line:
    at = one.playbook.names.index(one.walk.here) + 1
    org = f" in {one.row.org}" if one.row.org else ""
    begun = time.strftime("%Y-%m-%d", time.gmtime(one.row.created))
    return Line(
        text=f"{one.row.playbook}{org}, for",
        who=(one.row.holder,),
        detail=f"Step {at} of {len(one.playbook.steps)} · begun {begun} (UTC)",
        ways=(Way(label="Stop", intent=Stop(run=one.row.id), confirm=SURE),),
    )
