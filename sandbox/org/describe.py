"""Lists of resources and objects, describes, and single rows by Id.

Source: REST API Developer Guide, "Describe Global", "sObject Basic Information", "sObject
Describe", "sObject Rows".
"""

from __future__ import annotations

from typing import Any

from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.caller import View
from sandbox.org.context import Context
from sandbox.org.schema import Entity, Field, Row
from sandbox.org.soql.children import CHILDREN
from sandbox.org.soql.render import json_value
from sandbox.org.writes.mistakes import unknown_field
from sandbox.org.writes.rules import LOOKUPS, Rule, rule_of

_SOAP = {"id": "tns:ID", "reference": "tns:ID", "boolean": "xsd:boolean", "int": "xsd:int",
         "double": "xsd:double", "datetime": "xsd:dateTime"}  # fmt: skip
_CLOSED = ("createable", "custom", "customSetting", "deletable", "layoutable", "mergeable",
           "replicateable", "searchable", "triggerable", "undeletable", "updateable")  # fmt: skip


def resources(context: Context, *, tooling: bool) -> Answer:
    """The resources of one version."""
    if tooling:
        names = ["query", "sobjects", "composite"]
        return Answer(body={name: f"{context.root}/tooling/{name}" for name in names})
    names = ["tooling", "limits", "sobjects", "query", "queryAll", "composite"]
    host = context.org.url
    identity = f"{host}/id/{context.org.state.org_id}/{context.caller.user_id}"
    return Answer(body={n: f"{context.root}/{n}" for n in names} | {"identity": identity})


def sobjects(call: Call, context: Context, rest: str, *, tooling: bool, hidden: bool) -> Answer:
    """``/sobjects``, ``…/X``, ``…/X/describe``, ``…/X/<Id>`` and ``…/X/<field>/<value>``."""
    view = context.view(tooling=tooling, hidden=hidden)
    root = f"{context.root}/tooling" if tooling else context.root
    if not rest:
        listed = [] if hidden else [_summary(entity, root) for entity in view.entities()]
        return Answer(body={"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": listed})
    name, *more = rest.strip("/").split("/")
    entity = view.entity(name)
    if entity is None:
        raise not_found()
    if not more:
        return Answer(body={"objectDescribe": _summary(entity, root), "recentItems": []})
    if more == ["describe"]:
        return Answer(body=_described(entity, root, hidden=hidden))
    field = "Id" if len(more) == 1 else LOOKUPS.get(entity.name, {}).get(more[0].lower())
    if field is None or len(more) > 2:  # noqa: PLR2004  # field and value
        raise not_found()
    return Answer(body=_row(view, entity, (field, more[-1]), call.query.get("fields", "")))


def _row(view: View, entity: Entity, by: tuple[str, str], wanted: str) -> dict[str, Any]:
    field, wanted_value = by

    def found(row: Row) -> bool:
        value = str(row.get(field))
        if field == "Id":  # ids mind their case, names do not
            return value[:15] == wanted_value[:15]
        return value.lower() == wanted_value.lower()

    rows = (row for row in view.rows(entity.name) if found(row))
    row = next(rows, None)
    if row is None:
        raise Refusal(404, "NOT_FOUND", "Provided external ID field does not exist or is"
                      f" not accessible: {wanted_value}")  # fmt: skip
    started = {"attributes": {"type": entity.name, "url": view.url(entity.name, row)}}
    names = [name.strip().lower() for name in wanted.split(",") if name.strip()]
    if unknown := [name for name in names if name not in entity.fields]:
        raise unknown_field(unknown[0], entity.name)
    shown = [entity.fields[name] for name in names] or list(entity.fields.values())
    return started | {f.name: _value(row, f) for f in shown}


def _value(row: Any, field: Field) -> Any:  # noqa: ANN401  # any field's value
    return json_value(row.get(field.name, False if field.type == "boolean" else None))


def _summary(entity: Entity, root: str) -> dict[str, Any]:
    base = f"{root}/sobjects/{entity.name}"
    return {
        "name": entity.name,
        "label": entity.label,
        "labelPlural": f"{entity.label}s",
        "keyPrefix": entity.prefix or None,
        "queryable": bool(entity.prefix),
        "retrieveable": True,
        **dict.fromkeys(_CLOSED, False),
        **_open(entity, tooling=root.endswith("/tooling")),
        "urls": {
            "sobject": base,
            "describe": f"{base}/describe",
            "rowTemplate": f"{base}/{{ID}}",
        },
    }


def _open(entity: Entity, *, tooling: bool) -> dict[str, bool]:
    rule = rule_of(entity.name, tooling=tooling)
    if rule is None:
        return {}
    updateable = bool(rule.update) or rule.permissions
    return {"createable": bool(rule.create), "updateable": updateable, "deletable": rule.delete}


def _described(entity: Entity, root: str, *, hidden: bool) -> dict[str, Any]:
    rule = rule_of(entity.name, tooling=root.endswith("/tooling"))
    fields = [] if hidden else [_field(field, rule) for field in entity.fields.values()]
    below = [
        {"relationshipName": name, "childSObject": child, "field": field, "cascadeDelete": False}
        for name, (child, field) in CHILDREN.get(entity.name, {}).items()
    ]
    more: dict[str, Any] = {"recordTypeInfos": [], "namedLayoutInfos": [], "supportedScopes": []}
    return _summary(entity, root) | {"fields": fields, "childRelationships": below} | more


def _field(field: Field, rule: Rule | None) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.name,
        "type": field.type,
        "soapType": _SOAP.get(field.type, "xsd:string"),
        "filterable": field.filterable,
        "sortable": field.sortable,
        "groupable": field.groupable,
        "length": 18 if field.type in {"id", "reference"} else 255,
        "byteLength": 54 if field.type in {"id", "reference"} else 765,
        "precision": 0,
        "scale": 0,
        "digits": 0,
        "calculated": False,
        "unique": False,
        "externalId": False,
        "idLookup": field.type == "id",
        "nameField": field.name == "Name",
        "restrictedPicklist": field.type == "picklist",
        "defaultedOnCreate": field.type == "boolean",
        "nillable": field.type not in {"boolean", "id"},
        "createable": bool(rule and rule.takes(field.name, creating=True)),
        "updateable": bool(rule and rule.takes(field.name, creating=False)),
        "custom": False,
        "referenceTo": [field.to] if field.to else [],
        "relationshipName": field.relationship,
        "picklistValues": [],
    }
