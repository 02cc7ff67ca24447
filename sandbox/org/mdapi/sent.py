"""A component on its way into the org, and what most kinds ask of it.

Source: Metadata API Developer Guide, "updateMetadata" (the whole component is replaced) and "Error
Handling"; texts of refusals as seen in public tools where a source is given beside them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sandbox.org.mdapi.component import Record
from sandbox.org.state import OrgState
from sandbox.org.writes.mistakes import Mistake, required


@dataclass(frozen=True, slots=True)
class Sent:
    """One component as it was sent, by whom, and the number of this write."""

    state: OrgState
    user: str
    type: str
    full_name: str
    record: Record
    serial: int
    version: int

    def need(self, *names: str) -> None:
        """Refuse where one of these elements is absent."""
        missing = [name for name in names if self.record.text(name) is None]
        if missing:
            raise required(missing)

    def choice(self, name: str, known: Collection[str], default: str | None = None) -> str | None:
        """An element that takes one of a few values."""
        value = self.record.text(name)
        if value is not None and value not in known:
            text = f"'{value}' is not a valid value for the enum '{name}'"
            raise Mistake("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", text, name)
        return value or default

    def number(self, name: str, least: int, most: int) -> int | None:
        """An element that is a whole number within bounds."""
        value = self.record.text(name)
        if value is None:
            return None
        if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            text = f"{name}: value outside of valid range on numeric field: {value}"
            raise Mistake("NUMBER_OUTSIDE_VALID_RANGE", text, name)
        return int(value)


def missing(sent: Sent) -> Mistake:
    """Nothing of that name is here."""
    text = f"Entity of type '{sent.type}' named '{sent.full_name}' cannot be found"
    return Mistake("INVALID_CROSS_REFERENCE_KEY", text)


def managed(sent: Sent) -> Mistake:
    """It belongs to a package."""
    text = f"Cannot modify managed object: entity={sent.type}, component={sent.full_name}"
    return Mistake("CANNOT_MODIFY_MANAGED_OBJECT", text)


def not_here(sent: Sent) -> Mistake:
    """This org does not take such a component."""
    text = f"{sent.type} {sent.full_name} is not available for this operation"
    return Mistake("INSUFFICIENT_ACCESS_OR_READONLY", text)
