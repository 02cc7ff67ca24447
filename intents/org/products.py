"""Which Salesforce products the org has beside the CRM, and whether 6sense's app covers them.

Source: Tooling API, PardotTenant; Object Reference, ActionCadence and PermissionSetLicense.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from intents.check import Judged
from intents.fact import Unseen
from intents.facts.cadence import Cadence
from intents.facts.installed_package import InstalledPackage
from intents.facts.pardot_tenant import PardotTenant
from intents.facts.permission_set_license import PermissionSetLicense
from intents.finding import Grade, Status
from intents.known import Facts, conflict, shapeless, silent

Has = Callable[[Facts], bool]
Look = Callable[[Facts], Iterable[Judged]]

#: States of a business unit (Tooling WSDL, PardotTenantStatus).
READY = frozenset({"created", "updated", "backfilled"})
COMING = frozenset({"creating", "updating", "error"})
GONE = frozenset({"deleting", "deleted", "deprovisioning", "deprovisioned"})
_PARDOT = frozenset({"b2bma", "pi3"})  # namespaces of Account Engagement's own packages
#: Parts of the names of Sales Engagement's licences; the product was called High Velocity Sales.
_ENGAGEMENT = ("highvelocity", "salesengagement")


def has_pardot(facts: Facts) -> bool:
    """Whether Account Engagement is there; absent only if its object does not exist.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    refusal = facts.refused(PardotTenant)
    if refusal is None:
        return bool(facts.some(PardotTenant))
    if refusal.code != "INVALID_TYPE":
        raise Unseen(refusal)
    # Another Tooling object must be readable, and whole, or the refusal may be about us.
    if not facts.rows(InstalledPackage):
        raise silent("the list of installed packages came back empty")
    if facts.some(InstalledPackage, lambda p: p.subscriber_package.namespace_prefix in _PARDOT):
        raise conflict("Account Engagement is installed, yet its business units are not there")
    return False


def uses_pardot(facts: Facts) -> bool:
    """Whether a business unit of it is there to be reached; one that is gone needs nothing.

    Raises:
        Unseen: as `has_pardot`, and where a unit has a status nobody knows.
    """
    if not has_pardot(facts):
        return False
    states = {(unit.creation_status or "").casefold() for unit in facts.rows(PardotTenant)}
    if states & {*READY, *COMING}:
        return True
    if states - GONE:
        raise shapeless("a business unit has a status I do not know")
    return False


def reached(facts: Facts, product: str, has: Has, look: Look) -> Judged | list[Judged]:
    """What every product is asked alike: is it here at all, and then, does the app reach it.

    Not to know whether it is here weighs nothing: a scope it wants and the app lacks is told by
    the check of the scopes.
    """
    wanted = f"the 6sense app reaches {product}"
    try:
        there = has(facts)
    except Unseen as unseen:
        why = unseen.unlearnt
        seen = f"not known whether {product} is in this org ({why.says})"
        return Judged(Status.UNKNOWN, seen, wanted, "org", weighs=False, unlearnt=why)
    if not there:
        seen = f"{product} is not in this org"
        return Judged(Status.NOT_APPLICABLE, seen, wanted, "org")
    return [replace(one, wanted=wanted) for one in look(facts)]


def vouched(subject: str = "org") -> Judged:
    """By the vendor's word the Connected App covers it: article B, Important."""
    seen = "by the vendor's word one Connected App covers it"
    return Judged(Status.OK, seen, subject=subject, grade=Grade.INFERRED)


def has_sales_engagement(facts: Facts) -> bool:
    """Whether Sales Engagement is there.

    An object that one may not read looks as if it did not exist, so absence needs the list of
    licences as well.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    refusal = facts.refused(Cadence)
    if refusal is None:
        return True
    if refusal.code != "INVALID_TYPE":
        raise Unseen(refusal)
    licences = facts.rows(PermissionSetLicense, lambda row: row.total_licenses > 0)
    if not licences:
        raise silent("the list of permission set licences came back empty")
    names = [row.developer_name.casefold() for row in licences]
    if any(part in name for name in names for part in _ENGAGEMENT):
        raise conflict("Sales Engagement is licensed, yet its cadences do not show")
    return False
