"""Writing to the customer: a direct message, or the thread where there can be none."""

import json
import time
from dataclasses import asdict, replace

from sqlalchemy import Connection

from bot.errands.case_card import Cards, below
from bot.errands.office import Office
from bot.installations.reaching import Reached, reached
from bot.outbox.wanted import Spot
from bot.runs import present, rows
from bot.store import cases
from bot.store.alive import stay_alive
from bot.views.case import letter
from bot.views.case_call import sent_here
from intents import casework
from intents.asker import Asker


class Letters:
    """The workflow behind *tell @person*."""

    def __init__(self, office: Office, cards: Cards) -> None:
        self._office, self._cards = office, cards

    def send(self, tenant: str, name: str, person: str, asker: str) -> None:
        """Find the way to a person, then want the letter there; each step once."""
        step, who = self._office.runs.engine.step, rows.read_asker(asker)
        found = step("reach", lambda: self._reach(who, person))
        step("send", lambda: self._send(tenant, name, person, who, found))

    def _reach(self, who: Asker, person: str) -> str:
        return json.dumps(asdict(reached(self._office.installations, who.tenant, person)))

    def _send(self, tenant: str, name: str, person: str, who: Asker, found: str) -> None:
        there = Reached(**json.loads(found))

        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return
            now, key = time.time(), f"letter:{person}"
            direct = Spot(tenant, name, key, there.channel)
            place = direct if there.channel else below(conn, kept, key)
            message = letter(kept.case)
            if not there.channel:
                message = sent_here(message, person, there.why)
            present.post(conn, place, message, now)
            case = casework.told(kept.case, who.person.user, who.at)
            self._cards.keep(conn, replace(kept, case=case))

        self._office.runs.store.write(work)
        self._office.runs.kick()
