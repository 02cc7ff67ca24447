"""A workspace takes the bot in, keeps its token fresh, and lets it go."""

import secrets
import time
from functools import partial
from hashlib import sha256

from sqlalchemy import Connection

from bot.errands import forget
from bot.errands.office import Family, Office
from bot.installations import looking
from bot.outbox.wanted import Spot, silence
from bot.runs import present, rows
from bot.runs.rules import Deed
from bot.store import homes, leases, roles, rotation
from bot.store import installations as kept
from bot.store.installations import Installation, NoTokenError
from bot.store.roles import Given
from intents.asked.office import Access, Role
from intents.asked.orgs import Connect
from intents.intent import Help
from intents.replies.sheet import Line, Sheet, Way

#: What the first org is called where nobody said a name; `/6sense rename` changes it.
FIRST_ORG = "salesforce"
_AT_ONCE = 20  # renewals begun by one look
_DAY = 86_400.0
_AGAIN = 300.0  # seconds until one that did not come to an end is begun anew


def family(office: Office) -> Family:
    """Installing."""
    return Family(
        workflows={"renew-token": partial(_renew, office), "teams": partial(_teams, office)},
        ticks=(partial(_look_after, office),),
    )


def installed(office: Office, conn: Connection, found: Installation) -> Installation:
    """Keep a new installation; who brought the bot in owns it, and hears once how to go on."""
    now, first = kept.put(conn, office.ring, found)
    tenant, who = now.tenant.key, now.installer
    if first and who:
        roles.give(conn, tenant, Given(who, Role.OWNER, who), time.time())
        _tell(conn, now, "welcome", _welcome(now))
    office.runs.rules.record(conn, Deed(tenant, who, "install" if first else "install again"))
    return now


async def end(office: Office, now: Installation, event: str, why: str) -> None:
    """The workspace removed the bot, or its token: nothing more is said there, nothing kept.

    Two events tell it, in any order and perhaps twice: it ends once.
    """
    tenant = now.tenant.key
    ending = f"ended:{tenant}:{sha256(now.token.encode()).hexdigest()[:16]}"

    def work(conn: Connection) -> None:
        heard = rows.first_time(conn, f"event:{event}", time.time())
        if heard and rows.first_time(conn, ending, time.time()):
            kept.remove(conn, tenant)
            leases.forget(conn, now.lease)
            homes.remove(conn, tenant)
            silence(conn, tenant)
            forget.begin(office, conn, tenant, why)

    await office.runs.store.awrite(work)
    office.installations.changed(tenant)


async def person_left(office: Office, now: Installation, person: str) -> None:
    """One person's token was revoked: their Home tab is forgotten, and nobody else's anything."""
    await office.runs.store.awrite(lambda conn: homes.remove(conn, now.tenant.key, person))


async def joined(office: Office, now: Installation, team: str) -> None:
    """A workspace of the enterprise that was not known: somebody typed a command there."""
    tenant = now.tenant.key
    teams = (*now.teams, team)
    await office.runs.store.awrite(lambda conn: kept.know_teams(conn, tenant, teams))
    office.installations.changed(tenant)


def _look_after(office: Office) -> None:
    """Also where nobody asks for anything: an idle workspace's token would run out."""

    def work(conn: Connection) -> None:
        now = time.time()
        for tenant in rotation.due(conn, _AT_ONCE, _AGAIN):
            _start(office, conn, "renew-token", tenant)
        for tenant in kept.unlisted(conn, now - _DAY, now):
            _start(office, conn, "teams", tenant)

    if office.installations.many:
        office.runs.store.write(work)


def _start(office: Office, conn: Connection, workflow: str, tenant: str) -> None:
    run = f"{workflow}-{secrets.token_hex(5)}"
    office.runs.engine.start(conn, workflow, run, f"{workflow}:{tenant}", tenant)


def _teams(office: Office, tenant: str) -> None:
    """Which workspaces an org-wide installation covers: their people are of the house."""
    found = looking.teams(office.installations, tenant)
    if not isinstance(found, looking.Unsaid):
        office.runs.store.write(lambda conn: kept.know_teams(conn, tenant, found))
        office.installations.changed(tenant)


def _renew(office: Office, tenant: str) -> None:
    try:
        office.installations.renew(tenant)
    except NoTokenError as error:
        if error.name == "needs_reinstall":
            office.runs.store.write(lambda conn: _sorry(office, conn, tenant))
            office.runs.kick()


def _sorry(office: Office, conn: Connection, tenant: str) -> None:
    """Say it while the old token still speaks: it is good for some time after a failed renewal."""
    now = kept.of_tenant(conn, office.ring, tenant)
    if now and now.trouble and now.installer:
        _tell(conn, now, f"reinstall:{now.version}", _reinstall(office))


def _tell(conn: Connection, now: Installation, key: str, told: Sheet) -> None:
    """A direct message to whoever installed the bot: `chat.postMessage` takes a user's id."""
    tenant = now.tenant.key
    spot = Spot(tenant, f"installed:{now.team or now.enterprise}"[:32], key, now.installer)
    present.whisper(conn, spot, told, time.time())


def _welcome(now: Installation) -> Sheet:
    reach = "your organisation" if now.org_wide else now.name or "this workspace"
    return Sheet(
        title="6sense Connect is here",
        lead=f"You brought me into {reach}. I look into a Salesforce org and say why 6sense "
        "cannot connect, who can mend it, and how. I read settings, never customer records.",
        lines=(
            Line(
                text="1. Connect an org",
                detail="You sign in to Salesforce as somebody who may look. For a name of your "
                "own: /6sense connect acme-prod",
            ),
            Line(
                text="2. Invite me where the work is done",
                detail="/invite me to a channel; then anybody there may ask: "
                "/6sense check acme-prod",
            ),
            Line(
                text="3. Say who may do what",
                detail="You own me here, and so do the workspace's admins; everybody else may "
                "look and check: /6sense access",
            ),
        ),
        ways=(
            Way(label="Connect an org", intent=Connect(org=FIRST_ORG), style="primary"),
            Way(label="What can I ask?", intent=Help()),
            Way(label="Who may do what", intent=Access()),
        ),
        small="No org at hand? /6sense guide all, and /6sense explain oauth-enabled, need none. My "
        "Home tab lists your orgs and how they stand.",
    )


def _reinstall(office: Office) -> Sheet:
    url = office.settings.public_url.rstrip("/")
    way = (Way(label="Install me again", url=f"{url}/slack/install"),) if url else ()
    return Sheet(
        title="Please install me again",
        lead="Slack did not renew my token: the answer to a renewal got lost, or somebody ended "
        "it. In a few hours I cannot speak here any more. Installing me again takes a minute, "
        "and nothing is lost.",
        ways=way,
    )
