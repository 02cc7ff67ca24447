"""What 6sense's app is called, and who else is called so.

A token without a menu item and a block tell the app's name alone; names are not unique: another
package or somebody in the org may use the same. Sources: Object Reference, OauthToken; Metadata
API Developer Guide, BlacklistedConsumer; Connect REST API, OAuth usage.
"""

from collections.abc import Iterator

from intents.fact import F, Unseen
from intents.facts.app import AnyApp, App
from intents.facts.oauth_usage import OauthUsage, UsedApp
from intents.known import Facts, conflict

_APP = "0xI"  # key prefix of ExternalClientApplication
_SHARED = "another app in this org has the same name, and only the name is told"


def plain(name: str | None) -> str:
    """A label and the name made from it differ in case and underscores alone."""
    return (name or "").casefold().replace("_", " ")


def names(one: App | AnyApp) -> set[str]:
    """Every name Salesforce may call this very app by, made `plain`."""
    qualified = f"{one.namespace_prefix}__{one.developer_name}"
    return {plain(name) for name in (one.master_label, one.developer_name, qualified)}


def meant(facts: Facts, mine: App, name: str) -> bool:
    """Whether a token's name, where nothing else is told, means 6sense's app.

    The list of apps in use tells ids: where it came whole, it decides between namesakes.

    Raises:
        Unseen: another app is called so too, or that list lacks 6sense's.
    """
    if plain(name) not in names(mine):
        return False
    used = _in_use(facts)
    if not _told(facts):
        alone(facts, mine, name)
    elif mine.id not in used:
        raise conflict("a token bears the app's name, the OAuth usage list does not show the app")
    elif any(plain(name) in called for one, called in used.items() if one != mine.id):
        raise conflict(_SHARED)
    return True


def alone(facts: Facts, mine: App, name: str) -> None:
    """Nothing, where no other app is known that is called so.

    Raises:
        Unseen: one is.
    """
    if any(plain(name) in called for called in _others(facts, mine)):
        raise conflict(_SHARED)


def _others(facts: Facts, mine: App) -> Iterator[set[str]]:
    """The names of every other app. Only a look aside: it proves nothing by what it lacks."""
    aside = facts.afresh()
    rows: tuple[App | AnyApp, ...] = (*_rows(aside, App), *_rows(aside, AnyApp))
    yield from (names(row) for row in rows if row.id != mine.id)
    if mine.id in (used := _in_use(facts)):
        yield from (called for one, called in used.items() if one != mine.id)


def _in_use(facts: Facts) -> dict[str, set[str]]:
    """What is in use, by what the OAuth usage list knows it by: the id, for our kind of app."""
    apps = [app for page in _rows(facts.afresh(), OauthUsage) for app in page.apps]
    return {_key(app): {plain(app.developer_name), plain(app.label)} for app in apps}


def _told(facts: Facts) -> bool:
    """Whether that list came whole, and tells ids."""
    whole = all(not page.next_page_url for page in _rows(facts.afresh(), OauthUsage))
    return whole and any(one.startswith(_APP) for one in _in_use(facts))


def _key(app: UsedApp) -> str:
    return app.identifier[:15] if app.identifier.startswith(_APP) else app.identifier


def _rows(facts: Facts, kind: type[F]) -> tuple[F, ...]:
    try:
        return facts.rows(kind)
    except Unseen:
        return ()
