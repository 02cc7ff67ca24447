"""What stays of a tenant that was deleted: a receipt, sealed by the ring, that names nobody.

It says which workspace, when and why, how many rows of each table went, and where the record
ended. An export of the record made before can still be held against it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import Connection, Row, delete, select

from bot.store import audit
from bot.store.database import insert_new
from bot.store.keys import KeyRing, SealError, Where
from bot.store.office_tables import tombstones


@dataclass(frozen=True)
class Tombstone:
    """A receipt of a deletion. `entries` and `hash` are where the record ended."""

    tenant: str
    at: str
    why: str
    entries: int
    hash: str
    deleted: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same for the same deletion, however often it is tried."""
        return "t-" + hashlib.sha256(audit.canonical(asdict(self)).encode()).hexdigest()[:24]


def put(conn: Connection, ring: KeyRing, stone: Tombstone) -> None:
    """Keep a receipt."""
    text = audit.canonical(asdict(stone))
    sealed = ring.seal(text, place(stone.tenant, stone.id))
    row = {"id": stone.id, "tenant": stone.tenant, "receipt": text, "sealed": sealed}
    insert_new(conn, tombstones, **row)


def add(conn: Connection, ring: KeyRing, tenant: str, name: str, more: Mapping[str, int]) -> None:
    """Count rows that were deleted a moment later into a receipt, where it is there and genuine."""
    mine = (tombstones.c.tenant == tenant) & (tombstones.c.id == name)
    row = conn.execute(select(tombstones).where(mine).with_for_update()).first()
    if row is None or not _genuine(ring, row):
        return
    stone = _read(row)
    deleted = Counter(stone.deleted) + Counter(more)
    conn.execute(delete(tombstones).where(mine))
    put(conn, ring, replace(stone, deleted=dict(deleted)))


def every(conn: Connection, ring: KeyRing, tenant: str) -> list[tuple[Tombstone, bool]]:
    """A tenant's receipts, and whether each is as the bot wrote it."""
    query = select(tombstones).where(tombstones.c.tenant == tenant).order_by(tombstones.c.id)
    found = [(_read(row), _genuine(ring, row)) for row in conn.execute(query)]
    return sorted(found, key=lambda one: one[0].at)


def place(tenant: str, name: str) -> Where:
    """Where a receipt's seal opens."""
    return Where(tenant, "tombstones", name, "sealed")


def _read(row: Row[tuple[str, str, str, bytes]]) -> Tombstone:
    return Tombstone(**json.loads(row.receipt))


def _genuine(ring: KeyRing, row: Row[tuple[str, str, str, bytes]]) -> bool:
    try:
        return bool(ring.open(row.sealed, place(row.tenant, row.id)) == row.receipt)
    except SealError:
        return False
