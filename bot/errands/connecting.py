"""From the link to the connection: a sign-in is asked for, sent off, and taken back once."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from sqlalchemy import Connection

from bot.errands.admitting import Admitting, called
from bot.errands.confirming import post
from bot.errands.office import Office
from bot.orgs.authorize import Way, authorize_url, fresh_verifier
from bot.orgs.refusals import shortened, sign_in
from bot.orgs.signin import NotAdmittedError, SignIn
from bot.runs import rows
from bot.store import installations, signins
from bot.store.signins import Signin, Wrong
from intents.asker import LOCAL
from intents.replies import connecting as words
from intents.replies.sheet import Sheet

START, GO, BACK = "/salesforce/connect", "/salesforce/connect/go", "/salesforce/callback"
#: What a browser may carry back; Salesforce's own codes and texts are well below.
_LONGEST = 2048
_ASK = "Ask for a new link: /6sense connect and the org's name."
_WRONG = {
    Wrong.UNKNOWN: ("I do not know this sign-in", _ASK),
    Wrong.EXPIRED: ("this sign-in has expired: a link is good for ten minutes", _ASK),
    Wrong.USED: ("this sign-in was used already: a link is good once", "Look into Slack."),
    Wrong.FOREIGN: (
        "this sign-in was begun in another browser, or by somebody else",
        "Use the browser it was begun in, or ask for a link of your own in Slack.",
    ),
    Wrong.UNSEEN: (
        "this browser was not shown who asks for this sign-in",
        "Open the link from Slack in it, cookies allowed, and go on from the page behind it.",
    ),
}


@dataclass(frozen=True)
class Returned:
    """What a browser brought back from Salesforce."""

    state: str = ""
    code: str = ""
    error: str = ""
    description: str = ""


class Connecting:
    """Everything between `/6sense connect` and the page that says it worked."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._signin = SignIn(office.settings, office.orgs)
        self._admitting = Admitting(office, self._signin)

    @property
    def workflows(self) -> dict[str, Callable[..., None]]:
        """What goes on after a sign-in, or in place of one in a browser."""
        return {
            "connected": self._admitting.confirming.workflow,
            "admit": self._admitting.by_assertion,
        }

    def broke_off(self, conn: Connection, asked: Signin) -> None:
        """A process died over this sign-in: nothing is lost but the trouble of a new one."""
        said = words.not_connected(
            asked.alias,
            "I was stopped in the middle of this sign-in",
            f"Connect it once more: /6sense connect {asked.alias}",
        )
        post(conn, asked, said)

    def page(self, ticket: str, browser: str) -> tuple[bool, Sheet]:
        """Who asked, for what, and this browser's way on; or why this link leads nowhere."""
        found, workspace = self._office.runs.store.write(lambda conn: self._looked(conn, ticket))
        if isinstance(found, Wrong):
            return False, turned_away(found)
        asker = rows.read_asker(found.asker)
        way = urlencode({"ticket": ticket, "seen": seen_by(browser, ticket)})
        onward = f"{found.callback.removesuffix(BACK)}{GO}?{way}"
        workspace = "this machine" if asker.tenant == LOCAL else workspace
        host = host_of(found.login_url)
        return True, words.start_page(found.alias, called(asker), workspace, host, onward)

    def _looked(self, conn: Connection, ticket: str) -> tuple[Signin | Wrong, str]:
        """The sign-in of a link, and what the workspace is called."""
        found = signins.look(conn, ticket) if _plausible(ticket) else Wrong.UNKNOWN
        if isinstance(found, Wrong):
            return found, ""
        installed = installations.of_tenant(conn, self._office.ring, found.tenant)
        tenant = rows.read_asker(found.asker).tenant
        named = installed.name if installed else ""
        return found, named or f"the workspace {tenant.team or tenant.enterprise}"

    def go(self, ticket: str, seen: str, browser: str) -> str | Sheet:
        """Where this browser goes now, and this one alone comes back from.

        `seen` proves that it was shown the page that says who asks.
        """
        verifier, office = fresh_verifier(), self._office
        if not _plausible(ticket, seen, browser):
            return turned_away(Wrong.UNKNOWN)
        if not browser or not hmac.compare_digest(seen.encode(), seen_by(browser, ticket).encode()):
            return turned_away(Wrong.UNSEEN)
        sent = office.runs.store.write(
            lambda conn: signins.send_off(conn, office.ring, ticket, browser, verifier)
        )
        if isinstance(sent, Wrong):
            return turned_away(sent)
        asked, state = sent
        way = Way(asked.login_url, asked.callback, verifier)
        return authorize_url(office.settings, way, state)

    def came_back(self, told: Returned, browser: str) -> tuple[bool, Sheet]:
        """Whether somebody is connected now, and the page that says so or why not."""
        office = self._office
        if not told.state or not _plausible(told.state, told.code, told.error, browser):
            return False, turned_away(Wrong.UNKNOWN)
        taken = office.runs.store.write(
            lambda conn: signins.take_back(conn, office.ring, told.state, browser)
        )
        if isinstance(taken, Wrong):
            return False, turned_away(taken)
        asked, verifier = taken
        if told.error or not told.code:
            parts = (told.error[:64], shortened(told.description))
            said = ": ".join(part for part in parts if part) or "without a code"
            unlearnt = sign_in(f"Salesforce answered {said}", told.error[:64])
            return False, self._admitting.refused(asked, NotAdmittedError(unlearnt))
        way = Way(asked.login_url, asked.callback, verifier)
        try:
            given = self._signin.by_code(self._admitting.wanted(asked), way, told.code)
        except NotAdmittedError as error:
            return False, self._admitting.refused(asked, error)
        return self._admitting.admitted(asked, given)


def seen_by(browser: str, ticket: str) -> str:
    """What the page for this ticket gives this browser, and nobody else can know."""
    return hmac.new(browser.encode(), ticket.encode(), hashlib.sha256).hexdigest()


def turned_away(why: Wrong) -> Sheet:
    """The page for a link or a return that is not taken."""
    return words.not_connected("", *_WRONG[why])


def host_of(url: str) -> str:
    """A host as people know it."""
    return urlsplit(url).netloc


def _plausible(*texts: str) -> bool:
    return all(len(text) <= _LONGEST and text.isprintable() for text in texts)
