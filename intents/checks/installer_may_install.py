"""The installer may install packages (Article A, Prerequisites)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.app import App
from intents.facts.granted import UserRights
from intents.facts.installed_package import VendorPackage
from intents.facts.user import User
from intents.finding import Status
from intents.known import Facts
from intents.people import given, holds
from intents.rights import label
from intents.sixsense import APP_WITNESSES, package

_RIGHTS = ("ModifyAllData", "CustomizeApplication", "InstallPackaging")


def judge(facts: Facts) -> Judged:
    wanted, subject = ", ".join(map(label, _RIGHTS)), "user:installer"
    if not given(facts, "installer") and package(facts):
        return Judged(Status.NOT_APPLICABLE, "the package is installed already", subject=subject)
    missing = [label(right) for right in _RIGHTS if not holds(facts, "installer", right)]
    if not missing:
        return good("an administrator who may install packages", wanted, subject)
    if package(facts):
        return Judged(Status.NOT_APPLICABLE, "the package is installed already", subject=subject)
    return bad(f"missing: {', '.join(missing)}", wanted, subject)


CHECK = Check(
    "installer-may-install",
    needs=(VendorPackage,),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(*APP_WITNESSES, App, User, UserRights),
    subject="user:installer",
)
