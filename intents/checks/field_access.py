"""The integration user reads the fields that 6sense syncs.

Source: 6sense's page on minimum data requirements; Object Reference, FieldPermissions.
"""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.field_rights import FIELDS, FieldRights
from intents.facts.granted import UserRights
from intents.facts.object_rights import ObjectRights
from intents.facts.user import User
from intents.known import Facts, silent
from intents.org import effective
from intents.org.people import person


def judge(facts: Facts) -> Iterator[Judged]:
    if not facts.rows(FieldRights):
        raise silent("no field permission at all came back for the named users")
    user = person(facts, "integration")
    return (_look(facts, user, name) for name in FIELDS)


def _look(facts: Facts, user: User, name: str) -> Judged:
    hidden = [field for field in FIELDS[name] if not _reads(facts, user, name, field)]
    wanted, subject = f"reads {', '.join(FIELDS[name])}", f"object:{name}"
    if hidden:
        return doubtful(f"may not read {', '.join(hidden)}", wanted, subject)
    return good("reads them all", wanted, subject)


def _reads(facts: Facts, user: User, name: str, field: str) -> bool:
    def granted(sets: set[str]) -> bool:
        return bool(effective.granting(facts, user, lambda one: one.permission_set_id in sets))

    rows = facts.rows(FieldRights, lambda row: row.field == f"{name}.{field}")
    if granted({row.parent_id for row in rows if row.permissions_read}):
        return True
    if effective.right(facts, user, "ViewAllFieldsGlobal"):
        return True
    of = facts.rows(ObjectRights, lambda row: row.sobject_type == name)
    return granted({row.parent_id for row in of if row.permissions_view_all_fields})


CHECK = Check(
    "field-access",
    needs=(User, UserRights, FieldRights),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(ObjectRights,),
    blocked_by=("user-active", "object-access"),
    decisive=False,
    subject="object:Account",
    also=("object:Lead", "object:Contact"),
)
