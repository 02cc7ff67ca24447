"""What Slack says of people and groups, learnt where a refusal hangs on it; then the answer."""

import base64
import json
import time
from dataclasses import asdict
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.access import own
from bot.errands.answering import whisper
from bot.errands.office import Family, Office
from bot.installations import looking
from bot.installations.looking import Unsaid
from bot.runs import aside, press, rows
from bot.runs.ask import Ask
from bot.store import roles
from bot.store.alive import stay_alive
from intents.asker import Asker, Tenant
from intents.intent import read
from intents.reply import Note, Reply

_NOBODY = {"team": "", "own": False, "admin": False}
UNSAID = Note(
    says="Slack does not tell me who that is, so nothing was changed.",
    next="Try again in a minute; `/6sense doctor` says how Slack and I get on",
)


def family(office: Office) -> Family:
    """Acquaintance: what roles by administration and by user group rest on."""
    return Family(
        workflows={
            "acquaint": partial(acquaint, office),
            "groups": partial(groups, office),
            "meet": partial(meet, office),
        }
    )


def acquaint(
    office: Office, asker: str, intent: str, delivery: str, button: str, back: str
) -> None:
    """Ask Slack who somebody is, then answer what they asked."""
    who, step = rows.read_asker(asker), office.runs.engine.step
    said = step("ask", lambda: _person(office, who))
    groups(office, asker)
    step("answer", lambda: _answer(office, who, said, (intent, delivery, button, back)))


def _person(office: Office, who: Asker) -> str:
    said = looking.person(office.installations, who.tenant, who.person.user)
    return "" if isinstance(said, Unsaid) else json.dumps(asdict(said))


def _answer(office: Office, who: Asker, said: str, asked: tuple[str, str, str, str]) -> None:
    intent, delivery, button, back = asked
    runs, sealed = office.runs, base64.b64decode(back) or None

    def work(conn: Connection) -> None:
        stay_alive(conn, runs.name)
        known = json.loads(said) if said else _as_they_came(who)
        roles.learn_person(conn, who.tenant.key, who.person.user, **known, now=time.time())
        if button:
            reply = press.pressed(conn, runs, who, button, delivery, lambda: sealed)
        else:
            reply = aside.asked(runs, conn, Ask(who, read(intent), delivery, lambda: sealed))
        if reply:
            whisper(conn, who, button, f"answer:{delivery}", reply, sealed)

    runs.store.write(work)
    runs.kick()


def _as_they_came(who: Asker) -> dict[str, Any]:
    """Slack does not say: they are who the verified request says, and administer nothing."""
    return {"team": who.person.team, "own": own(who), "admin": False}


def meet(office: Office, asker: str, user: str, intent: str, delivery: str, back: str) -> None:
    """Ask Slack who somebody is whom an intent is about; then do it, or say why not."""
    who, step = rows.read_asker(asker), office.runs.engine.step
    said = step("ask", lambda: _met(office, who.tenant, user))
    step("answer", lambda: _done(office, who, user, said, (intent, delivery, back)))
    office.runs.kick()


def _done(office: Office, who: Asker, user: str, said: str, asked: tuple[str, str, str]) -> None:
    intent, delivery, back = asked
    runs, sealed = office.runs, base64.b64decode(back) or None
    ask = Ask(who, read(intent), delivery, lambda: sealed)

    def reply(conn: Connection) -> Reply | None:
        if not said:
            return UNSAID
        roles.learn_person(conn, who.tenant.key, user, **json.loads(said), now=time.time())
        return runs.refused(conn, who, ask.intent) or runs.errands[type(ask.intent)](conn, ask)

    def work(conn: Connection) -> None:
        stay_alive(conn, runs.name)
        if rows.first_time(conn, f"met:{delivery}", time.time()) and (told := reply(conn)):
            whisper(conn, who, "", f"answer:{delivery}", told, sealed)

    runs.store.write(work)


def _met(office: Office, tenant: Tenant, user: str) -> str:
    """What Slack says of them; who does not exist is nobody, "" = it does not say."""
    said = looking.person(office.installations, tenant, user)
    if isinstance(said, Unsaid):
        return json.dumps(_NOBODY) if said.why == "user_not_found" else ""
    return json.dumps(asdict(said))


def groups(office: Office, asker: str) -> None:
    """Ask Slack who is in the user groups that have a role here."""
    tenant = rows.read_asker(asker).tenant
    office.runs.engine.step("groups", lambda: meet_groups(office, tenant))


def meet_groups(office: Office, tenant: Tenant) -> None:
    """Ask Slack of each group it was not asked about lately. Twice changes nothing more."""
    runs = office.runs

    def learnt(conn: Connection, group: str, who: tuple[str, ...]) -> None:
        stay_alive(conn, runs.name)
        roles.learn_group(conn, tenant.key, group, who, time.time())

    for group in runs.store.write(lambda c: roles.stale_groups(c, tenant.key, time.time())):
        said = looking.group(office.installations, tenant, group)
        inside = () if isinstance(said, Unsaid) else said
        runs.store.write(partial(learnt, group=group, who=inside))
