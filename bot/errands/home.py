"""The Home tab: drawn when it is opened, and again when what it shows has changed."""

import secrets
import time
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from bot.access import own, refusal
from bot.errands.acquaint import meet_groups
from bot.errands.installing import FIRST_ORG
from bot.errands.office import Family, Office
from bot.installations import Installation, NoTokenError, looking, showing
from bot.outbox import pace
from bot.runs import buttons
from bot.runs.rows import OPEN
from bot.store import homes, known_orgs, renewals, roles
from bot.store.alive import stay_alive
from bot.store.database import database_now
from bot.store.homes import HomeTab
from bot.store.tables import runs
from bot.views.home import home
from bot.views.message import Button
from intents.asked.orgs import Connect
from intents.asker import Asker, Person, Place, Tenant
from intents.intent import CheckOrg, Intent
from intents.replies.connecting import kind_of
from intents.replies.home import FrontPage, HomeOrg
from intents.reply import Verdict

_AT_ONCE = 10  # tabs begun by one look
_DRAWING = 30.0  # seconds until one that did not come to an end is drawn anew


def family(office: Office) -> Family:
    """Home."""
    return Family(
        workflows={"home": partial(_drawn, office)},
        ticks=(partial(_begin, office),),
    )


async def opened(office: Office, asker: Asker, channel: str) -> None:
    """Somebody looks at their Home tab. `channel`: their direct messages with the bot."""
    tenant, person = asker.tenant.key, asker.person

    def work(conn: Connection) -> None:
        homes.opened(conn, tenant, person.user, person.team, channel)
        tab = homes.find(conn, tenant, person.user)
        if tab:
            homes.take(conn, tab, _DRAWING)
            _start(office, conn, tab)

    await office.runs.store.awrite(work)


def _begin(office: Office) -> None:
    def work(conn: Connection) -> None:
        for tab in homes.due(conn, _AT_ONCE, _DRAWING):
            _start(office, conn, tab)

    office.runs.store.write(work)


def _start(office: Office, conn: Connection, tab: HomeTab) -> None:
    """Draw it now, or at the next free turn: a workspace takes so many pages a minute."""
    if pause := pace.wait(conn, tab.tenant, "views.publish", pace.VIEW, database_now(conn)):
        homes.take(conn, tab, pause)
        return
    run, lane = f"home-{secrets.token_hex(5)}", f"home:{tab.tenant}:{tab.person}"
    office.runs.engine.start(conn, "home", run, lane, tab.tenant, tab.person)


def _drawn(office: Office, tenant: str, person: str) -> None:
    """Draw one tab as things stand. Doing it twice shows the same twice."""
    store = office.runs.store
    try:
        now = office.installations.current(tenant)
    except NoTokenError:
        return  # looked at again when its time has come, if the bot is still there
    _meet(office, now, person)
    drawn = store.write(lambda conn: _view(office, conn, now, person))
    if drawn is None:
        return
    tab, view = drawn
    pause = showing.home(office.installations, tenant, person, view)
    store.write(lambda conn: homes.take(conn, tab, pause) if pause else homes.shown(conn, tab))


def _meet(office: Office, now: Installation, person: str) -> None:
    """Ask Slack who this is, and who is in the groups that have a role, where it is not known."""
    store, tenant = office.runs.store, now.tenant
    meet_groups(office, tenant)
    if store.write(lambda conn: roles.met(conn, tenant.key, person, time.time())):
        return
    said = looking.person(office.installations, tenant, person)
    if isinstance(said, looking.Known):
        known = asdict(said) | {"now": time.time()}
        store.write(lambda conn: roles.learn_person(conn, tenant.key, person, **known))


def _view(
    office: Office, conn: Connection, now: Installation, person: str
) -> tuple[HomeTab, dict[str, Any]] | None:
    stay_alive(conn, office.runs.name)
    tenant = now.tenant.key
    tab = homes.find(conn, tenant, person)
    if tab is None:
        return None
    # A button that stands there already keeps its id: the same page stays the same to the letter.
    name = "h-" + sha256(f"{tenant}:{person}".encode()).hexdigest()[:28]

    def written(button: Button) -> str:
        return buttons.write(conn, tenant, "home", (name, 0), button.intent)

    return tab, home(_page(office, conn, now, tab), written)


def _page(office: Office, conn: Connection, now: Installation, tab: HomeTab) -> FrontPage:
    """What this person's page shows."""
    # The event names the team that installed, whoever looks: Slack was asked about the person.
    mine = now.tenant if roles.is_own(conn, tab.tenant, tab.person) else Tenant("")
    person = Person(tab.person, mine.team, enterprise=mine.enterprise)
    asker = Asker(now.tenant, person, Place(tab.channel))

    def may(intent: Intent) -> bool:
        return refusal(asker, intent, office.runs.rules.standing(conn, asker, intent)) is None

    check = CheckOrg(org=FIRST_ORG)
    house = own(asker)
    role = office.runs.rules.standing(conn, asker, check).role if house else None
    orgs = _orgs(conn, tab.tenant) if role else ()
    return FrontPage(
        where=now.name or "this workspace",
        own=house,
        role=role,
        orgs=orgs,
        owners=roles.owners(conn, tab.tenant),
        next_name=_free({org.alias for org in orgs}),
        may_check=may(check),
        may_connect=may(Connect(org=FIRST_ORG)),
    )


def _orgs(conn: Connection, tenant: str) -> tuple[HomeOrg, ...]:
    last, tokens = known_orgs.last_verdicts(conn, tenant), renewals.standing(conn, tenant)
    busy = (runs.c.tenant == tenant) & runs.c.state.in_(OPEN)
    looking = set(conn.scalars(select(runs.c.org).where(busy)))

    def org(known: known_orgs.Known) -> HomeOrg:
        verdict, at = last.get(known.alias, ("", 0.0))
        token = tokens.get(known.id)
        return HomeOrg(
            alias=known.alias,
            name=known.learnt.name,
            kind=kind_of(is_sandbox=known.learnt.is_sandbox),
            verdict=Verdict(verdict) if verdict else None,
            at=datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds") if at else "",
            looking=known.alias in looking,
            ended=bool(token and token.failures),
        )

    return tuple(org(known) for known in known_orgs.every(conn, tenant))


def _free(taken: set[str]) -> str:
    """A name no org has."""
    names = (f"{FIRST_ORG}-{number}" for number in range(2, len(taken) + 3))
    return FIRST_ORG if FIRST_ORG not in taken else next(n for n in names if n not in taken)
