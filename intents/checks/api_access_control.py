"""Whether API Access Control is on, off or not provided is known (Salesforce Help)."""

from intents.check import Check, Group, Judged, good
from intents.facts.connected_app_settings import ConnectedAppSettings
from intents.facts.permission_field import PermissionField
from intents.known import Facts
from intents.org.access_control import On, access_control

_SEEN = {On.YES: "on", On.NO: "off", On.ABSENT: "off: not provided in this org"}


def judge(facts: Facts) -> Judged:
    return good(_SEEN[access_control(facts)], "known: on, off or not provided", "org")


CHECK = Check(
    "api-access-control",
    needs=(PermissionField,),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(ConnectedAppSettings,),
    subject="org",
)
