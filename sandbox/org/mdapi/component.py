"""One metadata component: names, dates, and the elements of its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | bool | int | tuple[Element, ...] | None"
Element: TypeAlias = tuple[str, Value]


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


@dataclass(frozen=True, slots=True)
class Record:
    """The elements of a component as they were sent."""

    elements: tuple[Element, ...]

    def text(self, name: str) -> str | None:
        """The text of one element; None where it is absent or empty."""
        found = next((value for key, value in self.elements if key == name), None)
        return found if isinstance(found, str) and found else None

    def flag(self, name: str) -> bool:
        """Whether an element says true; absent means false."""
        return self.text(name) == "true"

    def parts(self, name: str) -> Iterable[Record]:
        """Every element of this name that holds others."""
        for key, value in self.elements:
            if key == name and isinstance(value, tuple):
                yield Record(value)
