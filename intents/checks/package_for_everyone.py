"""The package was installed for all users (Article A, Select Install for all users)."""

from intents.check import Blocked, Check, Group, Judged, doubtful, good
from intents.facts.app import App
from intents.facts.install_request import InstallRequest
from intents.facts.installed_package import VendorPackage
from intents.known import Facts, shapeless, silent
from intents.org.sixsense import APP_WITNESSES, package

_NARROW = {"none": "admins only", "custom": "chosen profiles"}


def judge(facts: Facts) -> Judged:
    if package(facts) is None:
        raise Blocked("package-installed")
    done = facts.some(InstallRequest, lambda r: r.status.casefold() == "success")
    if not done:
        says = "no install request is on record; an install by hand may leave none"
        raise silent(says)
    last = max(done, key=lambda r: r.created_date).security_type
    if last.casefold() == "full":
        return good(f"all users ({last})", "all users (Full)")
    if last.casefold() in _NARROW:
        return doubtful(f"{_NARROW[last.casefold()]} ({last})", "all users (Full)")
    raise shapeless("the last install does not say for whom it was")


CHECK = Check(
    "package-for-everyone",
    needs=(InstallRequest, VendorPackage),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, App),
    blocked_by=("package-installed",),
    decisive=False,
)
