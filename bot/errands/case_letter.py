"""Writing to the customer: a direct message; or the thread, where they read it there.

Whom neither reaches is not written to, and whoever asked is told so: a case says that somebody
was written to when Slack shows the letter, and not before.
"""

import json
import time
from dataclasses import asdict, replace

from sqlalchemy import Connection, select

from bot.errands import answering
from bot.errands.case_card import Cards, below
from bot.errands.office import Office
from bot.installations.reaching import Reached, reached
from bot.outbox.wanted import Spot
from bot.runs import present
from bot.store import cases, company
from bot.store.alive import stay_alive
from bot.store.cases import Kept
from bot.store.company import Company
from bot.store.tables import messages
from bot.views.case import letter
from bot.views.case_call import sent_here
from bot.views.walk_news import READS_NOTHING, why_not
from intents import casework
from intents.asker import Asker
from intents.reply import Note

_REFUSED = "not_taken"  # Slack took none of our messages there, without a name we kept
_PATIENCE, _PAUSE = 20.0, 0.1  # seconds for Slack to show it; longer, and the outbox sees to it


class Letters:
    """The workflow behind *tell @person*."""

    def __init__(self, office: Office, cards: Cards) -> None:
        self._office, self._cards = office, cards

    def send(self, tenant: str, name: str, person: str, asked: str) -> None:
        """Find the way to a person, want the letter there, see that it stands; each step once."""
        step = self._office.runs.engine.step
        found = Reached(**json.loads(step("reach", lambda: self._reach(asked, person))))
        wanted = step("send", lambda: self._wanted(tenant, name, person, asked, found))
        if wanted and found.channel and not step("arrive", lambda: self._arrives(wanted)):
            found = replace(found, channel="", why=_REFUSED)
            wanted = step("again", lambda: self._wanted(tenant, name, person, asked, found))
        step("tell", lambda: self._told(tenant, name, person, asked, "" if wanted else found.why))

    def _reach(self, asked: str, person: str) -> str:
        tenant = answering.asker(asked).tenant
        return json.dumps(asdict(reached(self._office.installations, tenant, person)))

    def _wanted(self, tenant: str, name: str, person: str, asked: str, there: Reached) -> str:
        """The id of the letter's message; "" = there is no place where they would read it."""
        who = answering.asker(asked)

        def work(conn: Connection) -> str:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return ""
            key, message = f"letter:{person}:{json.loads(asked)[-1]}"[:160], letter(kept.case)
            if there.channel:
                spot = Spot(tenant, name, key, there.channel)
                return present.post(conn, spot, message, time.time())
            if not _reads_along(conn, kept, who, there):
                return ""
            here = sent_here(message, person, there.why)
            return present.post(conn, below(conn, kept, key), here, time.time())

        wanted = self._office.runs.store.write(work)
        self._office.runs.kick()
        return wanted

    def _arrives(self, message: str) -> bool:
        """Whether Slack shows it, or may yet; False where it will not have it there."""
        mine = select(messages.c.ts, messages.c.mode).where(messages.c.id == message)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            row = self._office.runs.store.write(lambda conn: conn.execute(mine).first())
            if row is None or row.mode != "post":
                return False
            if row.ts:
                return True
            time.sleep(_PAUSE)
        return True

    def _told(self, tenant: str, name: str, person: str, asked: str, why: str) -> None:
        """In the case, that they were written to; or to whoever asked, that they were not."""
        who = answering.asker(asked)

        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return
            if why:
                answering.answer(conn, asked, name, _not_sent(person, why))
                return
            case = casework.told(kept.case, who.person.user, who.at)
            self._cards.keep(conn, replace(kept, case=case))

        self._office.runs.store.write(work)
        self._office.runs.kick()


def _reads_along(conn: Connection, kept: Kept, who: Asker, there: Reached) -> bool:
    """Whether that person reads the thread of the case: a colleague, or a guest in its channel."""
    if there.why in READS_NOTHING:
        return False
    if there.team in ("", who.tenant.team):
        return True
    found = company.of(conn, kept.tenant, kept.channel, time.time())
    return found in (Company.SHARED, Company.AGREED)


def _not_sent(person: str, why: str) -> Note:
    return Note(
        says=f"I could not write to them: {why_not(why)}.",
        next="Copy the letter out of the preview, and send it another way; meant for",
        who=(person,),
    )
