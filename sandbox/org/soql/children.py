"""Subqueries in SELECT: the children of each row.

Source: Salesforce SOQL and SOSL Reference, "Relationship Queries" (a child relationship with no
rows is null); Object Reference for the names of the relationships.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sandbox.org.schema import Entity, Row
from sandbox.org.soql.bind import Column, Source
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.ordering import ordered
from sandbox.org.soql.render import Children, Renderer
from sandbox.org.soql.tree import Query

CHILDREN: dict[str, dict[str, tuple[str, str]]] = {
    "PermissionSet": {
        "Assignments": ("PermissionSetAssignment", "PermissionSetId"),
        "SetupEntityAccessItems": ("SetupEntityAccess", "ParentId"),
        "ObjectPerms": ("ObjectPermissions", "ParentId"),
        "FieldPerms": ("FieldPermissions", "ParentId"),
    },
    "PermissionSetGroup": {
        "PermissionSetGroupComponents": ("PermissionSetGroupComponent", "PermissionSetGroupId"),
        "Assignments": ("PermissionSetAssignment", "PermissionSetGroupId"),
    },
    "User": {"PermissionSetAssignments": ("PermissionSetAssignment", "AssigneeId")},
    "Profile": {"Users": ("User", "ProfileId")},
    "Account": {
        "Contacts": ("Contact", "AccountId"),
        "Opportunities": ("Opportunity", "AccountId"),
    },
    "Campaign": {"CampaignMembers": ("CampaignMember", "CampaignId")},
}
_HINT = (
    " If you are attempting to use a custom relationship, be sure to append the '__r' after the"
    " custom relationship name. Please reference your WSDL or the describe call for the"
    " appropriate names."
)
Where = Callable[[Query, Entity, Source], Callable[[Row], bool] | None]
Select = Callable[[Query, Entity, Source], list[Column]]


def children(
    inner: Query, parent: Entity, source: Source, where: Where, select: Select
) -> Children:
    """The name of the relationship, and how to print the children of one row."""
    known = CHILDREN.get(parent.name, {})
    name = next((one for one in known if one.lower() == inner.source.lower()), None)
    child = source.entity(known[name][0]) if name else None
    if name is None or child is None:
        reason = f"Didn't understand relationship '{inner.source}' in FROM part of query call."
        raise SoqlError("INVALID_TYPE", reason + _HINT, inner.text, inner.source_pos)
    field = known[name][1]
    query = replace(inner, source=child.name)
    keep, sort = where(query, child, source), ordered(query, child, source)
    renderer = Renderer(child.name, select(query, child, source), source)
    by_parent: dict[Any, list[Row]] = {}
    for row in source.rows(child.name):
        if keep is None or keep(row):
            by_parent.setdefault(row.get(field), []).append(row)

    def printed(row: Row) -> dict[str, Any] | None:
        found: Sequence[Row] = sort(by_parent.get(row.get("Id"), []))[query.offset :]
        found = found[: query.limit] if query.limit is not None else found
        if not found:
            return None
        return {"totalSize": len(found), "done": True, "records": renderer.records(found)}

    return name, printed
