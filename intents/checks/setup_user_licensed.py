"""The setup user has a Salesforce licence (Article B, Prerequisites)."""

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.user import User
from intents.known import Facts, silent
from intents.org.people import person

_SALESFORCE = "sfdc"


def judge(facts: Facts) -> Judged:
    wanted, subject = "System Administrator, or a user with a Salesforce licence", "user:setup"
    profile = person(facts, "setup").profile
    if profile is None or profile.user_license is None:
        raise silent("the profile and licence of the setup user did not come back")
    licence = profile.user_license
    seen = f"licence {licence.name}, profile {profile.name}"
    # A System Administrator has this licence as well: the profile exists under no other.
    fits = licence.license_definition_key.casefold() == _SALESFORCE
    return (good if fits else doubtful)(seen, wanted, subject)


CHECK = Check(
    "setup-user-licensed",
    needs=(User,),
    judge=judge,
    group=Group.PEOPLE,
    blocked_by=("user-active",),
    subject="user:setup",
)
