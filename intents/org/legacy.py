"""Which rows are the legacy connected app's: the joins that every check of article B stands on.

Article B calls the app by two names. Both are looked for; the one that is judged is the one in
use, by the integration user before anybody else. An app may be known through its tokens alone:
that is what *not installed* means (Object Reference, OauthToken.AppMenuItemId).
"""

from collections.abc import Callable
from dataclasses import dataclass

from intents.check import Blocked, Judged, bad, doubtful
from intents.fact import Unseen
from intents.facts.legacy_app import LegacyApp
from intents.facts.oauth_usage import OauthUsage
from intents.facts.token import Token, UserToken, VendorToken
from intents.facts.user import User
from intents.known import Facts, conflict
from intents.org.access_control import On, access_control
from intents.org.lapse import at_work
from intents.org.namesakes import names, plain
from intents.org.people import given
from intents.org.sixsense import app
from intents.org.tokens import agree, held, lists
from intents.org.vendor import VENDOR

#: What identifying the app takes, and what would contradict its absence.
OLD = (VendorToken, LegacyApp)
OLD_WITNESSES = (UserToken, OauthUsage, User)

_NAMES = {name.casefold() for name in (*VENDOR.legacy.tokens, *VENDOR.legacy.apps)}
_CONNECTED_APP, _ECA = "0H4", "0xI"  # key prefixes


@dataclass(frozen=True)
class OldApp:
    """The connected app of article B as it stands here: its row where installed, its tokens."""

    name: str
    row: LegacyApp | None
    tokens: tuple[VendorToken, ...]


def is_old(facts: Facts) -> Callable[[Token], bool]:
    """Whether a token is one of the legacy app.

    By its name, unless it leads to an External Client App; or tells the name alone, and the one
    app here that bears it is 6sense's External Client App, which may carry any label.
    """
    taken = _taken(facts.afresh())

    def old(token: Token) -> bool:
        item, name = token.app_menu_item, token.app_name.casefold()
        led = (item.application_id if item else None) or ""
        return name in _NAMES and not led.startswith(_ECA) and (bool(led) or name not in taken)

    return old


def _taken(facts: Facts) -> set[str]:
    """The legacy names that only 6sense's External Client App bears here."""
    try:
        mine = app(facts)
        apps = {row.name.casefold() for row in facts.rows(LegacyApp)}
    except Unseen:
        return set()
    return {name for name in _NAMES - apps if mine and plain(name) in names(mine)}


def old_app(facts: Facts) -> OldApp | None:
    """The legacy app; None where it is proven that nobody ever used it here.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    rows, tokens = facts.some(LegacyApp), facts.some(VendorToken, is_old(facts))
    if not rows and not tokens:
        if facts.rows(UserToken, is_old(facts)) or lists(facts, _named):
            raise conflict("one list shows the legacy app in use, the list of its tokens nobody")
        return None
    agree(facts)
    apps = [_gathered(name, rows, tokens) for name in _names(rows, tokens)]
    used = max(apps, key=_use(facts))
    if used.row is None and any(_application(token) for token in used.tokens):
        raise conflict("the app menu shows the legacy app, the list of connected apps does not")
    return used


def the_old_app(facts: Facts) -> OldApp:
    """The legacy app.

    Raises:
        Blocked: it is proven absent.
        Unseen: the org would not say.
    """
    if found := old_app(facts):
        return found
    raise Blocked("legacy-app-visible")


def installed(facts: Facts) -> LegacyApp:
    """The row of the installed app, which carries its policies.

    Raises:
        Blocked: it is not installed.
        Unseen: the org would not say.
    """
    if row := the_old_app(facts).row:
        return row
    raise Blocked("legacy-app-installed")


def old_token(facts: Facts) -> Token | None:
    """The integration user's latest token of the legacy app; None where proven to be none.

    Raises:
        Unseen: the org would not say, or its lists contradict each other.
    """
    mine = held(facts, "integration", is_old(facts))
    if mine is None and not facts.some(VendorToken, is_old(facts)) and lists(facts, _named):
        raise conflict("the OAuth usage list shows the app in use, the token list nobody")
    return mine


def bad_unless_used(facts: Facts, seen: str, wanted: str) -> Judged:
    """Bad; doubtful while the integration user's token lives and was used lately.

    Article B, *Existing Customers*: an integration that works needs no action, its tokens go on.
    Only a new consent would fail. But API Access Control stops tokens as well.
    """
    token = old_token(facts)
    if token is None or not at_work(facts, token) or access_control(facts) is On.YES:
        return bad(seen, wanted)
    return doubtful(f"{seen}; the integration user's token still works: {told(token)}", wanted)


def told(token: Token) -> str:
    """When a token was last used, and how often."""
    last = (token.last_used_date or "")[:10] or "never"
    return f"last used {last}, {token.use_count or 0:,} uses"


def _named(identifiers: set[str]) -> bool:
    """By a name of it, and not the id of an External Client App."""
    apart = any(name.startswith(_ECA) for name in identifiers)
    return not apart and bool(_NAMES & {name.casefold() for name in identifiers})


def _gathered(name: str, rows: tuple[LegacyApp, ...], tokens: tuple[VendorToken, ...]) -> OldApp:
    ours = tuple(token for token in tokens if token.app_name.casefold() == name)
    known = {_application(token) for token in ours}
    named = [row for row in rows if row.name.casefold() == name]
    used = [row for row in rows if row.id in known] or named
    if len(used) > 1:
        raise conflict("two connected apps have the legacy app's name: I cannot tell which counts")
    return OldApp(used[0].name if used else ours[0].app_name, next(iter(used), None), ours)


def _names(rows: tuple[LegacyApp, ...], tokens: tuple[VendorToken, ...]) -> list[str]:
    told = (*(row.name for row in rows), *(token.app_name for token in tokens))
    return list(dict.fromkeys(name.casefold() for name in told))


def _use(facts: Facts) -> Callable[[OldApp], tuple[str, str, bool]]:
    """By the integration user's last use, anybody's last use, being installed."""
    theirs = facts.name("integration").casefold() if given(facts, "integration") else ""

    def rank(app: OldApp) -> tuple[str, str, bool]:
        mine = [t for t in app.tokens if t.user.username.casefold() == theirs]
        return _latest(mine), _latest(app.tokens), app.row is not None

    return rank


def _latest(tokens: list[VendorToken] | tuple[VendorToken, ...]) -> str:
    return max((token.last_used_date or token.created_date for token in tokens), default="")


def _application(token: Token) -> str:
    """The connected app a token's menu item leads to; "" where it leads nowhere."""
    item = token.app_menu_item
    found = (item.application_id if item else None) or ""
    return found if found.startswith(_CONNECTED_APP) else ""
