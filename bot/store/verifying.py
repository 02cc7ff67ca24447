"""Does a record hold? Recomputes its chain, from the store or from exported lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, select

from bot.store import audit, tombstones
from bot.store.audit import GENESIS, Entry
from bot.store.keys import KeyRing, SealError
from bot.store.office_tables import audit as rows

_NAMES = {field.name for field in fields(Entry)}
_END = {"tenant", "entries", "hash"}


@dataclass(frozen=True)
class Chain:
    """How far a chain holds, and what is wrong with it; "" = nothing."""

    tenant: str
    entries: int = 0
    hash: str = GENESIS
    wrong: str = ""


def follow(chain: Chain, entry: Entry) -> Chain:
    """The chain with one more entry; once something is wrong it stays so."""
    at = chain.entries + 1
    if chain.wrong:
        return chain
    wrong = ""
    if entry.tenant != chain.tenant:
        wrong = f"entry {at} is of another tenant"
    elif entry.seq != at:
        wrong = f"entry {at} is not where it should be: entry {entry.seq} stands there; " + (
            "something was removed" if entry.seq > at else "the order was changed"
        )
    elif entry.digest() != entry.hash:
        wrong = f"entry {at} was altered"
    elif entry.prev != chain.hash:
        wrong = f"entry {at} does not follow entry {at - 1}: one of the two was rewritten"
    return replace(chain, wrong=wrong) if wrong else replace(chain, entries=at, hash=entry.hash)


def stored(conn: Connection, ring: KeyRing, tenant: str) -> Chain:
    """The tenant's chain as it lies in the store, held against its head."""
    chain = Chain(tenant)
    try:
        head = audit.head(conn, ring, tenant)
    except SealError as error:
        return replace(chain, wrong=f"the end of the chain does not open: {error}")
    query = select(rows.c.seq).where(rows.c.tenant == tenant).order_by(rows.c.seq).limit(1)
    if head is None:
        gone = conn.scalar(query) is not None
        return replace(chain, wrong="the end of the chain is gone, with its key") if gone else chain
    try:
        for entry in audit.entries(conn, ring, tenant):
            chain = follow(chain, entry)
    except SealError:
        return replace(chain, wrong=f"entry {chain.entries + 1} was altered: it does not open")
    if not chain.wrong and (chain.entries, chain.hash) != (head.seq, head.hash):
        return replace(chain, wrong=f"entry {head.seq} should be the last: the end was cut off")
    return chain


def lines(conn: Connection, ring: KeyRing, tenant: str) -> Iterator[str]:
    """The record as JSON lines: one per entry, and one that says where it ends."""
    last = Chain(tenant)
    for entry in audit.entries(conn, ring, tenant):
        last = replace(last, entries=entry.seq, hash=entry.hash)
        yield audit.canonical(asdict(entry))
    yield audit.canonical({"tenant": tenant, "entries": last.entries, "hash": last.hash})


def exported(given: Iterable[str]) -> list[Chain]:
    """Every chain of an export, each up to the line that says where it ends."""
    chains: dict[str, Chain] = {}
    ended: set[str] = set()
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            said = _read(line)
            tenant = said["tenant"]
            chain = chains.get(tenant, Chain(tenant))
            if "entries" in said:
                ended.add(tenant)
                chains[tenant] = _closed(chain, said)
            else:
                entry = Entry(**said)
                chain = follow(chain, entry)
                late = f"entry {entry.seq} stands after the end: it was added"
                wrong = chain.wrong or (late if tenant in ended else "")
                chains[tenant] = replace(chain, wrong=wrong)
        except (ValueError, TypeError, RecursionError):
            return [*chains.values(), Chain("", wrong=f"line {number} is no entry of a record")]
    return [
        chain if chain.wrong or chain.tenant in ended
        else replace(chain, wrong=f"after entry {chain.entries} the end is missing: cut off")
        for chain in chains.values()
    ]  # fmt: skip


def _read(line: str) -> dict[str, Any]:
    """What a line says: an entry, or where a record ends; nothing beside it, and nothing twice.

    Raises:
        ValueError, TypeError, RecursionError: it is neither.
    """
    said = json.loads(line, object_pairs_hook=_once)
    if set(said) not in (_NAMES, _END) or not str.isprintable(said["tenant"]):
        raise ValueError(line)
    return dict(said)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _closed(chain: Chain, said: dict[str, Any]) -> Chain:
    if chain.wrong or (chain.entries, chain.hash) == (said.get("entries"), said.get("hash")):
        return chain
    return replace(chain, wrong=f"after entry {chain.entries} something was removed or added")


def known(conn: Connection, ring: KeyRing, chain: Chain) -> Chain:
    """A whole export held against the store: the same entries, as far as it goes.

    Where the store knows nothing of that tenant there is nothing to compare.
    """
    mine = rows.c.tenant == chain.tenant
    here = conn.scalar(select(rows.c.hash).where(mine, rows.c.seq == chain.entries))
    ends = {stone.hash for stone, genuine in tombstones.every(conn, ring, chain.tenant) if genuine}
    if chain.hash in {here, *ends}:
        return chain
    if here is None and not ends and conn.scalar(select(rows.c.seq).where(mine).limit(1)) is None:
        return chain
    return replace(chain, wrong="it is whole, but not the record that the store has")


def taken(conn: Connection, ring: KeyRing, tenant: str) -> list[str]:
    """The lines of an export; that they were taken is on record too."""
    audit.note(conn, ring, tenant, "terminal", "export")
    return list(lines(conn, ring, tenant))
