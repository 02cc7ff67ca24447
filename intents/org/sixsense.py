"""Which rows are 6sense's: the joins that every check of article A stands on.

The package is known by its ids, the app by the package's namespace, never by a label (article A
itself warns of another name). Absence is believed only where a second answer,
which would show the thing, does not.
"""

from typing import TypeVar

from intents.check import Blocked
from intents.facts.app import AnyApp, App
from intents.facts.app_policy import AppPolicy
from intents.facts.app_state import AppState
from intents.facts.installed_package import Installed, InstalledPackage, VendorPackage
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.facts.package_license import PackageLicense
from intents.facts.package_version import PackageVersion
from intents.known import Facts, about, agreed, conflict, shapeless, silent
from intents.org.vendor import VENDOR

#: The rows that make up an app's configuration in the org.
Part = AppPolicy | OauthPolicy | OauthSettings
P = TypeVar("P", AppPolicy, OauthPolicy, OauthSettings)
#: What identifying the app takes, and what would contradict its absence.
APP = (VendorPackage, App)
APP_WITNESSES = (
    InstalledPackage,
    PackageVersion,
    PackageLicense,
    AnyApp,
    AppState,
    AppPolicy,
    OauthPolicy,
)


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
        App,
        lambda a: (
            a.distribution_state.casefold() == "packaged" and a.namespace_prefix not in listed
        ),
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
    if not facts.rows(AnyApp):
        raise silent("no External Client App at all came back, not even one of our own")
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
    """The app's own policy row; without one nothing in it can be judged."""
    return _only(facts, AppPolicy)


def oauth_policy(facts: Facts) -> OauthPolicy:
    """The app's OAuth policy row, as `app_policy`."""
    return _only(facts, OauthPolicy)


def oauth_settings(facts: Facts) -> OauthSettings:
    """The app's OAuth settings row, as `app_policy`."""
    return _only(facts, OauthSettings)


def _only(facts: Facts, part: type[P]) -> P:
    mine = the_app(facts).id
    found = facts.rows(part, lambda row: row.external_client_application_id == mine)
    if len(found) > 1:
        raise shapeless(f"{about(part)}: more than one row for the app, I cannot tell which counts")
    if found:
        return found[0]
    raise _without(facts, part)


def _without(facts: Facts, part: type[Part]) -> Blocked:
    lost(facts)  # raises where that the row is missing is not proven
    facts.some(part)
    return Blocked("app-policies-present")


def lost(facts: Facts) -> tuple[str, ...]:
    """The parts of its configuration that the app has not; a sandbox refresh takes the OAuth ones.

    Two lists alike without the app agree that it lost its whole OAuth configuration. One
    alone is believed only where it shows the row of another app: else it may be hidden.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    oauth = [part for part in (OauthPolicy, OauthSettings) if _lacks(facts, part)]
    if len(oauth) > 1 and bool(facts.rows(OauthPolicy)) == bool(facts.rows(OauthSettings)):
        return tuple(map(about, oauth))
    gone = [*([AppPolicy] if _lacks(facts, AppPolicy) else []), *oauth]
    for part in gone:
        if not facts.rows(part):
            says = f"{about(part)}: not there, though the rest is, and no other app's row came back"
            raise conflict(says)
    return tuple(map(about, gone))


def _lacks(facts: Facts, part: type[Part]) -> bool:
    mine = the_app(facts).id
    return not facts.some(part, lambda row: row.external_client_application_id == mine)
