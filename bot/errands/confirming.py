"""After a sign-in: a first look, and the message that says which org, as whom, how much is seen."""

import time

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.outbox.wanted import Spot
from bot.runs import present, rows
from bot.store import known_orgs, signins
from bot.store.alive import stay_alive
from bot.store.signins import Signin
from bot.views.private import private
from intents.asker import Asker
from intents.fact import Heard
from intents.intent import CheckOrg
from intents.replies import connecting as words
from intents.replies.sheet import Mark, Sheet
from intents.report import kinds

WORKFLOW = "connected"
_FIRST_LOOK = 40.0  # seconds


class Confirming:
    """Tells who asked what came of their sign-in."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, conn: Connection, asked: Signin) -> None:
        """Start the first look with the caller's transaction. A terminal looks for itself."""
        if rows.read_asker(asked.asker).place.channel:
            lane = f"{asked.tenant}:{asked.alias}"
            self._office.runs.engine.start(conn, WORKFLOW, asked.id[:40], lane, asked.id)

    def workflow(self, which: str) -> None:
        """The look, and what it shows."""
        step = self._office.runs.engine.step
        heard = step("look", lambda: self._looked(which))
        step("confirm", lambda: self._confirmed(which, Heard.model_validate_json(heard)))

    def _looked(self, which: str) -> str:
        asked = self._office.runs.store.write(lambda conn: signins.by_id(conn, which))
        return self.look(rows.read_asker(asked.asker), asked.alias) if asked else "{}"

    def look(self, who: Asker, alias: str) -> str:
        """Everything a check would ask, as JSON."""
        wanted = kinds(CheckOrg(org=alias))
        try:
            heard = self._office.orgs.learn(who.tenant, alias, wanted, deadline=_FIRST_LOOK)
        except LookupError:
            heard = Heard()  # disconnected meanwhile
        return heard.model_dump_json()

    def _confirmed(self, which: str, heard: Heard) -> None:
        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            asked = signins.by_id(conn, which)
            known = known_orgs.one(conn, asked.tenant, asked.alias) if asked else None
            if asked and known:
                post(conn, asked, confirmation(known, heard))

        self._office.runs.store.write(work)
        self._office.runs.kick()

    def tell(self, asked: Signin, said: Sheet) -> None:
        """Want a message in a transaction of its own."""
        self._office.runs.store.write(lambda conn: post(conn, asked, said))
        self._office.runs.kick()


def post(conn: Connection, asked: Signin, said: Sheet) -> None:
    """A direct message to who asked; where there can be none, the way they asked.

    Nothing is said where their workspace was forgotten meanwhile: it would be kept.
    """
    asker = rows.read_asker(asked.asker)
    if asker.place.channel and signins.by_id(conn, asked.id):
        spot = Spot(asked.tenant, "", f"signin:{asked.id}", asker.person.user, back=asked.back)
        present.post(conn, spot, private(said), time.time())


def confirmation(known: known_orgs.Known, heard: Heard) -> Sheet:
    """Which org, as whom, how much of it is seen, what is read."""
    told = known.learnt
    kind = words.kind_of(is_sandbox=told.is_sandbox) or "kind not known"
    lines: list[tuple[str, Mark]] = [
        (f"{told.name or known.instance_url}, {kind}, org id {told.org_id}", "ok"),
        (f"Signed in as {told.username or told.user_id}", "ok"),
    ]
    return words.connected(known.alias, lines, heard)
