"""One metadata component: names, dates, and the elements of its record."""

from __future__ import annotations

from dataclasses import dataclass

Element = tuple[str, str | bool | int | None]


@dataclass(frozen=True, slots=True)
class Component:
    """One component; `elements` is None where only its owner may read it."""

    full_name: str
    id: str
    created: str
    modified: str
    elements: tuple[Element, ...] | None
    namespace: str | None = None
    manageable: str = "unmanaged"
