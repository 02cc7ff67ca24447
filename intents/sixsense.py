"""Which rows are 6sense's: the joins that every check of article A stands on.

The package is known by its ids, the app by the package's namespace, never by a label (article A
itself warns of another name; facts §1.1 S10). Absence is believed only where a second answer,
which would show the thing, does not.
"""

from intents.check import Blocked
from intents.fact import Unlearnt, Unseen, Why
from intents.facts.app import App
from intents.facts.app_policy import AppPolicy
from intents.facts.app_state import AppState
from intents.facts.installed_package import Installed, InstalledPackage, VendorPackage
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.facts.oauth_usage import OauthUsage
from intents.facts.package_license import PackageLicense
from intents.facts.package_version import PackageVersion
from intents.facts.token import Token, UserToken, VendorToken
from intents.known import Facts, agreed, conflict, shapeless
from intents.vendor import VENDOR

#: What identifying the app takes, and what would contradict its absence.
APP = (VendorPackage, App)
APP_WITNESSES = (
    InstalledPackage,
    PackageVersion,
    PackageLicense,
    AppState,
    AppPolicy,
    OauthPolicy,
)
TOKEN_WITNESSES = (*APP_WITNESSES, VendorToken, OauthUsage)


def package(facts: Facts) -> Installed | None:
    """The installed package, in whatever version; None where it is proven absent.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    for row in facts.rows(VendorPackage):
        return row
    wanted = VENDOR.package.id or facts.one(PackageVersion).subscriber_package_id
    ours = facts.some(InstalledPackage, lambda p: p.subscriber_package_id == wanted[:15])
    facts.some(VendorPackage)  # its silence must mean something too
    if any(p.subscriber_package_version_id == VENDOR.package.version[:15] for p in ours):
        raise conflict("the package is in the list of installed packages, but not by its version")
    if ours:
        return ours[0]
    _no_strangers(facts)
    return None


def _no_strangers(facts: Facts) -> None:
    """Nothing else shows a package that the list lacks: the list is whole.

    A managed package leaves a licence, and a packaged app has its package.
    """
    listed = {row.subscriber_package.namespace_prefix for row in facts.rows(InstalledPackage)}
    if bool(listed - {None}) != bool(facts.some(PackageLicense)):
        raise conflict("installed packages and package licences do not tell the same")
    strange = facts.some(
        App, lambda a: a.distribution_state == "Packaged" and a.namespace_prefix not in listed
    )
    if strange:
        raise conflict("an External Client App is there whose package is not listed as installed")


def app(facts: Facts) -> App | None:
    """6sense's External Client App; None where it is proven absent.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    namespace = _namespace(facts)
    if not namespace:
        return None
    found = facts.some(App, lambda a: a.namespace_prefix == namespace)
    if len(found) > 1:
        raise shapeless("the 6sense package brings more than one app: I cannot tell which counts")
    if found:
        return found[0]
    known = {row.id for row in facts.rows(App)}
    agreed(
        {
            "the app": False,
            "its installed state": bool(
                facts.rows(AppState, lambda s: s.namespace_prefix == namespace)
            ),
            "app policies of an app not listed": bool(
                facts.rows(AppPolicy, lambda p: p.external_client_application_id not in known)
            ),
            "OAuth policies of an app not listed": bool(
                facts.rows(OauthPolicy, lambda p: p.external_client_application_id not in known)
            ),
        }
    )
    return None


def _namespace(facts: Facts) -> str:
    if VENDOR.package.namespace:
        return VENDOR.package.namespace
    installed = package(facts)
    if installed is None:
        return ""
    if not installed.subscriber_package.namespace_prefix:
        raise shapeless("the 6sense package came back without a namespace")
    return installed.subscriber_package.namespace_prefix


def the_app(facts: Facts) -> App:
    """6sense's app.

    Raises:
        Blocked: it is proven absent.
        Unseen: the org would not say.
    """
    if found := app(facts):
        return found
    raise Blocked("app-present")


def app_policy(facts: Facts) -> AppPolicy:
    """The app's own policy row."""
    mine = the_app(facts).id
    return facts.one(AppPolicy, lambda p: p.external_client_application_id == mine)


def oauth_policy(facts: Facts) -> OauthPolicy:
    """The app's OAuth policy row; without one (facts §3.7), nothing in it can be judged."""
    mine = the_app(facts).id
    for row in facts.rows(OauthPolicy, lambda p: p.external_client_application_id == mine):
        return row
    has_policies(facts)  # raises where the other half of the configuration is there
    raise Blocked("app-policies-present")


def oauth_settings(facts: Facts) -> OauthSettings:
    """The app's OAuth settings row, as `oauth_policy`."""
    mine = the_app(facts).id
    for row in facts.rows(OauthSettings, lambda s: s.external_client_application_id == mine):
        return row
    has_policies(facts)
    raise Blocked("app-policies-present")


def has_policies(facts: Facts) -> bool:
    """Whether the app kept its OAuth configuration; both halves go together (facts §3.7)."""
    mine = the_app(facts).id
    policies = facts.some(OauthPolicy, lambda p: p.external_client_application_id == mine)
    settings = facts.some(OauthSettings, lambda s: s.external_client_application_id == mine)
    return agreed({"the OAuth policies": bool(policies), "the OAuth settings": bool(settings)})


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
        raise Unseen(Unlearnt(why=Why.SILENT, says="the OAuth usage list came back empty"))
    for used in page.apps:
        if used.identifier[:15] == mine.id or {
            _plain(used.identifier),
            _plain(used.developer_name),
        } & _names(mine):
            return True
    if page.next_page_url:
        raise Unseen(Unlearnt(why=Why.CUT, says="the OAuth usage list has more pages"))
    return False
