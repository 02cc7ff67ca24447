"""PermissionSet, its assignments, groups, object permissions and SetupEntityAccess.

Source: Object Reference. Every profile owns a permission set (IsOwnedByProfile) assigned to each of
its users; a group has an aggregated permission set of Type ``Group``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.org.ids import record_id
from sandbox.org.scenario_people import Grants
from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, audit, missing

_RIGHTS = {
    "PermissionsRead": {"read", "edit", "delete", "view_all", "modify_all"},
    "PermissionsCreate": {"create"},
    "PermissionsEdit": {"edit", "delete", "modify_all"},
    "PermissionsDelete": {"delete", "modify_all"},
    "PermissionsViewAllRecords": {"view_all", "modify_all"},
    "PermissionsModifyAllRecords": {"modify_all"},
}


def permission_sets(state: Ground) -> Iterable[Row]:
    """Those owned by profiles, plain ones, aggregated ones of groups, generated ones."""
    for key, profile in state.scenario.profiles.items():
        yield {
            **_set_row(state, f"profile/{key}", f"X00e{key}", profile.name, profile.permissions),
            "IsOwnedByProfile": True,
            "ProfileId": state.id("Profile", key),
            "IsCustom": profile.name != "System Administrator",
            "Type": "Profile",
        }
    for key, held in state.scenario.permission_sets.items():
        yield {
            **_set_row(state, key, held.name, held.label, held.permissions),
            "Description": held.description,
            "NamespacePrefix": held.namespace,
            "LicenseId": held.license and state.id("UserLicense", held.license),
        }
    for key, group in state.scenario.permission_set_groups.items():
        together = group.sum(state.scenario.permission_sets)
        yield {
            **_set_row(state, f"group/{key}", group.name, group.label, together.permissions),
            "Type": "Group",
            "PermissionSetGroupId": state.id("PermissionSetGroup", key),
        }
    for n in missing(state, "permission_sets", len(state.scenario.permission_sets)):
        yield _set_row(state, f"generated-{n}", f"Generated_{n}", f"Generated {n}", ())


def _set_row(
    state: Ground, key: str, name: str, label: str, held: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "Id": state.id("PermissionSet", key),
        "Name": name,
        "Label": label,
        "IsCustom": True,
        "Type": "Regular",
        **{f"Permissions{permission}": True for permission in held},
        **audit(state, "-300d"),
    }


def assignments(state: Ground) -> Iterable[Row]:
    """Who has which permission set; the profile's own set included."""
    count = 0
    for key, user in state.scenario.users.items():
        grouped = state.scenario.permission_set_groups
        held = [(f"profile/{user.profile}", True)]
        held += [(name, True) for name in user.permission_sets]
        held += [(name, False) for name in user.expired_permission_sets]
        for name, active in held:
            count += 1
            row = f"group/{name}" if name in grouped else name
            yield _assignment(state, key, row, active=active)
    profile = list(state.scenario.profiles)[-1]
    for n in missing(state, "users", len(state.scenario.users)):
        count += 1
        yield _assignment(state, f"generated-{n}", f"profile/{profile}")
    for n in missing(state, "permission_set_assignments", count):
        yield _assignment(state, f"generated-{n}", f"generated-{n}")


def _assignment(state: Ground, user: str, permission_set: str, *, active: bool = True) -> Row:
    group = permission_set.removeprefix("group/")
    grouped = group != permission_set
    return {
        "Id": state.id("PermissionSetAssignment", user, permission_set),
        "AssigneeId": state.user_id(user),
        "PermissionSetId": state.id("PermissionSet", permission_set),
        "PermissionSetGroupId": state.id("PermissionSetGroup", group) if grouped else None,
        "ExpirationDate": None if active else state.moment("-1d"),
        "IsActive": active,
        "SystemModstamp": state.started,
    }


def groups(state: Ground) -> Iterable[Row]:
    """Permission set groups."""
    for key, group in state.scenario.permission_set_groups.items():
        yield {
            "Id": state.id("PermissionSetGroup", key),
            "DeveloperName": group.name,
            "MasterLabel": group.label,
            "Status": group.status,
            **audit(state, "-300d"),
        }


def group_components(state: Ground) -> Iterable[Row]:
    """Which permission sets a group holds, the muting one among them."""
    for key, group in state.scenario.permission_set_groups.items():
        held = {name: state.id("PermissionSet", name) for name in group.permission_sets}
        if group.muting:
            held["/muting"] = state.id("MutingPermissionSet", key)
        for name, permission_set in held.items():
            yield {
                "Id": state.id("PermissionSetGroupComponent", key, name),
                "PermissionSetGroupId": state.id("PermissionSetGroup", key),
                "PermissionSetId": permission_set,
                **audit(state, "-300d"),
            }


def muting(state: Ground) -> Iterable[Row]:
    """What groups take away from the sum of their members."""
    for key, group in state.scenario.permission_set_groups.items():
        if group.muting:
            yield {
                "Id": state.id("MutingPermissionSet", key),
                "DeveloperName": f"{group.name}_Muting",
                "MasterLabel": f"{group.label} Muting",
                **{f"Permissions{permission}": True for permission in group.muting.permissions},
                **audit(state, "-300d"),
            }


def holders(state: Ground) -> Iterator[tuple[str, Grants]]:
    """Everything that grants, with the key of its permission set."""
    for key, profile in state.scenario.profiles.items():
        yield f"profile/{key}", profile
    yield from state.scenario.permission_sets.items()
    for key, group in state.scenario.permission_set_groups.items():
        yield f"group/{key}", group.sum(state.scenario.permission_sets)


def object_permissions(state: Ground) -> Iterable[Row]:
    """Object rights per profile and permission set; a group's own set has the sum."""
    for key, holder in holders(state):
        for name, rights in holder.objects.items():
            yield {
                "Id": state.id("ObjectPermissions", key, name),
                "ParentId": state.id("PermissionSet", key),
                "SobjectType": name,
                **{field: bool(given & set(rights)) for field, given in _RIGHTS.items()},
                **audit(state, "-300d"),
            }


def setup_entity_access(state: Ground) -> Iterable[Row]:
    """Apps assigned to profiles and permission sets; a group's own set has the sum.

    And an entry of the App Launcher (TabSet) for each profile: every profile sees one at least.
    """
    for key, holder in holders(state):
        for app in holder.apps:
            connected = app in state.scenario.connected_apps
            entity = "ConnectedApplication" if connected else "ExternalClientApplication"
            yield _access(state, key, entity, app, state.id(entity, app))
    for key in state.scenario.profiles:
        yield _access(state, f"profile/{key}", "TabSet", "sales", record_id("02u", "sales"))
    for n in missing(state, "setup_entity_access", 0):
        key, entity = f"generated-{n}", "ConnectedApplication"
        yield _access(state, key, entity, key, state.id(entity, key))


def _access(state: Ground, holder: str, entity: str, app: str, app_id: str) -> Row:
    return {
        "Id": state.id("SetupEntityAccess", holder, app),
        "ParentId": state.id("PermissionSet", holder),
        "SetupEntityId": app_id,
        "SetupEntityType": entity,
        "SystemModstamp": state.started,
    }


def names(state: Ground) -> Iterable[Row]:
    """What a reference to one of several objects shows of them: Object Reference, Name."""
    for entity, field in (
        ("User", "Name"),
        ("ConnectedApplication", "Name"),
        ("ExternalClientApplication", "MasterLabel"),
    ):
        for row in state.rows(entity):
            yield {"Id": row["Id"], "Name": row[field], "Type": entity}
