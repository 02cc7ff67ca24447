"""What is deleted: everything of a tenant at once, and what is older than it has to be."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from bot.store import audit, leases, tenants, tombstones
from bot.store.case_tables import cases, unknown_pastes
from bot.store.connecting_tables import signins
from bot.store.installation_tables import installations
from bot.store.keys import KeyRing, SealError
from bot.store.office_tables import tombstones as stones
from bot.store.tables import buttons, features, messages, orgs, runs
from bot.store.tombstones import Tombstone
from bot.store.walk_tables import walk_facts, walks

#: Stays after a tenant is gone, and why.
STAYS = {stones.name: "the receipt itself"}
#: Holds nothing of one tenant.
OF_NOBODY = {
    "leases": "promises by opaque ids; those of a deleted connection go with it",
    "seen": "Slack's names of deliveries, forgotten after two days",
    "processes": "which processes live",
    "counters": "counted facts about the bot itself",
}
_OPEN = ("queued", "running")
_DAYS = "retention"


def erase(conn: Connection, ring: KeyRing, tenant: str, why: str, since: float) -> Tombstone | None:
    """Delete everything of a tenant and leave a receipt; None where there was nothing.

    The key of the record goes with its last row: what a disk may still hold of it says nothing.
    """
    try:
        found = audit.head(conn, ring, tenant)
    except SealError:  # its key was dropped: nobody can read the record, and it goes all the same
        found = None
    for org in conn.scalars(select(orgs.c.id).where(orgs.c.tenant == tenant)).all():
        leases.forget(conn, f"refresh:{org}")
    gone = _deleted(conn, tenant, since)
    if not gone:
        return None
    stone = Tombstone(
        tenant, datetime.now(UTC).isoformat(timespec="seconds"), why,
        found.seq if found else 0, found.hash if found else audit.GENESIS, gone,
    )  # fmt: skip
    tombstones.put(conn, ring, stone)
    return stone


def again(conn: Connection, ring: KeyRing, tenant: str, receipt: str, since: float) -> None:
    """Delete what work that was still under way has written since; the receipt counts it, too."""
    if gone := _deleted(conn, tenant, since):
        tombstones.add(conn, ring, tenant, receipt, gone)


def anew(conn: Connection, tenant: str, since: float) -> bool:
    """Whether the workspace has installed the bot again since."""
    mine = (installations.c.tenant == tenant) & (installations.c.installed > since)
    return conn.scalar(select(installations.c.tenant).where(mine)) is not None


def _deleted(conn: Connection, tenant: str, since: float) -> dict[str, int]:
    """Delete the tenant's rows; how many of each table.

    Where the bot was installed again since, what is newer stays, and so does what has no date: it
    is of those who begin anew.
    """
    fresh = anew(conn, tenant, since)
    gone: dict[str, int] = {}
    for table in reversed(tenants.tables()):
        born = tenants.born(table)
        if table.name in STAYS or (fresh and born is None):
            continue
        mine = table.c.tenant == tenant
        if fresh and born is not None:
            mine &= born <= since
        done = conn.execute(delete(table).where(mine)).rowcount
        gone |= {table.name: done} if done else {}
    return gone


def days(conn: Connection, tenant: str, otherwise: int) -> int:
    """For how many days this tenant's evidence is kept."""
    mine = (features.c.tenant == tenant) & (features.c.name == _DAYS)
    return int(conn.scalar(select(features.c.value).where(mine)) or otherwise)


def keep_for(conn: Connection, ring: KeyRing, tenant: str, wanted: int) -> None:
    """Say from the terminal for how many days; 0 = as the settings say."""
    mine = (features.c.tenant == tenant) & (features.c.name == _DAYS)
    conn.execute(delete(features).where(mine))
    if wanted:
        conn.execute(insert(features).values(tenant=tenant, name=_DAYS, value=str(wanted)))
    said = f"{wanted} days" if wanted else "as the settings say"
    audit.note(conn, ring, tenant, "terminal", "retention", result=said)


def prune(conn: Connection, tenant: str, before: float, most: int) -> int:
    """Delete runs that ended before this moment, with all that shows them; how many."""
    ended = (runs.c.created < before) & runs.c.state.not_in(_OPEN) & (runs.c.looking == "[]")
    mine = ended & (runs.c.tenant == tenant)
    query = select(runs.c.receipt).where(mine).limit(most).with_for_update(skip_locked=True)
    old: Sequence[str] = conn.scalars(query).all()
    if old:
        conn.execute(delete(buttons).where(buttons.c.run.in_(old)))
        conn.execute(delete(messages).where(messages.c.run.in_(old)))
        conn.execute(delete(runs).where(runs.c.receipt.in_(old)))
    known = select(runs.c.receipt).where(runs.c.tenant == tenant)
    waiting = select(walks.c.id).where(walks.c.tenant == tenant, walks.c.open == 1)
    past = (messages.c.tenant == tenant) & (messages.c.created < before)
    # A case nobody touched for so long goes below, and what shows it at the next look.
    kept = select(cases.c.id).where(cases.c.tenant == tenant)
    for shown in (known, waiting, kept):
        past &= messages.c.run.not_in(shown)
    stale = select(messages.c.id).where(past).limit(most)
    lost: Sequence[str] = conn.scalars(stale).all()
    if lost:
        conn.execute(delete(buttons).where(buttons.c.message.in_(lost)))
        conn.execute(delete(messages).where(messages.c.id.in_(lost)))
    _prune_others(conn, tenant, before)
    return len(old)


def _prune_others(conn: Connection, tenant: str, before: float) -> None:
    """Walkthroughs that ended, cases nobody touched, pastes nobody knew, sign-ins of the past."""
    done = (walks.c.tenant == tenant) & (walks.c.open == 0) & (walks.c.touched < before)
    conn.execute(delete(walk_facts).where(walk_facts.c.id.in_(select(walks.c.id).where(done))))
    conn.execute(delete(walks).where(done))
    for at in (cases.c.changed, unknown_pastes.c.at, signins.c.until):
        conn.execute(delete(at.table).where(at.table.c.tenant == tenant, at < before))
