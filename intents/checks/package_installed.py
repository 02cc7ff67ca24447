"""The package of the install link, or a newer version of it (Article A, Install)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.app import App
from intents.facts.installed_package import Numbers, VendorPackage
from intents.facts.package_version import PackageVersion
from intents.known import Facts
from intents.org.sixsense import APP_WITNESSES, package
from intents.org.vendor import VENDOR

_UPGRADE = "Open the install link again and upgrade the 6sense package, for all users."


def judge(facts: Facts) -> Judged:
    wanted = f"package {VENDOR.package.version} or a newer version of it"
    found = package(facts)
    if found is None:
        return bad("not installed", wanted)
    here = found.subscriber_package_version
    seen = f"installed, version {here.text}"
    if found.subscriber_package_version_id == VENDOR.package.version[:15]:
        return good(seen, wanted)
    asked = facts.one(PackageVersion)
    if _order(here) >= _order(asked):
        return good(seen, wanted)
    older = doubtful(f"{seen}, older than {asked.text}", wanted)
    return replace(older, step=_UPGRADE)


def _order(numbers: Numbers) -> tuple[int, int, int]:
    return numbers.major_version, numbers.minor_version, numbers.patch_version


CHECK = Check(
    "package-installed",
    needs=(VendorPackage,),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, App),
    blocked_by=("installer-may-install",),
)
