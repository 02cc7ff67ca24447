"""Asking the org of a case whether what was pasted is so.

What an org says is shown in the case's card, and so only where our own people read along: in a
channel whose company is not known, Slack is asked first; in a shared one, a person presses
*Look into the org*, and is asked as for any other report.
"""

import time
from dataclasses import replace
from secrets import token_hex

from sqlalchemy import Connection

from bot.errands.case_card import Cards
from bot.errands.office import Office
from bot.installations import looking as slack
from bot.runs import rows
from bot.store import cases, company
from bot.store.alive import stay_alive
from bot.store.cases import Kept
from bot.store.company import Company
from intents import casework
from intents.asker import Asker, Place
from intents.triage import bearing_out

_NOWHERE = Place("")


class Looks:
    """Begins the check behind a case, now or once Slack has said who reads along."""

    def __init__(self, office: Office, cards: Cards) -> None:
        self._office, self._cards = office, cards

    def begin(self, conn: Connection, kept: Kept, asker: Asker, org: str) -> Kept:
        """The case with its org being asked, where that may be shown; or as it is."""
        intent = bearing_out(kept.case.triaged, org)
        if intent is None or self._office.runs.refused(conn, asker, intent):
            return kept
        found = company.of(conn, kept.tenant, kept.channel, time.time())
        if found is Company.UNKNOWN:
            name, lane = kept.case.id, f"{kept.tenant}:{kept.case.id}"
            self._office.runs.engine.start(
                conn,
                "case-look",
                f"{name}:{token_hex(5)}",
                lane,
                name,
                org,
                rows.asker_json(asker),
            )
        if found not in (Company.OURS, Company.AGREED):
            return kept  # even the org's name is not for everybody's eyes
        # The run has no message of its own: the case's is where its answer is shown.
        alone = replace(asker, place=_NOWHERE)
        started = self._office.runs.begin(
            conn, alone, intent, f"case:{kept.case.id}:{token_hex(5)}", lambda: None
        )
        if not started.receipt:
            return replace(kept, case=casework.offered(kept.case, org))
        who = asker.person.user
        return replace(kept, case=casework.looking(kept.case, org, started.receipt, who, asker.at))

    def ask_first(self, name: str, org: str, asker: str) -> None:
        """The workflow: ask Slack who reads along, then begin where nobody else does."""
        who, runs = rows.read_asker(asker), self._office.runs
        said = runs.engine.step("ask", lambda: self._shared(name, who))

        def work(conn: Connection) -> None:
            stay_alive(conn, runs.name)
            kept = cases.find(conn, who.tenant.key, name)
            if kept is None or said not in ("yes", "no"):
                return
            company.learn(conn, kept.tenant, kept.channel, time.time(), shared=said == "yes")
            self._cards.keep(conn, self.begin(conn, kept, who, org))

        runs.engine.step("begin", lambda: runs.store.write(work))
        runs.kick()

    def _shared(self, name: str, who: Asker) -> str:
        kept = self._office.runs.store.write(lambda conn: cases.find(conn, who.tenant.key, name))
        if kept is None:
            return "gone"
        said = slack.shared(self._office.installations, who.tenant, kept.channel)
        if isinstance(said, slack.Unsaid):
            return "unknown"
        return "yes" if said else "no"
