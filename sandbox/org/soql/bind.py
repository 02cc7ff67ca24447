"""Names in a query to fields of objects, refused the way Salesforce refuses them.

Source: recorded REST answers (INVALID_FIELD, INVALID_TYPE); SOQL and SOSL Reference,
"Relationship Queries".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.org.schema import Entity, Field, Row
from sandbox.org.soql.date_functions import part
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.tree import Path, Query

_FIELD_HINT = (
    " If you are attempting to use a custom field, be sure to append the '__c' after the custom"
    " field name. Please reference your WSDL or the describe call for the appropriate names."
)
_TYPE_HINT = (
    " If you are attempting to use a custom object, be sure to append the '__c' after the entity"
    " name. Please reference your WSDL or the describe call for the appropriate names."
)
_PARENT_HINT = (
    " If you are attempting to use a custom relationship, be sure to append the '__r' after the"
    " custom relationship name. Please reference your WSDL or the describe call for the"
    " appropriate names."
)
_MOST_PARENTS = 5  # SOQL and SOSL Reference: at most five levels child-to-parent


class Source(Protocol):
    """What a query may see: the objects and rows of one caller on one endpoint."""

    @property
    def now(self) -> dt.datetime:
        """The moment date literals count from."""

    def entity(self, name: str) -> Entity | None:
        """The object of that name, if this caller may know it."""

    def rows(self, name: str) -> Sequence[Row]:
        """Its rows this caller may see."""

    def by_id(self, name: str) -> Mapping[str, Row]:
        """All rows by Id, for following a reference."""

    def url(self, name: str, row: Row) -> str:
        """What ``attributes.url`` says of a row."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field found: the parents on the way, and how to read its value from a row."""

    path: Path
    field: Field
    parents: tuple[tuple[str, str], ...]  # (relationship name, object name)
    value: Callable[[Row], Any]


def entity_of(query: Query, source: Source) -> Entity:
    """The object a query selects from."""
    entity = source.entity(query.source)
    if entity is None:
        reason = f"sObject type '{query.source}' is not supported.{_TYPE_HINT}"
        raise SoqlError("INVALID_TYPE", reason, query.text, query.source_pos)
    return entity


def column(path: Path, query: Query, entity: Entity, source: Source) -> Column:
    """The field a path leads to."""
    parts = _without_source(path.parts, query, entity)
    here = entity
    steps: list[tuple[str, str, str]] = []
    for name in parts[:-1]:
        link = here.parents.get(name.lower())
        parent = source.entity(link.to) if link and link.to else None
        if link is None or parent is None or len(steps) == _MOST_PARENTS:
            reason = f"Didn't understand relationship '{name}' in field path.{_PARENT_HINT}"
            raise SoqlError("INVALID_FIELD", reason, query.text, path.pos)
        steps.append((link.name, link.relationship or name, parent.name))
        here = parent
    field = here.fields.get(parts[-1].lower())
    if field is None:
        raise no_such_column(parts[-1], here.name, query, path.pos)
    getter = _getter(tuple(steps), field, source)
    if path.function:
        field, getter = _part_of(path, field, getter, query)
    return Column(path, field, tuple((rel, name) for _, rel, name in steps), getter)


def _part_of(
    path: Path, field: Field, getter: Callable[[Row], Any], query: Query
) -> tuple[Field, Callable[[Row], Any]]:
    if field.type not in {"datetime", "date"}:
        reason = f"field {field.name} does not support date function {path.function}"
        raise SoqlError("MALFORMED_QUERY", reason, query.text, path.pos)
    kind = "string" if path.function == "DAY_ONLY" else "int"
    return Field(path.text, kind), lambda row: part(path.function, getter(row))


def no_such_column(name: str, entity: str, query: Query, pos: int) -> SoqlError:
    """The refusal of a field that is not there, or not for this user."""
    reason = f"No such column '{name}' on entity '{entity}'.{_FIELD_HINT}"
    return SoqlError("INVALID_FIELD", reason, query.text, pos)


def _without_source(parts: tuple[str, ...], query: Query, entity: Entity) -> tuple[str, ...]:
    names = {query.source.lower(), (query.source_alias or query.source).lower()}
    if len(parts) > 1 and parts[0].lower() in names and parts[0].lower() not in entity.parents:
        return parts[1:]
    return parts


def _getter(
    steps: tuple[tuple[str, str, str], ...], field: Field, source: Source
) -> Callable[[Row], Any]:
    default = False if field.type == "boolean" else None
    if not steps:
        return lambda row: row.get(field.name, default)
    tables = tuple((key, source.by_id(name)) for key, _, name in steps)

    def through_parents(row: Row) -> Any:  # noqa: ANN401  # a field's value has its field's type
        here: Row | None = row
        for key, table in tables:
            if here is None:
                return None
            here = table.get(here.get(key, ""))
        return None if here is None else here.get(field.name, default)

    return through_parents
