"""`connect` is asked for: a private link, or why there is none."""

from urllib.parse import urlencode

from sqlalchemy import Connection

from bot.errands.admitting import Admitting
from bot.errands.connecting import BACK, START, host_of
from bot.errands.office import Office
from bot.orgs import hosts
from bot.orgs.assertion import trusted
from bot.orgs.hosts import StrangeHostError
from bot.orgs.signin import SignIn
from bot.runs import rows
from bot.runs.ask import Ask
from bot.settings import Settings
from bot.store import connections, signins
from bot.store.connections import OrgConnection
from bot.store.signins import Signin
from intents.asked.orgs import Connect
from intents.replies import connecting as words
from intents.reply import Note, Reply

NOT_SET_UP = Note(
    says="I cannot connect orgs yet: nobody has given me an app in Salesforce.",
    next="Ask whoever runs me to set SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET, PUBLIC_URL.",
)
NO_KEY = Note(
    says="I cannot sign in without a browser: I have no key for that.",
    next="Leave out `as …`, or ask whoever runs me to set SALESFORCE_JWT_KEY_FILE.",
)
NOT_TRUSTED = Note(
    says="I sign in without a browser only for workspaces that whoever runs me has named: my key "
    "opens orgs of others, too.",
    next="Leave out `as …` and sign in yourself, or ask them to add this workspace to "
    "SALESFORCE_JWT_WORKSPACES.",
)


class Inviting:
    """Answers `connect`."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._admitting = Admitting(office, SignIn(office.settings, office.orgs))

    def ask(self, conn: Connection, ask: Ask, base: str = "") -> Reply | None:
        """The private link; or why there is none. `base`: where browsers come back to."""
        intent: Connect = ask.intent
        base = (base or self._office.settings.public_url).rstrip("/")
        tenant, settings = ask.asker.tenant.key, self._office.settings
        if unready := _unready(settings, intent, base, tenant):
            return unready
        known = connections.find(conn, self._office.ring, tenant, intent.org)
        if known and not intent.again:
            return words.taken(intent.org)
        try:
            asked = self._asked(ask, known, base + BACK)
        except StrangeHostError as error:
            return Note(
                says=f"I cannot sign in at {intent.host[:100]}: {error}",
                next=f"Say `/6sense connect {intent.org} production`, `sandbox`, or its My Domain.",
            )
        if intent.user:
            return self._admitting.without_browser(conn, ask, asked)
        ticket = signins.ask(conn, asked)
        url = f"{base}{START}?{urlencode({'ticket': ticket})}"
        return words.invitation(intent.org, url, host_of(asked.login_url))

    def _asked(self, ask: Ask, known: OrgConnection | None, callback: str) -> Signin:
        """The sign-in that was asked for.

        Raises:
            StrangeHostError: the host is not Salesforce's.
        """
        intent: Connect = ask.intent
        settings = self._office.settings
        practice = settings.trust_url if settings.practice else ""
        login_url = hosts.login(intent.host, practice=practice)
        expects = hosts.called(intent.host)
        if expects not in ("production", "sandbox"):
            expects = "sandbox" if hosts.is_sandbox(login_url) else ""
        if not intent.host:
            expects = "" if known else "production"
            login_url = known.login_url if known else login_url
        return Signin(
            id="",
            tenant=ask.asker.tenant.key,
            alias=intent.org,
            asker=rows.asker_json(ask.asker),
            login_url=login_url,
            callback=callback,
            expects=expects,
            connection=known.id if known else "",
            back=ask.back(),
        )


def _unready(settings: Settings, intent: Connect, base: str, tenant: str) -> Note | None:
    """What stands in the way before anybody is asked."""
    if not settings.salesforce_client_id or not (base or intent.user):
        return NOT_SET_UP
    if intent.user and not settings.salesforce_jwt_key_file:
        return NO_KEY
    return NOT_TRUSTED if intent.user and not trusted(settings, tenant) else None
