"""What was sent for a record, held against the object's fields.

Source: REST API Developer Guide, "Create a Record"; texts of recorded refusals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.org.schema import Entity, Field
from sandbox.org.writes.mistakes import Mistake, closed_fields, required, unknown_field
from sandbox.org.writes.rules import Rule

_JSON = {str: "VALUE_STRING", bool: "VALUE_TRUE", int: "VALUE_NUMBER_INT", dict: "START_OBJECT"}
_TEXT = frozenset({"id", "reference", "string", "picklist", "textarea", "email", "phone", "url"})


def checked(
    body: Mapping[str, Any], entity: Entity, rule: Rule, *, creating: bool
) -> dict[str, Any]:
    """The values by the fields' own names, or a `Mistake`."""
    values: dict[str, Any] = {}
    closed: list[str] = []
    for sent, value in body.items():
        if sent == "attributes":
            continue
        field = entity.fields.get(sent.lower())
        if field is None:
            raise unknown_field(sent, entity.name)
        if not rule.takes(field.name, creating=creating):
            closed.append(field.name)
            continue
        _check_type(field, value)
        values[field.name] = value
    if closed:
        raise closed_fields(closed)
    missing = [name for name in rule.required if creating and values.get(name) in {None, ""}]
    if missing:
        raise required(missing)
    return values


def _check_type(field: Field, value: Any) -> None:  # noqa: ANN401  # whatever JSON the client sent
    if value is None:
        return
    wrong = (field.type == "boolean" and not isinstance(value, bool)) or (
        field.type in _TEXT and not isinstance(value, str)
    )
    if wrong:
        kind = "boolean" if field.type == "boolean" else "string"
        seen = _JSON.get(type(value), "START_ARRAY")
        text = f"Cannot deserialize instance of {kind} from {seen} value {value}"
        raise Mistake("JSON_PARSER_ERROR", text)
