"""The objects and fields this org knows, per endpoint, API version and provisioned feature.

Source: the field lists in ``schema/*.json``, made from published describes (Apex type stubs and
the Tooling WSDL of API v67 and v68, a recorded describe of PermissionSet, v63).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent / "schema"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a describe."""

    name: str
    type: str
    to: str | None = None
    relationship: str | None = None
    filterable: bool = True
    sortable: bool = True
    groupable: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """One object as one endpoint shows it; `fields` and `parents` by lower-case name."""

    name: str
    label: str
    prefix: str
    fields: Mapping[str, Field]
    parents: Mapping[str, Field]

    def without(self, hidden: frozenset[str]) -> Entity:
        """The same object with some fields hidden (field names in lower case)."""
        kept = {key: field for key, field in self.fields.items() if key not in hidden}
        return _entity(self.name, self.label, self.prefix, kept)


def _entity(name: str, label: str, prefix: str, fields: Mapping[str, Field]) -> Entity:
    parents = {f.relationship.lower(): f for f in fields.values() if f.relationship}
    return Entity(name, label, prefix, fields, parents)


@cache
def entities(endpoint: str, version: int, features: frozenset[str]) -> Mapping[str, Entity]:
    """All objects of `endpoint` (``data`` or ``tooling``) by lower-case name."""
    found: dict[str, Entity] = {}
    for described in _described():
        since = described["since"].get(endpoint)
        feature = described.get("feature")
        if since is None or version < since or (feature and feature not in features):
            continue
        fields = {
            name.lower(): _field(name, spec)
            for name, spec in described["fields"].items()
            if _offered(spec, endpoint, version, features)
        }
        if described.get("permissions"):
            fields |= _permission_fields(endpoint, version, features)
        name = described["name"]
        found[name.lower()] = _entity(name, described["label"], described["keyPrefix"], fields)
    return found


def permission_names() -> tuple[str, ...]:
    """Every system permission this org can grant, without the ``Permissions`` prefix."""
    return tuple(_permissions()["names"])


@cache
def prefixes() -> Mapping[str, str]:
    """Key prefix by object name."""
    return {described["name"]: described["keyPrefix"] for described in _described()}


@cache
def _described() -> tuple[Mapping[str, Any], ...]:
    files = sorted(path for path in _HERE.glob("*.json") if path.stem != "permissions")
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in files)


@cache
def _permissions() -> Mapping[str, Any]:
    loaded: dict[str, Any] = json.loads((_HERE / "permissions.json").read_text(encoding="utf-8"))
    return loaded


def _permission_fields(endpoint: str, version: int, features: frozenset[str]) -> dict[str, Field]:
    # Filterable, neither groupable nor sortable: recorded describe of PermissionSet, v63.
    gates = _permissions()["gates"]
    return {
        f"permissions{name}".lower(): Field(
            f"Permissions{name}", "boolean", sortable=False, groupable=False
        )
        for name in permission_names()
        if _offered(gates.get(name, {}), endpoint, version, features)
    }


def _offered(
    spec: Mapping[str, Any], endpoint: str, version: int, features: frozenset[str]
) -> bool:
    feature = spec.get("feature")
    return (
        version >= spec.get("since", 0)
        and spec.get("only", endpoint) == endpoint
        and (feature is None or feature in features)
    )


def _field(name: str, spec: Mapping[str, Any]) -> Field:
    kind = spec["type"]
    plain = kind not in {"datetime", "complexvalue", "base64"}
    return Field(
        name=name,
        type=kind,
        to=spec.get("to"),
        relationship=spec.get("as"),
        filterable=spec.get("filter", True),
        sortable=kind not in {"complexvalue", "base64"},
        groupable=plain,
    )
