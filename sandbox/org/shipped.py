"""Scenario files to scenarios: found by name or path, inherited with ``extends``, validated.

A file that extends another is laid over it: maps merge key by key, lists and plain values
replace, and ``null`` removes what a map inherited.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from sandbox.org.scenario import Scenario
from sandbox.written import parsed

_SHIPPED = Path(__file__).parent / "scenarios"
_DEEPEST = 8


class ScenarioError(Exception):
    """A scenario that cannot be used, with a sentence that says why."""


def names() -> tuple[str, ...]:
    """The scenarios that come with the sandbox."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def load(name_or_path: str | Path) -> Scenario:
    """A shipped scenario by name, or one from a file."""
    return validated(_inherited(_read(name_or_path), Path(name_or_path).parent), str(name_or_path))


def from_text(text: str) -> Scenario:
    """A scenario from YAML text; it may extend a shipped one."""
    return validated(_inherited(_parsed(text, "the text"), _SHIPPED), "the text")


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid over `base`."""
    out = dict(base)
    for key, value in over.items():
        below = out.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            out[key] = merged(below, value)
        elif isinstance(value, Mapping):
            out[key] = merged({}, value)
        else:
            out[key] = value
    return out


def validated(data: Mapping[str, Any], name: str) -> Scenario:
    """The scenario, or one clear sentence per mistake."""
    try:
        return Scenario.model_validate(_without_removed(data))
    except ValidationError as error:
        mistakes = "; ".join(
            f"{'.'.join(str(part) for part in e['loc']) or 'scenario'}: {_said(e)}"
            for e in error.errors()
        )
        raise ScenarioError(f"Scenario {name}: {mistakes}.") from None


def _said(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "no such setting"
    return str(error["msg"]).removeprefix("Value error, ")


def _without_removed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Drop the entries of named collections that were set to null."""
    collections = {
        name
        for name, field in Scenario.model_fields.items()
        if str(field.annotation).startswith("dict[")
    }
    return {
        key: {k: v for k, v in value.items() if v is not None}
        if key in collections and isinstance(value, Mapping)
        else value
        for key, value in data.items()
    }


def _inherited(data: dict[str, Any], beside: Path, depth: int = 0) -> dict[str, Any]:
    parent = data.pop("extends", None)
    if parent is None:
        return data
    if depth == _DEEPEST:
        raise ScenarioError(f"`extends` goes round or deeper than {_DEEPEST} files.")
    nearby = beside / str(parent)
    base = _read(nearby if nearby.is_file() else str(parent))
    return merged(_inherited(base, beside, depth + 1), data)


def _read(name_or_path: str | Path) -> dict[str, Any]:
    shipped = _SHIPPED / f"{name_or_path}.yaml"
    path = shipped if shipped.is_file() else Path(name_or_path)
    if not path.is_file():
        raise ScenarioError(
            f"There is no scenario {str(name_or_path)!r}. Shipped: {', '.join(names())}."
        )
    return _parsed(path.read_text(encoding="utf-8"), str(name_or_path))


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        data = parsed(text)
    except yaml.YAMLError as error:
        raise ScenarioError(f"Scenario {name} is not YAML: {error}") from None
    if not isinstance(data, dict):
        raise ScenarioError(f"Scenario {name} must be a map of settings.")
    return data
