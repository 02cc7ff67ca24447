"""``POST``, ``PATCH`` and ``DELETE`` on ``/sobjects/…``: one record at a time.

Source: REST API Developer Guide, "sObject Basic Information" (create), "sObject Rows" (update,
delete), "sObject Rows by External ID" (upsert: 201 for a new record, 200 otherwise).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.context import Context
from sandbox.org.schema import Entity, Row
from sandbox.org.writes import assignments, installs, people, permission_sets
from sandbox.org.writes.change import Change, Write, same_id
from sandbox.org.writes.commit import commit
from sandbox.org.writes.mistakes import Mistake, forbidden
from sandbox.org.writes.rules import LOOKUPS, rule_of
from sandbox.org.writes.values import checked

Writer = Callable[[Write], Change]
_CREATE: dict[str, Writer] = {
    "PermissionSet": permission_sets.create,
    "PermissionSetAssignment": assignments.assign,
    "SetupEntityAccess": assignments.open_app,
    "ObjectPermissions": permission_sets.create_object_rights,
    "PackageInstallRequest": installs.request,
}
_UPDATE: dict[str, Writer] = {
    "PermissionSet": permission_sets.update,
    "ObjectPermissions": permission_sets.update_object_rights,
    "User": people.update_user,
    "UserLogin": people.update_login,
}
_DELETE: dict[str, Writer] = {
    "PermissionSet": permission_sets.delete,
    "PermissionSetAssignment": assignments.unassign,
    "SetupEntityAccess": assignments.close_app,
    "ObjectPermissions": permission_sets.delete_object_rights,
}
_VERBS = {"inserted": _CREATE, "updated": _UPDATE, "deleted": _DELETE}


def answer(call: Call, context: Context, rest: str, *, tooling: bool) -> Answer:
    """One write by REST."""
    name, *more = rest.strip("/").split("/")
    if call.method == "POST" and not more:
        made = create(context, name, _body(call), tooling=tooling)
        return Answer(201, {"id": made, "success": True, "errors": []})
    if call.method == "PATCH" and len(more) == 1:
        update(context, name, more[0], _body(call), tooling=tooling)
        return Answer(204)
    if call.method == "PATCH" and len(more) == 2:  # noqa: PLR2004  # field and value
        return _upserted(context, name, (more[0], more[1]), _body(call))
    if call.method == "DELETE" and len(more) == 1:
        delete(context, name, more[0], tooling=tooling)
        return Answer(204)
    text = f"HTTP Method '{call.method}' not allowed. Allowed are HEAD,GET,POST"
    raise Refusal(405, "METHOD_NOT_ALLOWED", text)


def create(context: Context, name: str, body: Mapping[str, Any], *, tooling: bool = False) -> str:
    """A new record: its id."""
    entity = _entity(context, name, tooling=tooling)
    return _written(context, entity, "inserted", body, {}, tooling=tooling).id


def update(
    context: Context, name: str, row_id: str, body: Mapping[str, Any], *, tooling: bool = False
) -> None:
    """A changed record."""
    entity = _entity(context, name, tooling=tooling)
    _written(context, entity, "updated", body, _row(context, entity, row_id, tooling=tooling),
             tooling=tooling)  # fmt: skip


def delete(context: Context, name: str, row_id: str, *, tooling: bool = False) -> None:
    """A record less."""
    entity = _entity(context, name, tooling=tooling)
    _written(context, entity, "deleted", {}, _row(context, entity, row_id, tooling=tooling),
             tooling=tooling)  # fmt: skip


def _written(
    context: Context, entity: Entity, verb: str, body: Mapping[str, Any], row: Row, *, tooling: bool
) -> Change:
    rule = rule_of(entity.name, tooling=tooling)
    writer = _VERBS[verb].get(entity.name)
    if rule is None or writer is None:
        text = f"entity type cannot be {verb}: {entity.label}"
        raise Mistake("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", text)
    if not rule.rights & context.caller.permissions:
        raise forbidden()
    org = context.org
    values = checked(body, entity, rule, creating=verb == "inserted")
    org.serial += 1
    write = Write(org.state, context.caller.user, values, row, org.serial, context.version)
    change = writer(write)
    commit(org, context.caller.user, change)
    return change


def _upserted(
    context: Context, name: str, where: tuple[str, str], body: Mapping[str, Any]
) -> Answer:
    entity = _entity(context, name, tooling=False)
    field = LOOKUPS.get(entity.name, {}).get(where[0].lower())
    if field is None:
        text = f"Provided external ID field does not exist or is not accessible: {where[0]}"
        raise Refusal(404, "NOT_FOUND", text)
    rows = context.view(tooling=False).rows(entity.name)
    row = next((r for r in rows if str(r.get(field)).lower() == where[1].lower()), None)
    if row is None:
        made = create(context, name, {**body, field: where[1]})
        return Answer(201, {"id": made, "success": True, "errors": [], "created": True})
    update(context, name, row["Id"], body)
    return Answer(200, {"id": row["Id"], "success": True, "errors": [], "created": False})


def _entity(context: Context, name: str, *, tooling: bool) -> Entity:
    found = context.view(tooling=tooling).entity(name)
    if found is None:
        raise not_found()
    return found


def _row(context: Context, entity: Entity, row_id: str, *, tooling: bool) -> Row:
    rows = context.view(tooling=tooling).rows(entity.name)
    found = next((row for row in rows if same_id(row.get("Id"), row_id)), None)
    if found is None:
        text = "invalid cross reference id"
        raise Mistake("INVALID_CROSS_REFERENCE_KEY", text, status=404)
    return found


def _body(call: Call) -> Mapping[str, Any]:
    body = call.json()
    if not isinstance(body, dict):
        raise Refusal(400, "JSON_PARSER_ERROR", "The request body must be a JSON object")
    return body
