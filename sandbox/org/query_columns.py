"""``/query?columns=true``: what a query selects, described. The Salesforce CLI asks for it.

Source: jsforce and plugin-data (what they read of it): columns with parents and subqueries as
``joinColumns``.
"""

from __future__ import annotations

from typing import Any

from sandbox.org.caller import View
from sandbox.org.schema import Entity, Field
from sandbox.org.soql import Query
from sandbox.org.soql.bind import column, entity_of
from sandbox.org.soql.children import CHILDREN
from sandbox.org.soql.tree import Aggregate, AllFields, Path

_NUMBERS = {"int", "double", "currency", "percent"}
Told = dict[str, Any]


def described(asked: Query, view: View) -> Told:
    """The columns of a query."""
    entity = entity_of(asked, view)
    return {
        "columnMetadata": _columns(asked, entity, view),
        "entityName": entity.name,
        "groupBy": bool(asked.group_by),
        "idSelected": any(isinstance(s, Path) and s.text.lower() == "id" for s in asked.select),
        "keyPrefix": entity.prefix or None,
    }


def _columns(asked: Query, entity: Entity, view: View) -> list[Told]:
    out: list[Told] = []
    for item in asked.select:
        if isinstance(item, Query):
            out.append(_below(item, entity, view))
        elif isinstance(item, AllFields):
            out += [_one(field.name, field) for field in entity.fields.values()]
        elif isinstance(item, Aggregate):
            name = item.alias or f"expr{sum(one['aggregate'] for one in out)}"
            out.append(_one(name, Field(name, "double")) | {"aggregate": True})
        else:
            _add(out, [*item.parts[:-1]], column(item, asked, entity, view).field)
    return out


def _add(out: list[Told], parents: list[str], field: Field) -> None:
    """A field, under its parents where it has any."""
    here = out
    for parent in parents:
        found = next((one for one in here if one["columnName"] == parent), None)
        if found is None:
            found = _one(parent, Field(parent, "reference"))
            here.append(found)
        here = found["joinColumns"]
    here.append(_one(field.name, field))


def _below(inner: Query, parent: Entity, view: View) -> Told:
    known = CHILDREN.get(parent.name, {})
    name = next((one for one in known if one.lower() == inner.source.lower()), inner.source)
    child = view.entity(known[name][0]) if name in known else None
    told = _one(name, Field(name, "reference")) | {"aggregate": True}
    return told | ({"joinColumns": _columns(inner, child, view)} if child else {})


def _one(name: str, field: Field) -> Told:
    return {
        "aggregate": False,
        "apexType": field.type.title(),
        "booleanType": field.type == "boolean",
        "columnName": name,
        "custom": False,
        "displayName": name,
        "foreignKeyName": field.to,
        "insertable": False,
        "joinColumns": [],
        "numberType": field.type in _NUMBERS,
        "textType": field.type not in {"boolean", *_NUMBERS},
        "updatable": False,
    }
