"""Whether a user has authorised an app: tokens, and who else would know of them.

Source: Salesforce Object Reference, OauthToken; Connect REST API, OAuth usage.
"""

from collections.abc import Callable

from intents.fact import Unlearnt, Unseen, Why
from intents.facts.app import App
from intents.facts.oauth_usage import OauthUsage
from intents.facts.token import ASKED, Token, UserToken, VendorToken
from intents.facts.user import User
from intents.known import Facts, conflict, silent
from intents.org.namesakes import meant, names, plain
from intents.org.people import person
from intents.org.sixsense import APP_WITNESSES, app

#: What would contradict that nobody has authorised the app.
TOKEN_WITNESSES = (*APP_WITNESSES, VendorToken, OauthUsage, User)

_ASKED = {name.casefold() for name in ASKED}


def live_token(facts: Facts) -> Token | None:
    """The integration user's latest token for the app; None where there is proven to be none.

    Raises:
        Unseen: the org would not say, or its two lists contradict each other.
    """
    mine = app(facts)
    if mine is None:
        return None
    if found := held(facts, "integration", lambda token: of(facts, token, mine)):
        return found
    if not _anybody(facts, mine) and lists(facts, lambda used: _is(mine, used)):
        raise conflict("the OAuth usage list shows the app in use, the token list shows nobody")
    return None


def held(facts: Facts, role: str, ours: Callable[[Token], bool]) -> Token | None:
    """The latest of that user's tokens that are `ours`; None where both lists show none.

    Raises:
        Unseen: the org would not say, or its two lists contradict each other.
    """
    username = facts.name(role).casefold()

    def theirs(token: Token) -> bool:
        return _user(token) == username and ours(token)

    if found := facts.some(UserToken, theirs):
        return max(found, key=lambda t: t.last_used_date or "")
    person(facts, role)  # who is not there holds nothing, whoever was meant
    agree(facts)
    return None


def agree(facts: Facts) -> None:
    """What both lists of tokens ask for, they must both show: else one of them is not whole.

    Raises:
        Unseen: the org would not say, or they do not show the same.
    """
    people = {name.casefold() for given in facts.heard.names.values() for name in given}
    if not people:
        return
    named = facts.some(UserToken, lambda token: token.app_name.casefold() in _ASKED)
    listed = {_user(token) for token in facts.some(VendorToken)} & people
    if listed != {_user(token) for token in named}:
        raise conflict("a named user has a token in one list of tokens, not in the other")


def _user(token: Token) -> str:
    return token.user.username.casefold()


def of(facts: Facts, token: Token, mine: App) -> bool:
    """Whether a token is the app's: by the app's id, or by its name where no other bears it.

    Raises:
        Unseen: the name alone is told, and does not tell which app it is.
    """
    item = token.app_menu_item
    if item and item.application_id:
        return item.application_id == mine.id
    return meant(facts, mine, token.app_name)


def lists(facts: Facts, ours: Callable[[set[str]], bool]) -> bool:
    """Whether the OAuth usage list has an app whose identifiers are `ours`.

    Raises:
        Unseen: the org would not say, or not all of it.
    """
    page = facts.one(OauthUsage)
    if not page.apps:
        # The bot's own app is in use, so a whole list is never empty.
        raise silent("the OAuth usage list came back empty")
    if any(ours({used.identifier, used.developer_name or ""}) for used in page.apps):
        return True
    if page.next_page_url:
        raise Unseen(Unlearnt(why=Why.CUT, says="the OAuth usage list has more pages"))
    return False


def _anybody(facts: Facts, mine: App) -> bool:
    named = facts.rows(UserToken, lambda t: of(facts, t, mine))
    return bool(named or facts.some(VendorToken, lambda t: of(facts, t, mine)))


def _is(mine: App, identifiers: set[str]) -> bool:
    shown = {plain(name) for name in identifiers} & names(mine)
    return bool(shown) or mine.id in {name[:15] for name in identifiers}
