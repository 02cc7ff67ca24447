"""The record: who did what to which org, with what result. Append-only, a hash chain per tenant.

An entry's hash covers all it says, a salt, and the hash before it: whoever changes, removes or
moves an entry breaks the chain from there on. What it says is sealed with a key of the tenant's
own, and that key, with the chain's last hash, with the ring: without the ring nobody can write a
chain that holds, and deleting the key leaves nothing to read or to guess.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, LargeBinary, bindparam, insert, select, update

from bot.store.database import insert_new
from bot.store.keys import KeyRing, Where, fresh_key
from bot.store.office_tables import audit, audit_heads

#: What the first entry of a chain follows.
GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One thing that was done.

    Attributes:
        at: when, UTC, ISO 8601.
        actor: a Slack user id, `terminal`, or `system`.
        action: one word: check, checked, retry, confirm, connect, give, refused, …
        org: the org's name, "" where it is about none.
        result: how it ended, in a few words.
        about: what else it was about: a receipt, a check, a person.
        salt: keeps a shredded entry from being guessed.
        prev, hash: the chain.
    """

    tenant: str
    seq: int
    at: str
    actor: str
    action: str
    org: str
    result: str
    about: str
    salt: str
    prev: str
    hash: str = ""

    def digest(self) -> str:
        """The hash that this entry must have."""
        said = {name: value for name, value in asdict(self).items() if name != "hash"}
        return hashlib.sha256(canonical(said).encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """Where a chain ends, and the key that opens it."""

    key: str
    seq: int = 0
    hash: str = GENESIS


_HEAD = (
    select(audit_heads.c.sealed)
    .where(audit_heads.c.tenant == bindparam("tenant"))
    .with_for_update()
)
_MOVED = (
    update(audit_heads)
    .where(audit_heads.c.tenant == bindparam("whose"))
    .values(sealed=bindparam("head", type_=LargeBinary))
)
_WRITTEN = insert(audit)


def note(  # noqa: PLR0913 -- as many as an entry has columns
    conn: Connection,
    ring: KeyRing,
    tenant: str,
    actor: str,
    action: str,
    org: str = "",
    result: str = "",
    *,
    about: str = "",
) -> None:
    """Record what the caller's transaction does, as its last word: the chain is locked last."""
    found = head(conn, ring, tenant)
    if found is None:
        sealed = _sealed(ring, tenant, Head(fresh_key()))
        insert_new(conn, audit_heads, tenant=tenant, sealed=sealed)  # somebody may be quicker
        found = head(conn, ring, tenant)
    if found is None:
        raise LookupError(tenant)
    entry = Entry(
        tenant, found.seq + 1, datetime.now(UTC).isoformat(timespec="milliseconds"),
        actor, action, org, result[:200], about[:120], secrets.token_hex(16), found.hash,
    )  # fmt: skip
    said, own = entry.digest(), KeyRing(found.key)
    body = own.seal(canonical(asdict(entry)), _place(tenant, entry.seq))
    row = {"tenant": tenant, "seq": entry.seq, "sealed": body, "prev": entry.prev, "hash": said}
    conn.execute(_WRITTEN, row)
    moved = _sealed(ring, tenant, Head(found.key, entry.seq, said))
    conn.execute(_MOVED, {"whose": tenant, "head": moved})


def head(conn: Connection, ring: KeyRing, tenant: str) -> Head | None:
    """Where the tenant's chain ends, its row held; None where nothing was ever recorded."""
    sealed = conn.scalar(_HEAD, {"tenant": tenant})
    if sealed is None:
        return None
    return Head(**json.loads(ring.open(sealed, head_place(tenant))))


def newest(conn: Connection, ring: KeyRing, tenant: str, org: str, most: int) -> list[Entry]:
    """The newest entries, of one org or of all."""
    found: list[Entry] = []
    for entry in entries(conn, ring, tenant, backwards=True):
        if not org or entry.org == org:
            found.append(entry)
        if len(found) == most:
            break
    return found


def entries(
    conn: Connection, ring: KeyRing, tenant: str, *, backwards: bool = False
) -> Iterator[Entry]:
    """Every entry as it was written, in order.

    Raises:
        SealError: an entry does not open: it was changed, or moved here from elsewhere.
    """
    found = head(conn, ring, tenant)
    if found is None:
        return
    own = KeyRing(found.key)
    order = audit.c.seq.desc() if backwards else audit.c.seq
    for row in conn.execute(select(audit).where(audit.c.tenant == tenant).order_by(order)):
        said = json.loads(own.open(row.sealed, _place(tenant, row.seq)))
        yield Entry(**{**said, "prev": row.prev, "hash": row.hash})


def canonical(values: object) -> str:
    """JSON that is the same for the same values."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def head_place(tenant: str) -> Where:
    """Where a chain's head opens."""
    return Where(tenant, "audit_heads", tenant, "sealed")


def _sealed(ring: KeyRing, tenant: str, now: Head) -> bytes:
    return ring.seal(json.dumps(asdict(now)), head_place(tenant))


def _place(tenant: str, seq: int) -> Where:
    return Where(tenant, "audit", str(seq), "sealed")
