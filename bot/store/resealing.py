"""Every sealed column there is, and moving all of them to the newest key. `fn(conn, …)`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from bot.store.case_tables import unknown_pastes
from bot.store.connecting_tables import signins
from bot.store.installation_tables import installations
from bot.store.keys import KeyRing, SealError, Where
from bot.store.office_tables import audit_heads, tombstones
from bot.store.tables import messages, orgs


@dataclass(frozen=True)
class Column:
    """A sealed column: where in its table, and which column names the row in the seal's place.

    `row` "" = every row of the tenant shares one place; `table` is the place's, where it is not
    the column's own.
    """

    at: Table
    name: str = "sealed"
    row: str = ""
    table: str = ""

    @property
    def title(self) -> str:
        """As people are told."""
        return f"{self.at.name}.{self.name}"

    def place(self, found: Row[Any]) -> Where:
        """Where this row's value opens."""
        row = str(getattr(found, self.row)) if self.row else "*"
        return Where(found.tenant, self.table or self.at.name, row, self.name)


#: A test holds that no other column is sealed with the ring. The entries of the record are sealed
#: with their tenant's own key, which lies in `audit_heads`.
COLUMNS = (
    Column(orgs, row="id"),
    Column(installations, row="tenant"),
    Column(audit_heads, row="tenant"),
    Column(tombstones, row="id"),
    Column(unknown_pastes, row="digest"),
    Column(signins, row="id"),
    Column(messages, "back"),
    Column(signins, "back", table="messages"),
)


@dataclass(frozen=True)
class Moved:
    """What became of sealed values: how many were moved, and how many do not open, by column."""

    moved: Counter[str]
    lost: Counter[str]


def behind(conn: Connection, ring: KeyRing, tenant: str = "") -> Moved:
    """How many values still need an older key, and how many no key of the ring opens.

    Of one tenant, or of everybody.
    """
    found = Moved(Counter(), Counter())
    for column in COLUMNS:
        for row, sealed in _sealed(conn, column):
            if row.tenant != (tenant or row.tenant):
                continue
            if not ring.knows(sealed):
                found.lost[column.title] += 1
            elif not ring.is_newest(sealed):
                found.moved[column.title] += 1
    return found


def reseal(conn: Connection, ring: KeyRing) -> Moved:
    """Put everything sealed under the newest key, so that the older ones can be dropped."""
    found = Moved(Counter(), Counter())
    for column in COLUMNS:
        for row, sealed in list(_sealed(conn, column, held=True)):
            if ring.is_newest(sealed):
                continue
            try:
                fresh = ring.reseal(sealed, column.place(row))
            except SealError:
                found.lost[column.title] += 1
                continue
            key = [one == getattr(row, one.name) for one in column.at.primary_key]
            conn.execute(update(column.at).where(*key).values({column.name: fresh}))
            found.moved[column.title] += 1
    return found


def _sealed(
    conn: Connection, column: Column, *, held: bool = False
) -> Iterator[tuple[Row[Any], bytes]]:
    value = column.at.c[column.name]
    names = {key.name for key in column.at.primary_key} | {"tenant", column.row} - {""}
    query = select(value.label("value_"), *(column.at.c[name] for name in sorted(names)))
    query = query.where(value.is_not(None))
    for row in conn.execute(query.with_for_update() if held else query):
        yield row, row.value_
