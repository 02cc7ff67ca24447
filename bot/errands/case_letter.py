"""Writing to the customer: a direct message; or the thread, where they read it there.

Whom neither reaches is not written to, and whoever asked is told so: a case says that somebody
was written to when Slack shows the letter, and not before. Nothing waits for that: a tick looks.
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
from bot.store import cases, company, letters
from bot.store.alive import stay_alive
from bot.store.cases import Kept
from bot.store.company import Company
from bot.store.letters import Letter
from bot.store.tables import messages
from bot.views.case import letter
from bot.views.case_call import sent_here
from bot.views.walk_news import READS_NOTHING, why_not
from intents import casework
from intents.asker import Asker
from intents.reply import Note

_REFUSED = "not_taken"  # Slack took none of our messages there, without a name we kept
_SOON, _RARELY = 0.2, 60.0  # seconds between two looks whether it is shown


class Letters:
    """The workflow behind *tell @person*, and the tick that sees a letter arrive."""

    def __init__(self, office: Office, cards: Cards) -> None:
        self._office, self._cards = office, cards

    def send(self, tenant: str, name: str, person: str, asked: str) -> None:
        """Find the way to a person, and want the letter there; each step once."""
        step = self._office.runs.engine.step
        found = Reached(**json.loads(step("reach", lambda: self._reach(asked, person))))
        step("send", lambda: self._sent(tenant, name, person, asked, found))

    def _reach(self, asked: str, person: str) -> str:
        tenant = answering.asker(asked).tenant
        return json.dumps(asdict(reached(self._office.installations, tenant, person)))

    def _sent(self, tenant: str, name: str, person: str, asked: str, there: Reached) -> None:
        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            new = Letter("", tenant, name, person, there.team, asked, time.time())
            if kept is None or _wanted(conn, new):
                return
            if there.channel:
                spot = Spot(tenant, name, _key(new), there.channel)
                _on_its_way(conn, new, present.post(conn, spot, letter(kept.case), new.created))
            else:
                _in_thread(conn, kept, new, there.why)

        self._office.runs.store.write(work)
        self._office.runs.kick()

    def tick(self) -> None:
        """Look at each letter that is due, one to a transaction."""
        while self._office.runs.store.write(self._looked):
            self._office.runs.kick()

    def _looked(self, conn: Connection) -> bool:
        """Whether Slack shows it: then the case says so; refused, it takes the other way."""
        stay_alive(conn, self._office.runs.name)
        now = time.time()
        if (one := letters.due(conn, now)) is None:
            return False
        kept = cases.find(conn, one.tenant, one.case)
        mine = select(messages.c.ts, messages.c.mode, messages.c.channel)
        shown = conn.execute(mine.where(messages.c.id == one.message)).first()
        if kept and shown and shown.mode == "post" and not shown.ts:
            letters.later(conn, one, now + min(max(_SOON, (now - one.created) / 4), _RARELY))
            return True
        letters.done(conn, one)
        if kept and shown and shown.ts:
            who = answering.asker(one.asked)
            told = casework.told(kept.case, who.person.user, who.at)
            self._cards.keep(conn, replace(kept, case=told))
        elif kept and shown and shown.channel != kept.channel:
            _in_thread(conn, kept, one, _REFUSED)
        elif kept:
            answering.answer(conn, one.asked, one.case, _not_sent(one.person, _REFUSED))
        return True


def _key(one: Letter) -> str:
    return f"letter:{one.person}:{json.loads(one.asked)[-1]}"[:160]


def _wanted(conn: Connection, one: Letter) -> bool:
    """Whether it was sent already, before a crash."""
    mine = (messages.c.run == one.case) & (messages.c.key == _key(one))
    return conn.scalar(select(messages.c.id).where(mine)) is not None


def _on_its_way(conn: Connection, one: Letter, message: str) -> None:
    letters.send(conn, replace(one, message=message), time.time() + _SOON)


def _in_thread(conn: Connection, kept: Kept, one: Letter, why: str) -> None:
    """The thread of the case, where they read it there; else whoever asked is told."""
    who = answering.asker(one.asked)
    if not _reads_along(conn, kept, who, one.team, why):
        answering.answer(conn, one.asked, one.case, _not_sent(one.person, why))
        return
    here = sent_here(letter(kept.case), one.person, why)
    _on_its_way(conn, one, present.post(conn, below(conn, kept, _key(one)), here, time.time()))


def _reads_along(conn: Connection, kept: Kept, who: Asker, team: str, why: str) -> bool:
    """Whether that person reads the thread of the case: a colleague, or a guest in its channel."""
    if why in READS_NOTHING:
        return False
    if team in ("", who.tenant.team):
        return True
    found = company.of(conn, kept.tenant, kept.channel, time.time())
    return found in (Company.SHARED, Company.AGREED)


def _not_sent(person: str, why: str) -> Note:
    return Note(
        says=f"I could not write to them: {why_not(why)}.",
        next="Copy the letter out of the preview, and send it another way; meant for",
        who=(person,),
    )
