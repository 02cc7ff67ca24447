"""FieldPermissions: which fields come with an object.

Source: Object Reference, FieldPermissions: one row for each field that is granted, none for fields
that nobody can be denied (Id, names, owner, system fields, what is required).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.org.schema import Row, entities
from sandbox.org.tables.access import holders
from sandbox.org.tables.rows import Ground

_NEWEST = 68
_ALWAYS = frozenset(
    {
        "Id",
        "Name",
        "FirstName",
        "LastName",
        "Company",
        "Status",
        "OwnerId",
        "IsDeleted",
        "MasterRecordId",
        "CreatedById",
        "CreatedDate",
        "LastModifiedById",
        "LastModifiedDate",
        "SystemModstamp",
        "LastActivityDate",
    }
)


def field_permissions(state: Ground) -> Iterable[Row]:
    """Fields per profile, permission set and group, for every object these may read."""
    for key, holder in holders(state):
        for name, rights in holder.objects.items():
            for field in _deniable(name):
                if rights and f"{name}.{field}" not in holder.hidden_fields:
                    yield {
                        "Id": state.id("FieldPermissions", key, name, field),
                        "ParentId": state.id("PermissionSet", key),
                        "SobjectType": name,
                        "Field": f"{name}.{field}",
                        "PermissionsRead": True,
                        "PermissionsEdit": "edit" in rights,
                        "SystemModstamp": state.started,
                    }


def _deniable(name: str) -> Iterator[str]:
    features = frozenset({"account_engagement", "sales_engagement"})
    entity = entities("data", _NEWEST, features).get(name.lower())
    fields = entity.fields.values() if entity else ()
    return (field.name for field in fields if field.name not in _ALWAYS)
