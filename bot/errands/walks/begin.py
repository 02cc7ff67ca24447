"""`guide`: the list, or one walkthrough for somebody: stored, announced, and sent on its way."""

import time
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import show
from bot.errands.walks.going import Going, going, iso
from bot.errands.walks.place import DM, THREAD
from bot.outbox import wanted
from bot.runs.ask import Ask
from bot.runs.rows import asker_json
from bot.runs.rules import Deed
from bot.store import aliases, cases, walks
from bot.store.walks import Walkthrough
from intents.asked.orgs import Connect
from intents.asked.walks import ME, Guide
from intents.asker import Asker, Person
from intents.playbook import Playbook
from intents.playbooks import MAIN, PLAYBOOKS
from intents.replies.sheet import Line, Sheet, Way
from intents.reply import Note, Reply
from intents.walks.looks import opened

_NAMED = 5  # orgs with a button; the rest are in a menu
NO_NAME = Note(
    says="I need a real mention: Slack did not tell me who that is.",
    next="Type @ and choose the person from the list that Slack shows.",
)


def guide(office: Office, conn: Connection, ask: Ask) -> Reply | None:
    """Begin a walkthrough; or say which there are, for whom it can be, in which org."""
    intent: Guide = ask.intent
    playbook = PLAYBOOKS.get(intent.playbook)
    if playbook is None:
        return listed(intent)
    if intent.person.startswith("@"):
        return NO_NAME
    known = aliases.every(conn, ask.asker.tenant.key)
    if intent.org and intent.org not in known:
        return _no_such_org(intent, playbook, known)
    if not intent.org and len(known) > 1 and any(step.checks for step in playbook.steps):
        return _which_org(intent, playbook, known)
    org = intent.org or (known[0] if known else "")
    person = _person(intent, ask.asker)
    asker = _in_its_thread(conn, ask)
    had = walks.under_way(conn, asker.tenant.key, person.user, playbook.name, org)
    if not had and intent.person == "" and asker.place.thread:
        at = (asker.place.channel, asker.place.thread)
        had = walks.in_thread(conn, asker.tenant.key, at, playbook.name, org)
    if had and (there := going(had)):
        return _again(conn, there, mine=had.holder == asker.person.user)
    one = _stored(conn, replace(ask, asker=asker), playbook, person, org)
    for_another = one.row.holder != ask.asker.person.user
    if for_another or (one.row.rung == THREAD and not one.row.thread):
        show.begin_progress(conn, one, ask.back())
    office.runs.engine.start(
        conn, "walk-open", one.row.id, one.lane, one.row.tenant, one.row.id, str(one.row.rung)
    )
    deed = Deed(
        one.row.tenant, asker.person.user, "guide", org, playbook.name,
        f"{one.row.id} {person.user}",
    )  # fmt: skip
    office.runs.rules.record(conn, deed)
    return _sent(one, ask)


def _stored(conn: Connection, ask: Ask, playbook: Playbook, person: Person, org: str) -> Going:
    asker, now, name = ask.asker, time.time(), walks.fresh_id()
    walk = opened(
        playbook, person=person, asked_by=asker.person, at=iso(now), org=org, receipt=name
    )
    row = Walkthrough(
        id=name,
        tenant=asker.tenant.key,
        org=org,
        playbook=playbook.name,
        holder=person.user,
        asker=asker_json(asker),
        state=walk.model_dump_json(),
        created=now,
        touched=now,
        thread=asker.place.thread,
        rung=THREAD if ask.intent.person == "" and asker.place.thread else DM,
    )
    return Going(walks.begin(conn, row), walk, playbook)


def _in_its_thread(conn: Connection, ask: Ask) -> Asker:
    """The asker; pressed on a case, in the thread of that case, also where its card begins one."""
    at, tenant = ask.asker.place, ask.asker.tenant.key
    if at.thread or ask.button is None or not ask.button.run.startswith("c-"):
        return ask.asker
    thread = cases.thread(conn, tenant, ask.button.run)
    return replace(ask.asker, place=replace(at, thread=thread))


def _person(intent: Guide, asker: Asker) -> Person:
    if intent.person in ("", ME, asker.person.user):
        return asker.person
    return Person(intent.person, "")


def _sent(one: Going, ask: Ask) -> Note | None:
    """What the asker is told at once, where no message of the walkthrough tells them."""
    if one.row.rung == THREAD:
        return None
    if one.row.holder == ask.asker.person.user:
        if ask.asker.place.channel.startswith("D"):  # ours, or one with somebody else
            return Note(says="It comes in a moment, in our direct messages.")
        return Note(says="I am sending it to you: see our direct messages.")
    return None


def _again(conn: Connection, one: Going, *, mine: bool) -> Note:
    """It is under way: its step comes up again where it stands, and nothing is begun twice."""
    at = one.playbook.names.index(one.walk.here) + 1
    if one.row.channel:
        wanted.anew(conn, show.place(conn, one, f"step:{one.walk.here}"))
    who, where = ("You", "your messages.") if mine else ("They", "their messages.")
    in_thread = one.row.rung == THREAD and bool(one.row.channel)
    return Note(
        says=f"{who} are on it already, at step {at} of {len(one.playbook.steps)}: "
        f"{one.playbook.step(one.walk.here).title}.",
        next=f"I put that step below everything else in {'its thread in' if in_thread else where}",
        who=(one.row.channel,) if in_thread else (),
    )


def listed(intent: Guide) -> Sheet:
    """Every walkthrough, or what comes near to the name that was given."""
    names = tuple(PLAYBOOKS)
    near = get_close_matches(intent.playbook, names, n=5, cutoff=0.4) if intent.playbook else []
    lead = "Each is sent step by step; I look into the org after each step, and tick what I see."
    if intent.playbook:
        lead = f"I have no walkthrough called {intent.playbook}." + (" Near to it:" if near else "")
    lines = [_line(intent, PLAYBOOKS[name]) for name in near or (one.name for one in MAIN)]
    return Sheet(
        title="Walkthroughs",
        lead=lead,
        lines=(*lines, *([] if near else [_others(names)])),
        small="For somebody else: /6sense guide <name> for @person in <org>",
    )


def _others(names: tuple[str, ...]) -> Line:
    """Those for one error each: too many to spell out."""
    main = {one.name for one in MAIN}
    rest = [name for name in names if name not in main]
    shown = ", ".join(rest[:6])
    return Line(
        text=f"And one for each of the {len(rest)} errors I know: {shown}, …",
        detail="Triage an error, or explain it, and the right one is a button away.",
    )


def _line(intent: Guide, playbook: Playbook) -> Line:
    begin = intent.model_copy(update={"playbook": playbook.name})
    steps = f"{len(playbook.steps)} steps · {playbook.takes}".removesuffix(" · ")
    return Line(
        text=f"{playbook.name}: {playbook.title}",
        detail=steps,
        ways=(Way(label=f"Begin {playbook.name}"[:75], intent=begin),),
    )


def _no_such_org(intent: Guide, playbook: Playbook, known: tuple[str, ...]) -> Sheet:
    near = tuple(get_close_matches(intent.org, known, n=5, cutoff=0.4)) or known
    said = f"I do not know an org called {intent.org}."
    if known:
        return _orgs(intent, playbook, near, said)
    return Sheet(
        title=playbook.title,
        lead=f"{said} None is connected here: without one, I take your word for each step.",
        ways=(
            Way(label="Begin without an org", intent=intent.model_copy(update={"org": ""})),
            Way(label=f"Connect {intent.org}"[:75], intent=Connect(org=intent.org)),
        ),
    )


def _which_org(intent: Guide, playbook: Playbook, known: tuple[str, ...]) -> Sheet:
    return _orgs(intent, playbook, known, "In which org? I look there after each step.")


def _orgs(intent: Guide, playbook: Playbook, offered: tuple[str, ...], lead: str) -> Sheet:
    ways: tuple[Way, ...] = tuple(
        Way(label=f"In {org}", intent=intent.model_copy(update={"org": org}))
        for org in offered[:_NAMED]
    )
    if len(offered) > _NAMED:
        other = intent.model_copy(update={"org": ""})
        ways += (Way(label="Another org", intent=other, slot="org"),)
    return Sheet(title=playbook.title, lead=lead, ways=ways)
