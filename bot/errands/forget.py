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
from bot.store import aliases, connections, leases, retention
from bot.store.alive import stay_alive
from bot.store.connections import OrgConnection
from bot.store.keys import KeyRing
from bot.store.turns import emptied
from intents.asked.office import Forget
from intents.replies.sheet import Line, Sheet, Way
from intents.reply import Reply

#: The workflow.
NAME = "forget"
_PATIENCE = 60  # seconds for workflows of the tenant that are still at work
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
    """The end of a workspace."""
    return Family(
        errands={Forget: partial(_forget, office)},
        workflows={NAME: partial(forget, office)},
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
    office.runs.engine.start(conn, NAME, run, f"{tenant}:forget", tenant, why, now, tell)


def under_way(conn: Connection, tenant: str) -> bool:
    """Whether its rows are still being forgotten: what is new there would go with them."""
    return leases.runs(conn, _lease(tenant))


def _lease(tenant: str) -> str:
    return f"forget:{tenant}"


def forget(office: Office, tenant: str, why: str, since: str, tell: str) -> None:
    """End the grants, delete the rows, leave the receipt. Done twice it changes nothing more.

    Work that was under way may still write; once it is over, that goes as well. What is newer than
    `since` stays where the workspace has installed the bot again already.
    """
    step = office.runs.engine.step
    left = step("revoke", lambda: _revoke(office, tenant, float(since)))
    if tell:
        step("part", lambda: _part(office, tenant, tell, left))
    said = f"{why}; {left} grants not revoked" if left else why
    receipt = step("erase", lambda: _erase(office, tenant, said, float(since)))
    step("wait", lambda: _wait(office, tenant))
    step("again", lambda: _again(office, tenant, receipt, said, float(since)))
    emptied(office.runs.store.engine)


def _revoke(office: Office, tenant: str, since: float) -> int:
    """End the bot's own grant in each org; how many could not be."""
    store, signin = office.runs.store, SignIn(office.settings, office.orgs)
    left = 0
    if store.write(lambda conn: retention.anew(conn, tenant, since)):
        return left  # these are theirs who began anew
    for org in store.write(lambda conn: aliases.every(conn, tenant)):
        known = store.write(partial(_connection, office.ring, tenant, org))
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
        return stone.id if stone else ""

    receipt = office.runs.store.write(work)
    office.installations.changed(tenant)
    return receipt


def _wait(office: Office, tenant: str) -> None:
    """For the workspace's work under way, which finds its rows gone, and ends; its traces go."""
    until = time.monotonic() + _PATIENCE
    while set(office.runs.store.write(partial(_traces, tenant))) - {NAME}:
        if time.monotonic() > until:
            return
        time.sleep(0.1)


def _traces(tenant: str, conn: Connection) -> list[str]:
    return traces.forget(conn, tenant)


def _again(office: Office, tenant: str, receipt: str, why: str, since: float) -> None:
    """Delete what came meanwhile; then the workspace may begin anew."""

    def work(conn: Connection) -> None:
        stay_alive(conn, office.runs.name)
        if receipt:
            retention.again(conn, office.ring, tenant, receipt, since)
        else:
            retention.erase(conn, office.ring, tenant, why, since)
        if traces.forget(conn, tenant).count(NAME) <= 1:  # or another is still to come
            leases.forget(conn, _lease(tenant))

    office.runs.store.write(work)
