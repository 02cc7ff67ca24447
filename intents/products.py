"""Which Salesforce products the org has (Tooling API, PardotTenant)."""

from intents.fact import Unseen
from intents.facts.installed_package import InstalledPackage
from intents.facts.pardot_tenant import PardotTenant
from intents.known import Facts, conflict, silent

_PARDOT = frozenset({"b2bma", "pi3"})  # namespaces of Account Engagement's own packages


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
