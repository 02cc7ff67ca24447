"""The org is open: no ended trial, no incident (Organization; Trust API)."""

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.instance import Instance
from intents.facts.organization import Organization
from intents.known import Facts, shapeless

_QUIET = ("OK", "INFORMATIONAL", "MAINTENANCE")
_TROUBLE = ("MINOR_INCIDENT", "MAJOR_INCIDENT")


def judge(facts: Facts) -> Judged:
    org, wanted = facts.one(Organization), "no ended trial, no incident on the instance"
    kind = "sandbox" if org.is_sandbox else "production"
    seen = f"{kind}, {org.organization_type}, instance {org.instance_name}"
    ends = org.trial_expiration_date or ""
    if ends and ends[:10] < facts.at(Organization)[:10]:
        return doubtful(f"{seen}; trial ended {ends[:10]}", wanted, "org")
    status = facts.one(Instance).status.upper()
    if not status.startswith((*_QUIET, *_TROUBLE)):
        raise shapeless("Salesforce gives its instance a status I do not know")
    look = doubtful if status.startswith(_TROUBLE) else good
    return look(f"{seen}: {status}", wanted, "org")


CHECK = Check(
    "org-open",
    needs=(Organization,),
    judge=judge,
    group=Group.BOT,
    witnesses=(Instance,),
    decisive=False,
    subject="org",
)
