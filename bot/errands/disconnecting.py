"""Forgetting an org: asked first, then the bot's own grant is ended, then the rows go."""

import time

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.orgs.signin import SignIn
from bot.outbox.wanted import Spot, shown
from bot.runs import present, rows
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import aliases, connections, known_orgs
from bot.store.alive import stay_alive
from bot.store.connections import OrgConnection
from bot.views.private import private
from intents.asked.orgs import Disconnect
from intents.asker import Asker
from intents.replies.sheet import Sheet, Way
from intents.reply import Note, Reply

_STILL_THERE = (
    "In Salesforce, open Connected Apps OAuth Usage (/lightning/setup/ConnectedAppsUsage/home) and "
    "revoke the bot's app for its user: I could not do it from here."
)


def gone(known: tuple[str, ...], org: str) -> Note:
    """The workspace has no org of that name."""
    hint = f"I know: {', '.join(known[:10])}" if known else f"Connect it: `/6sense connect {org}`"
    return Note(says=f"I do not know an org called {org}.", next=hint)


class Disconnecting:
    """Ends a connection."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._signin = SignIn(office.settings, office.orgs)

    def ask(self, conn: Connection, ask: Ask) -> Reply | None:
        """Ask whether it is meant; once it is, start the workflow."""
        intent: Disconnect = ask.intent
        tenant, org = ask.asker.tenant.key, intent.org
        known = known_orgs.one(conn, tenant, org)
        if known is None:
            return gone(aliases.every(conn, tenant), org)
        if not intent.sure:
            return _sure(org)
        self._office.runs.engine.start(
            conn, "disconnect", ask.delivery[:100], f"{tenant}:{org}", known.id, org,
            rows.asker_json(ask.asker),
        )  # fmt: skip
        return Note(says=f"I am ending my access to {org}: when it is over, I tell you directly.")

    def workflow(self, which: str, org: str, asker: str) -> None:
        """Revoke, then forget. Done twice it changes nothing more.

        The org is found by its id: while a check held it up, it may have got another name.
        """
        step, who = self._office.runs.engine.step, rows.read_asker(asker)
        trouble = step("revoke", lambda: self._revoked(who, which))
        step("forget", lambda: self._forgotten(who, which, org, trouble))

    def _revoked(self, who: Asker, which: str) -> str:
        known = self._office.runs.store.write(lambda conn: self._known(conn, who, which))
        unlearnt = self._signin.revoked(known) if known else None
        return unlearnt.says if unlearnt else ""

    def _known(self, conn: Connection, who: Asker, which: str) -> OrgConnection | None:
        return connections.by_id(conn, self._office.ring, who.tenant.key, which)

    def _forgotten(self, who: Asker, which: str, org: str, trouble: str) -> None:
        tenant, user, runs = who.tenant.key, who.person.user, self._office.runs
        spot = Spot(tenant, "", f"disconnect:{which}", user)

        def work(conn: Connection) -> None:
            stay_alive(conn, runs.name)
            known = self._known(conn, who, which)
            if known:
                known_orgs.remove(conn, tenant, known)
                _tell(conn, spot, _told(known.alias, trouble, file=bool(known.source)))
                result = f"not revoked: {trouble}" if trouble else "revoked"
                runs.rules.record(conn, Deed(tenant, user, "disconnected", known.alias, result))
            elif not shown(conn, spot):  # of two who press at once, the second hears of it, too
                _tell(conn, spot, Note(says=f"{org} is disconnected: somebody was quicker."))

        runs.store.write(work)
        runs.kick()


def _sure(org: str) -> Sheet:
    return Sheet(
        title=f"Disconnect {org}?",
        lead="I end my own access in Salesforce and forget its tokens. Earlier results stay until "
        "they are old. 6sense's own connection is not touched.",
        ways=(
            Way(
                label=f"Disconnect {org}",
                intent=Disconnect(org=org, sure=True),
                style="danger",
                confirm=f"Nobody here can check {org} until it is connected again.",
            ),
        ),
    )


def _tell(conn: Connection, spot: Spot, told: Reply) -> None:
    present.post(conn, spot, private(told), time.time())


def _told(org: str, trouble: str, *, file: bool) -> Sheet:
    says = f"I have forgotten {org} and its tokens"
    lead = f"{says}, but could not end my access in Salesforce: {trouble}." if trouble else ""
    small = "It stands in ORGS_FILE, too: take it out there, or it comes back." if file else ""
    return Sheet(
        title=f"{org} is disconnected",
        lead=f"{lead} {_STILL_THERE}" if trouble else f"{says}, and ended my access in Salesforce.",
        small=small,
    )
