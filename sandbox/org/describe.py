"""Lists of resources and objects, describes, and single rows by Id.

Source: REST API Developer Guide, "Describe Global", "sObject Basic Information", "sObject
Describe", "sObject Rows".
"""

from __future__ import annotations

from typing import Any

from sandbox.org.call import Answer, Refusal, not_found
from sandbox.org.caller import View
from sandbox.org.context import Context
from sandbox.org.schema import Entity, Field
from sandbox.org.soql.render import json_value

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


def sobjects(context: Context, rest: str, *, tooling: bool, hidden: bool) -> Answer:
    """``/sobjects``, ``/sobjects/X``, ``/sobjects/X/describe`` and ``/sobjects/X/<Id>``."""
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
    if len(more) == 1:
        return Answer(body=_row(view, entity, more[0]))
    raise not_found()


def _row(view: View, entity: Entity, row_id: str) -> dict[str, Any]:
    rows = (row for row in view.rows(entity.name) if str(row.get("Id"))[:15] == row_id[:15])
    row = next(rows, None)
    if row is None:
        raise Refusal(404, "NOT_FOUND", "Provided external ID field does not exist or is"
                      f" not accessible: {row_id}")  # fmt: skip
    started = {"attributes": {"type": entity.name, "url": view.url(entity.name, row)}}
    return started | {f.name: _value(row, f) for f in entity.fields.values()}


def _value(row: Any, field: Field) -> Any:  # noqa: ANN401  # any field's value
    return json_value(row.get(field.name, False if field.type == "boolean" else None))


def _summary(entity: Entity, root: str) -> dict[str, Any]:
    base = f"{root}/sobjects/{entity.name}"
    return {
        "name": entity.name,
        "label": entity.label,
        "labelPlural": f"{entity.label}s",
        "keyPrefix": entity.prefix,
        "queryable": True,
        "retrieveable": True,
        **dict.fromkeys(_CLOSED, False),
        "urls": {
            "sobject": base,
            "describe": f"{base}/describe",
            "rowTemplate": f"{base}/{{ID}}",
        },
    }


def _described(entity: Entity, root: str, *, hidden: bool) -> dict[str, Any]:
    fields = [] if hidden else [_field(field) for field in entity.fields.values()]
    return _summary(entity, root) | {"fields": fields, "childRelationships": []}


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.name,
        "type": field.type,
        "soapType": _SOAP.get(field.type, "xsd:string"),
        "filterable": field.filterable,
        "sortable": field.sortable,
        "groupable": field.groupable,
        "nillable": field.type not in {"boolean", "id"},
        "createable": False,
        "updateable": False,
        "custom": False,
        "referenceTo": [field.to] if field.to else [],
        "relationshipName": field.relationship,
        "picklistValues": [],
    }
