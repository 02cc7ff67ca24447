"""Whether the integration user has authorised the app: tokens, and who else would know of them.

Source: Salesforce Object Reference, OauthToken; Connect REST API, OAuth usage.
"""

from intents.fact import Unlearnt, Unseen, Why
from intents.facts.app import App
from intents.facts.oauth_usage import OauthUsage
from intents.facts.token import Token, UserToken, VendorToken
from intents.known import Facts, conflict, silent
from intents.sixsense import APP_WITNESSES, app

#: What would contradict that nobody has authorised the app.
TOKEN_WITNESSES = (*APP_WITNESSES, VendorToken, OauthUsage)


def live_token(facts: Facts) -> Token | None:
    """The integration user's latest token for the app; None where there is proven to be none.

    Raises:
        Unseen: the org would not say, or its two lists contradict each other.
    """
    mine = app(facts)
    if mine is None:
        return None
    username = facts.name("integration").casefold()

    def theirs(token: Token) -> bool:
        return token.user.username.casefold() == username and of(token, mine)

    if held := facts.some(UserToken, theirs):
        return max(held, key=lambda t: t.last_used_date or "")
    if facts.some(VendorToken, theirs):
        raise conflict("the integration user has a token in one list of tokens, not in the other")
    if not _anybody(facts, mine) and _used(facts, mine):
        raise conflict("the OAuth usage list shows the app in use, the token list shows nobody")
    return None


def of(token: Token, mine: App) -> bool:
    """Whether a token is the app's: by the app's id, or by the name this very app row carries."""
    item = token.app_menu_item
    if item and item.application_id:
        return item.application_id == mine.id
    return _plain(token.app_name) in _names(mine)


def _names(mine: App) -> set[str]:
    qualified = f"{mine.namespace_prefix}__{mine.developer_name}"
    return {_plain(name) for name in (mine.master_label, mine.developer_name, qualified)}


def _plain(name: str | None) -> str:
    """A label and the name made from it differ in case and underscores alone."""
    return (name or "").casefold().replace("_", " ")


def _anybody(facts: Facts, mine: App) -> bool:
    named = facts.rows(UserToken, lambda t: of(t, mine))
    return bool(named or facts.some(VendorToken, lambda t: of(t, mine)))


def _used(facts: Facts, mine: App) -> bool:
    page = facts.one(OauthUsage)
    if not page.apps:
        # The bot's own app is in use, so a whole list is never empty.
        raise silent("the OAuth usage list came back empty")
    for used in page.apps:
        if used.identifier[:15] == mine.id or {
            _plain(used.identifier),
            _plain(used.developer_name),
        } & _names(mine):
            return True
    if page.next_page_url:
        raise Unseen(Unlearnt(why=Why.CUT, says="the OAuth usage list has more pages"))
    return False
