"""Who may do what: shown, given, taken."""

import base64
import time
from collections.abc import Collection
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from bot.access import BY_DEFAULT, OF_A_CHANNEL, may
from bot.errands.office import Family, Office
from bot.errands.rules import LOOKING, ask_slack, effective, is_open
from bot.runs import rows
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import roles
from bot.store.roles import ADMIN, EVERYONE, NONE, Given
from intents.asked.office import Access, Role
from intents.asker import LOCAL, Asker
from intents.replies.sheet import Line, Sheet
from intents.reply import Note, Reply

#: What each role adds, in words.
MAY = {
    Role.VIEWER: "read: help, explanations, the list of orgs",
    Role.OPERATOR: "check, retry, confirm, run walkthroughs and cases",
    Role.APPROVER: "connect and rename orgs, name their people, read the record",
    Role.OWNER: "disconnect orgs, give and take roles, forget everything",
}
NOT_A_CHANNEL = Note(
    says="A channel can be viewer or operator, no more: anybody may join one.",
    next="Give it to a person or a user group: `/6sense access give approver @somebody`",
)
MEETING = Note(
    says="One moment: I am asking Slack who that is.", next="The answer comes by itself."
)
NOT_OF_HERE = Note(
    says="Only people of this workspace can have a role: that is somebody of another company, an "
    "app, an account that was deactivated, or nobody.",
    next="Choose somebody of this workspace: `/6sense access give operator @somebody`",
)
LAST_OWNER = Note(
    says="That would leave nobody who owns me here.",
    next="Make somebody else owner first: `/6sense access give owner @somebody`",
)


def family(office: Office) -> Family:
    """Access."""
    return Family(errands={Access: partial(_access, office)})


def _access(office: Office, conn: Connection, ask: Ask) -> Reply:
    intent, asker = ask.intent, ask.asker
    tenant, person = asker.tenant.key, intent.who[:1] in "UW" and intent.who
    if intent.change == "show":
        if asker.tenant != LOCAL and _may_be_more(conn, asker):
            ask_slack(office, conn, replace(ask, delivery=f"{ask.delivery}:met"))
            return LOOKING
        return sheet(conn, tenant, _lead(conn, asker))
    if person and intent.change == "give":
        if not roles.met(conn, tenant, person, time.time()):
            office.runs.engine.start(
                conn, "meet", f"met-{ask.delivery}"[:80].replace(":", "-"), f"{tenant}:who",
                rows.asker_json(asker), person, intent.model_dump_json(), ask.delivery,
                base64.b64encode(ask.back() or b"").decode(),
            )  # fmt: skip
            return MEETING
        if person in roles.strangers(conn, tenant):
            return NOT_OF_HERE
    return _changed(office, conn, ask)


def _may_be_more(conn: Connection, asker: Asker) -> bool:
    """Whether Slack could still tell a higher role than is known: of an admin, of a group."""
    found = roles.held(conn, asker.tenant.key, asker.person.user, asker.place.channel, time.time())
    return effective(found) is not Role.OWNER and is_open(conn, asker)


def _changed(office: Office, conn: Connection, ask: Ask) -> Reply:
    """Give or take, put it on record, and show what became of it."""
    intent, asker = ask.intent, ask.asker
    tenant = asker.tenant.key
    if said := change(conn, tenant, intent, asker.person.user):
        return said
    if intent.who[:1] == "S" and intent.change == "give":
        run = f"met-{ask.delivery}"[:80].replace(":", "-")
        office.runs.engine.start(conn, "groups", run, f"{tenant}:who", rows.asker_json(asker))
    done = f"{intent.change} {intent.role or ''}".strip()
    office.runs.rules.record(conn, Deed(tenant, asker.person.user, done, about=intent.who))
    return sheet(conn, tenant, _lead(conn, asker))


def change(conn: Connection, tenant: str, intent: Access, by: str) -> Note | None:
    """Give or take a role; a sentence where that is not done."""
    roles.lock(conn, tenant)
    if intent.change == "give" and intent.who[:1] in "CG" and intent.role not in OF_A_CHANNEL:
        return NOT_A_CHANNEL
    given = {given.who: given.role for given in roles.every(conn, tenant)}
    if intent.change == "take" and intent.role and given.get(intent.who) != intent.role:
        return Note(says=f"They were not given the role {intent.role}: nothing to take.")
    if intent.change == "take" and intent.who not in given and intent.who != EVERYONE:
        return Note(says="They were given no role: nothing to take.",
                    next="`/6sense access` shows who has what, and why")  # fmt: skip
    after = {who: role for who, role in given.items() if who != intent.who}
    if intent.role and intent.change == "give":
        after[intent.who] = intent.role
    nobody = roles.strangers(conn, tenant)
    owned, still = (_owners(one) - nobody for one in (given, after))
    if owned and not still and not roles.admins(conn, tenant):
        return LAST_OWNER
    if intent.change == "give":
        roles.give(conn, tenant, Given(intent.who, str(intent.role), by), time.time())
    elif intent.who == EVERYONE:
        roles.give(conn, tenant, Given(EVERYONE, NONE, by), time.time())
    else:
        roles.take(conn, tenant, intent.who)
    return None


def _owners(given: dict[str, str]) -> set[str]:
    """People who own: a group may be empty tomorrow, and a channel is nobody."""
    return {who for who, role in given.items() if role == Role.OWNER and who[:1] in "UW"}


def sheet(conn: Connection, tenant: str, lead: str = "") -> Sheet:
    """Who has what and why; `lead` is what the asker may do."""
    given, gone = roles.every(conn, tenant), roles.strangers(conn, tenant)
    lines = [_given(one, gone) for role in reversed(Role) for one in given if one.role == role]
    lines += [
        Line(text="Owner:", who=(who,), detail="as an admin of this workspace")
        for who in roles.admins(conn, tenant)
    ]
    if not any(one.who == EVERYONE for one in given):
        lines.append(Line(text=f"{BY_DEFAULT.capitalize()}: everybody of this workspace",
                          detail="as long as nothing else is said"))  # fmt: skip
    lines += [_given(one, gone) for one in given if one.role == NONE]
    return Sheet(
        title="Who may do what",
        lead=lead,
        lines=tuple(lines),
        small="Admins of this workspace own me. People of other companies may act only on what was "
        "sent to them by name. Change it: /6sense access give operator @somebody, "
        "/6sense access take @somebody (a person, a @group, a #channel, or everyone).",
    )


def _given(one: Given, gone: Collection[str]) -> Line:
    name = one.role.capitalize() if one.role else "No role"
    if one.who == EVERYONE:
        return Line(text=f"{name}: everybody of this workspace", detail="said by", by=one.by)
    reach = "whoever asks in" if one.who[:1] in "CG" else ""
    # A role of somebody who left, or was of another company, opens nothing.
    detail = "not of this workspace, so without effect; given by" if one.who in gone else "given by"
    return Line(text=f"{name}: {reach}".rstrip(), who=(one.who,), detail=detail, by=one.by)


def _lead(conn: Connection, asker: Asker) -> str:
    tenant, person, channel = asker.tenant.key, asker.person.user, asker.place.channel
    found = roles.held(conn, tenant, person, channel, time.time())
    mine = effective(found)
    if mine is None:
        return "You have no role here: ask an owner for one."
    why = next((who for who, role in found if role == mine), "")
    through = {
        ADMIN: " as an admin of this workspace",
        EVERYONE: " as everybody",
        "": " as everybody",
    }
    role_words = [MAY[role] for role in Role if set(may(role)) <= set(may(mine))]
    return f"You are {mine} here{through.get(why, '')}. You may {'; '.join(role_words)}."
