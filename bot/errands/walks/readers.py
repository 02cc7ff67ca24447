"""Who would read a walkthrough in the thread where it was asked for."""

import time

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import show
from bot.errands.walks.going import Going
from bot.installations import looking
from bot.installations.reaching import Reached
from bot.store import company
from bot.store.alive import stay_alive
from bot.store.company import Company
from intents.asker import Tenant


def may(office: Office, one: Going, there: Reached) -> bool:
    """Whether it may stand there: no stranger reads along, or it was sent to one by name.

    Slack is asked where its last word is old, so this is for a thread that may wait; where it does
    not say, the answer is no.
    """
    asker = show.asker(one)
    mine = one.row.holder == one.walk.asked_by.user or _own(office, asker.tenant, there.team)
    if asker.place.alone or not mine:
        return True
    return _of(office, asker.tenant, asker.place.channel) in (Company.OURS, Company.AGREED)


def learn(office: Office, one: Going) -> None:
    """Who reads along where it was asked: how it goes is told there in full, or discreetly."""
    asker = show.asker(one)
    if one.row.holder != one.walk.asked_by.user and not asker.place.alone:
        _of(office, asker.tenant, asker.place.channel)


def _own(office: Office, tenant: Tenant, team: str) -> bool:
    """Whether people of a team are our own; so are those of whom nothing is known."""
    if not team or tenant.team:
        return team in ("", tenant.team)
    return team in office.installations.current(tenant.key).teams


def _of(office: Office, tenant: Tenant, channel: str) -> Company:
    store = office.runs.store
    found = store.write(lambda conn: company.of(conn, tenant.key, channel, time.time()))
    if found is not Company.UNKNOWN:
        return found
    said = looking.shared(office.installations, tenant, channel)
    if isinstance(said, looking.Unsaid):
        return found

    def work(conn: Connection) -> Company:
        stay_alive(conn, office.runs.name)
        company.learn(conn, tenant.key, channel, time.time(), shared=said)
        return company.of(conn, tenant.key, channel, time.time())

    return store.write(work)
