"""The integration user reads what 6sense syncs, and writes what 6sense enriches.

Source: 6sense's pages on required user permissions; Object Reference, ObjectPermissions.
"""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.granted import UserRights
from intents.facts.group_member import GroupMember
from intents.facts.object_rights import READ, ObjectRights
from intents.facts.user import User
from intents.known import Facts, silent
from intents.org import effective
from intents.org.people import person

#: What 6sense also writes, where it enriches.
_WRITTEN = ("Account", "Lead", "Contact")
#: No object permission of their own: who may see the other, may see these.
_FOLLOWS = {"CampaignMember": "Campaign"}
OBJECTS = (*READ, *_FOLLOWS)
#: System permissions that stand above every object's own.
_READS, _EDITS = ("ViewAllData", "ModifyAllData"), ("ModifyAllData",)


def judge(facts: Facts) -> Iterator[Judged]:
    if not facts.rows(ObjectRights):
        # Somebody named has a profile with at least one of these objects in a whole answer.
        raise silent("no object permission at all came back for the named users")
    user = person(facts, "integration")
    return (_look(facts, user, name) for name in OBJECTS)


def _look(facts: Facts, user: User, name: str) -> Judged:
    subject, through = f"object:{name}", _FOLLOWS.get(name, name)
    rows = facts.rows(ObjectRights, lambda row: row.sobject_type == through)
    readers = _paths(facts, user, {row.parent_id for row in rows if row.permissions_read}, _READS)
    wanted = "read and edit" if name in _WRITTEN else "read"
    if not readers:
        denied = effective.sources(facts, user)
        return bad(f"no read on {through}: not in {denied}", wanted, subject)
    if name not in _WRITTEN:
        return good(f"read on {through}, through {_told(readers)}", wanted, subject)
    writers = _paths(facts, user, {row.parent_id for row in rows if row.permissions_edit}, _EDITS)
    if not writers:
        seen = f"read alone, through {_told(readers)}: 6sense cannot enrich here"
        return doubtful(seen, wanted, subject)
    return good(f"read and edit, through {_told(writers)}", wanted, subject)


def _paths(facts: Facts, user: User, sets: set[str], over_all: tuple[str, ...]) -> tuple[str, ...]:
    def carries(one: UserRights) -> bool:
        return one.permission_set_id in sets or any(one.holds(right) for right in over_all)

    return effective.granting(facts, user, carries)


def _told(paths: tuple[str, ...]) -> str:
    more = len(paths) - 1
    return f"{paths[0]} and {more} more" if more else paths[0]


CHECK = Check(
    "object-access",
    needs=(User, UserRights, ObjectRights),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(GroupMember,),
    blocked_by=("user-active",),
    subject=f"object:{OBJECTS[0]}",
    also=tuple(f"object:{name}" for name in OBJECTS[1:]),
)
