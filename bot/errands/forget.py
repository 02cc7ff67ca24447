"""Forgetting a workspace: asked first; grants ended, rows deleted, a receipt left."""

import time
from functools import partial
from secrets import token_hex

from sqlalchemy import Connection

from bot.errands.office import Family, Office
from bot.installations import looking
from bot.orgs.signin import SignIn
from bot.runs import traces
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import aliases, connections, leases, retention, tenants
from bot.store.alive import stay_alive
from bot.store.connections import OrgConnection
from bot.store.keys import KeyRing, SealError
from intents.asked.office import Forget
from intents.reply import Reply
from intents.sheet import Line, Sheet, Way

_EVERY = 600.0  # seconds between two looks for what is too old
_MOST = 200  # runs in one transaction
_PATIENCE = 60  # seconds for workflows of the tenant that are still at work
_DAY = 86_400.0
_LONGEST = 600.0  # seconds after which a forgetting that never ended holds nobody up
_SURE = Sheet(
    title="Forget everything of this workspace?",
    lead="I end my access to every org, then delete everything I know of this workspace.",
    lines=(
        Line(text="Gone for good", detail="connections and their tokens, reports and evidence, "
             "roles, walkthroughs, cases, and the record of who did what: its key is destroyed."),
        Line(text="What stays", detail="messages in Slack, the bot's own grants if Salesforce "
             "cannot be reached (I say so), and a receipt that names nobody."),
        Line(text="Before", detail="Whoever runs me can keep the record: sixsense audit export."),
    ),
    ways=(
        Way(label="Forget everything", intent=Forget(sure=True), style="danger",
            confirm="This cannot be undone. Every org has to be connected again."),
    ),
)  # fmt: skip


def family(office: Office) -> Family:
    """The end of a workspace, and the end of what is too old."""
    return Family(
        errands={Forget: partial(_forget, office)},
        workflows={"forget": partial(forget, office)},
        ticks=(Sweeping(office),),
    )


def _forget(office: Office, conn: Connection, ask: Ask) -> Reply | None:
    if not ask.intent.sure:
        return _SURE
    asker = ask.asker
    deed = Deed(asker.tenant.key, asker.person.user, "forget", result="everything")
    office.runs.rules.record(conn, deed)
    begin(office, conn, asker.tenant.key, "asked for by an owner", asker.person.user)
    return None


def begin(office: Office, conn: Connection, tenant: str, why: str, tell: str = "") -> None:
    """Start to forget a tenant, within the caller's transaction; `tell` is who asked for it."""
    leases.take(conn, _lease(tenant), "forget", _LONGEST)
    run, now = f"forget-{token_hex(5)}", f"{time.time():.3f}"
    office.runs.engine.start(conn, "forget", run, f"{tenant}:forget", tenant, why, now, tell)


def under_way(conn: Connection, tenant: str) -> bool:
    """Whether its rows are still being forgotten: what is new there would go with them."""
    return leases.runs(conn, _lease(tenant))


def _lease(tenant: str) -> str:
    return f"forget:{tenant}"


def forget(office: Office, tenant: str, why: str, since: str, tell: str) -> None:
    """End the grants, delete the rows, leave the receipt. Done twice it changes nothing more.

    What is newer than `since` stays: the workspace may have installed the bot again already.
    """
    step = office.runs.engine.step
    left = step("revoke", lambda: _revoke(office, tenant))
    if tell:
        step("part", lambda: _part(office, tenant, tell, left))
    said = f"{why}; {left} grants not revoked" if left else why
    step("erase", lambda: _erase(office, tenant, said, float(since)))
    step("engine", lambda: _engine(office, tenant))


def _revoke(office: Office, tenant: str) -> int:
    """End the bot's own grant in each org; how many could not be."""
    store, signin = office.runs.store, SignIn(office.settings, office.orgs)
    left = 0
    for org in store.write(lambda conn: aliases.every(conn, tenant)):
        try:
            known = store.write(partial(_connection, office.ring, tenant, org))
        except SealError:
            left += 1  # its key is gone: nobody can use it, nor end it
            continue
        left += known is not None and signin.revoked(known) is not None
    return left


def _connection(ring: KeyRing, tenant: str, org: str, conn: Connection) -> OrgConnection | None:
    return connections.find(conn, ring, tenant, org)


def _part(office: Office, tenant: str, user: str, left: int) -> None:
    """The last word, said directly: a stored message would be deleted before it is sent."""
    still = f" {left} of my grants in Salesforce could not be ended: revoke them there."
    said = (
        f"I am deleting everything I know of this workspace now.{still if left else ''} The "
        "receipt is with whoever runs me: `sixsense audit verify`. Remove the app from Slack, "
        "or install it again to start anew."
    )
    looking.part(office.installations, tenant, user, said)


def _erase(office: Office, tenant: str, why: str, since: float) -> str:
    def work(conn: Connection) -> str:
        stay_alive(conn, office.runs.name)
        stone = retention.erase(conn, office.ring, tenant, why, since)
        leases.forget(conn, _lease(tenant))
        return stone.id if stone else ""

    receipt = office.runs.store.write(work)
    office.installations.changed(tenant)
    return receipt


def _engine(office: Office, tenant: str) -> None:
    """What the engine keeps of finished work; work under way finds its rows gone, and ends."""
    for _ in range(_PATIENCE):
        if not office.runs.store.write(lambda conn: traces.forget(conn, tenant)):
            return
        time.sleep(1.0)


class Sweeping:
    """Called every second by every process; looks every ten minutes."""

    def __init__(self, office: Office) -> None:
        """Prepare; the first look comes ten minutes after the start."""
        self._office, self._last = office, time.monotonic()

    def __call__(self) -> None:
        """Delete what is older than it has to be, a little at a time."""
        if time.monotonic() - self._last < _EVERY:
            return
        self._last = time.monotonic()
        sweep(self._office)


def sweep(office: Office) -> None:
    """Delete reports, evidence and messages past their days, and the engine's own traces."""
    store, most = office.runs.store, office.settings.retention_days
    for tenant in store.write(tenants.every):
        kept = store.write(partial(_days, tenant, most))
        while store.write(partial(_pruned, tenant, time.time() - kept * _DAY)) == _MOST:
            continue
    before = time.time() - most * _DAY
    store.write(lambda conn: traces.sweep(conn, before))


def _days(tenant: str, otherwise: int, conn: Connection) -> int:
    return retention.days(conn, tenant, otherwise)


def _pruned(tenant: str, before: float, conn: Connection) -> int:
    return retention.prune(conn, tenant, before, _MOST)
