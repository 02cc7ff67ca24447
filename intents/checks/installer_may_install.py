"""The installer may install packages (Article A, Prerequisites)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, bad, good
from intents.facts.app import App
from intents.facts.granted import UserRights
from intents.facts.installed_package import VendorPackage
from intents.facts.user import User
from intents.facts.user_login import UserLogin
from intents.finding import Status
from intents.intent import Track
from intents.known import Facts
from intents.org.people import LET_IN, given, holds, person, shut_out
from intents.org.rights import label
from intents.org.sixsense import APP_WITNESSES, package

_RIGHTS = ("ModifyAllData", "CustomizeApplication", "InstallPackaging")


def judge(facts: Facts) -> Judged:
    wanted, subject = ", ".join(map(label, _RIGHTS)), "user:installer"
    if facts.track is Track.LEGACY:
        return Judged(Status.NOT_APPLICABLE, "a Connected App has no package", subject=subject)
    over = Judged(Status.NOT_APPLICABLE, "the package is installed already", subject=subject)
    if not given(facts, "installer") and package(facts):
        return over
    if why := shut_out(facts, person(facts, "installer")):
        shut = replace(bad(why, "active, and not frozen", subject), step=LET_IN)
        return over if package(facts) else shut
    missing = [label(right) for right in _RIGHTS if not holds(facts, "installer", right)]
    if not missing:
        return good("an administrator who may install packages", wanted, subject)
    return over if package(facts) else bad(f"without {', '.join(missing)}", wanted, subject)


CHECK = Check(
    "installer-may-install",
    needs=(),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(User, UserLogin, UserRights, VendorPackage, App, *APP_WITNESSES),
    subject="user:installer",
)
