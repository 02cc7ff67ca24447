"""The end of a sign-in: turned away before anything is stored, or stored and confirmed."""

import secrets
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy import Connection

from bot.errands.confirming import Confirming
from bot.errands.office import Office
from bot.orgs.hosts import setup_url
from bot.orgs.signin import NotAdmittedError, SignIn
from bot.runs import rows
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import connections, known_orgs, signins
from bot.store.connections import OrgConnection, Secrets
from bot.store.signins import Signin
from intents.asked.orgs import Connect
from intents.asker import LOCAL, Asker
from intents.replies import connecting as words
from intents.replies.sheet import Sheet
from intents.reply import Note, Reply

_GONE = "it was disconnected while you signed in"
_FORGOTTEN = "everything of this workspace was forgotten while you signed in"
_LATE = "Salesforce took so long to answer that this sign-in was given up"


class Admitting:
    """Lets a sign-in in, or not."""

    def __init__(self, office: Office, signin: SignIn) -> None:
        self._office = office
        self._signin = signin
        self.confirming = Confirming(office)

    def wanted(self, asked: Signin) -> OrgConnection:
        """The connection a sign-in is to make, still without tokens."""
        return OrgConnection(
            id=asked.connection or secrets.token_hex(16),
            tenant=asked.tenant,
            alias=asked.alias,
            instance_url=asked.login_url,
            login_url=asked.login_url,
            people={},
            secrets=Secrets(signed_in_by=rows.read_asker(asked.asker).person.user),
        )

    def admitted(self, asked: Signin, given: OrgConnection) -> tuple[bool, Sheet]:
        """Store it if all is right; else end what Salesforce has just granted."""
        said = self._office.runs.store.write(lambda conn: self._stored(conn, asked, given))
        if said is not None:
            self._signin.revoked(given)
            self.confirming.tell(asked, said)
            return False, said
        self._office.runs.kick()
        known = given.learnt
        kind = words.kind_of(is_sandbox=known.is_sandbox)
        who = called(rows.read_asker(asked.asker))
        return True, words.connected_page(asked.alias, who, known.name, kind, known.username)

    def refused(self, asked: Signin, error: NotAdmittedError) -> Sheet:
        """Salesforce said no: what that means, on the page and in Slack."""
        if error.given:
            self._signin.revoked(error.given)
        setup = setup_url(error.given or self.wanted(asked))
        again = Connect(org=asked.alias, host=_host(asked), again=True)
        said = words.refused(again, error.unlearnt, setup)
        self._office.runs.store.write(
            lambda conn: self._end(conn, asked, "refused", error.unlearnt.says)
        )
        self.confirming.tell(asked, said)
        return said

    def _stored(self, conn: Connection, asked: Signin, given: OrgConnection) -> Sheet | None:
        """One transaction: everything that may be wrong, and then all of it."""
        known_orgs.alone(conn, asked.tenant)
        if signins.by_id(conn, asked.id) is None:
            return words.not_connected(asked.alias, _FORGOTTEN, f"/6sense connect {asked.alias}")
        asker = rows.read_asker(asked.asker)
        if said := self._objection(conn, asked, given, asker):
            self._end(conn, asked, "refused", said.lead)
            return said
        now = connections.by_id(conn, self._office.ring, asked.tenant, given.id)
        if now:
            version = now.token_version + 1
            given = replace(given, alias=now.alias, people=now.people, token_version=version)
        result = f"connected as {given.learnt.username}"
        if not signins.end(conn, asked.id, "done", result):
            return words.not_connected(asked.alias, _LATE, f"/6sense connect {asked.alias}")
        known_orgs.admit(conn, self._office.ring, given)
        self.confirming.begin(conn, asked)
        self._record(conn, asked, result)
        return None

    def _objection(
        self, conn: Connection, asked: Signin, given: OrgConnection, asker: Asker
    ) -> Sheet | None:
        told, org = given.learnt, asked.alias
        if said := self._office.runs.refused(conn, asker, Connect(org=org)):
            return words.not_connected(org, said.says, said.next)
        every = known_orgs.every(conn, asked.tenant)
        mine = next((one for one in every if one.id == asked.connection), None)
        if asked.connection and mine is None:
            return words.not_connected(org, _GONE, f"/6sense connect {org}")
        if any(one.alias.casefold() == org.casefold() and one is not mine for one in every):
            return words.not_connected(
                org, f"The name {org} was taken while you signed in", "Choose another name."
            )
        if mine and mine.home and not mine.is_org(told.org_id):
            return words.another_org(org, told.org_id, mine.home)
        if other := next(
            (one for one in every if one.is_org(told.org_id) and one is not mine), None
        ):
            return words.known_already(org, other.alias)
        kind = words.kind_of(is_sandbox=told.is_sandbox)
        return (
            words.of_the_wrong_kind(org, kind, asked.expects)
            if asked.expects not in ("", kind)
            else None
        )

    def _end(self, conn: Connection, asked: Signin, stage: str, result: str) -> None:
        if signins.end(conn, asked.id, stage, result[:500]):
            self._record(conn, asked, result)

    def _record(self, conn: Connection, asked: Signin, result: str) -> None:
        who = rows.read_asker(asked.asker).person.user
        deed = Deed(asked.tenant, who, "signed in", asked.alias, result)
        self._office.runs.rules.record(conn, deed)

    def without_browser(self, conn: Connection, ask: Ask, asked: Signin) -> Reply:
        """Sign in by JWT bearer, in a workflow; the answer comes as a message."""
        ticket = signins.ask(conn, asked)
        intent: Connect = ask.intent
        self._office.runs.engine.start(
            conn, "admit", ask.delivery[:100], f"{asked.tenant}:{asked.alias}",
            signins.digest(ticket), intent.user,
        )  # fmt: skip
        return Note(
            says=f"I am signing in as {intent.user}: what comes of it, I tell you directly."
        )

    def by_assertion(self, which: str, username: str) -> None:
        """The workflow of `without_browser`. Signing in twice makes one connection."""
        step = self._office.runs.engine.step
        step("sign-in", lambda: self._signed_in(which, username))

    def _signed_in(self, which: str, username: str) -> None:
        asked = self._office.runs.store.write(lambda conn: signins.by_id(conn, which))
        if asked is None or asked.stage in ("done", "refused"):
            return
        try:
            given = self._signin.by_assertion(self.wanted(asked), username)
        except NotAdmittedError as error:
            self.refused(asked, error)
        else:
            self.admitted(asked, given)


def called(asker: Asker) -> str:
    """Who asked, as a page names them."""
    if asker.tenant == LOCAL:
        return "Somebody at a terminal"
    return f"@{asker.person.name}" if asker.person.name else asker.person.user


def _host(asked: Signin) -> str:
    """Where to sign in, as one would type it again: by a word, or by its own domain."""
    own = asked.login_url.endswith(".my.salesforce.com") or not asked.expects
    return urlsplit(asked.login_url).netloc if own else asked.expects
