"""What a menu offers while somebody types: orgs, users of an org. Only of the own tenant."""

import asyncio

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.orgs import directory
from bot.runs import buttons
from bot.store import aliases
from intents.asked.orgs import NamePerson, Orgs
from intents.asker import Asker
from intents.intent import Intent

#: Slack waits three seconds and takes 100 options (Slack docs, external_select).
_IN_TIME = 2.2
_MOST = 100

#: What is shown, and what is chosen by it.
Option = tuple[str, str]


async def suggested(
    office: Office, asker: Asker, slot: str, button: str, typed: str
) -> list[Option]:
    """The options for one keystroke; none for who may not choose."""
    if slot == "org":
        return await office.runs.store.awrite(lambda conn: _orgs(conn, office, asker, typed))
    intent = await office.runs.store.awrite(lambda conn: _meant(conn, office, asker, button))
    if not isinstance(intent, NamePerson):
        return []
    work = asyncio.to_thread(
        directory.users, office.orgs, asker.tenant, intent.org, typed, deadline=_IN_TIME
    )
    try:
        found = await asyncio.wait_for(work, _IN_TIME)
    except (TimeoutError, LookupError):
        return []
    return [(f"{user.name} · {user.username}", user.username) for user in found][:_MOST]


def _orgs(conn: Connection, office: Office, asker: Asker, typed: str) -> list[Option]:
    if office.runs.refused(conn, asker, Orgs()):
        return []
    wanted = typed.strip().casefold()
    names = [n for n in aliases.every(conn, asker.tenant.key) if wanted in n.casefold()]
    return [(name, name) for name in names][:_MOST]


def _meant(conn: Connection, office: Office, asker: Asker, button: str) -> Intent | None:
    """The intent that a choice would fill, for who may ask it."""
    found = buttons.find(conn, asker.tenant.key, button)
    if found is None or office.runs.refused(conn, asker, found.intent):
        return None
    return found.intent
