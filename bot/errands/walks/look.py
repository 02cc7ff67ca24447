"""Looks into the org for one step: after *Done*, until it is so, or unasked."""

import time
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.errands.walks import show
from bot.errands.walks.going import Going, iso, load, save
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.runs.work import GONE
from bot.store import walks
from bot.store.alive import stay_alive
from bot.store.walks import Watch
from bot.views import walk_news
from intents.checks.api_budget import judge as budget
from intents.fact import Fact, Heard, Unseen
from intents.facts.limits import Limits
from intents.finding import Status
from intents.intent import CheckOrg
from intents.known import Facts
from intents.report import kinds, report
from intents.walk import SETTLED, State, asks, needs
from intents.walks.looks import looked, rested, watching
from intents.walks.patience import Patience

_LEARN = 45.0  # seconds that may go into asking an org
_LOST = 120.0  # seconds after which a look that has not ended is begun anew


def begin(office: Office, conn: Connection, one: Going, number: str) -> None:
    """Start the look at the step it is at; `number` names it apart from others."""
    row = one.row
    office.runs.engine.start(
        conn, "walk-look", f"{row.id}:{number}"[:120], one.lane, row.tenant, row.id, one.walk.here
    )


def asked(office: Office, conn: Connection, one: Going, ask: Ask) -> Going:
    """Somebody says that the step it is at is done: look now, and again until it is so."""
    now = time.time()
    watch = Watch(one.walk.here, now, ask.asker.person.user, now + _LOST)
    begin(office, conn, one, ask.delivery)
    return replace(one, row=replace(one.row, watch=watch, next_look=now + _LOST))


def watched(office: Office, one: Going, pause: float = 0.0) -> Going:
    """Nobody waits any more: look by ourselves now and then, where a look can tell."""
    now, patience = time.time(), Patience(office.settings.walk_haste)
    fresh = patience.next_glance(one.row.touched, now) if one.measurable else 0.0
    at = min(fresh, now + pause) if pause and fresh else fresh
    rests = rested(one.walk, iso(now))
    return replace(one, walk=rests, row=replace(one.row, watch=Watch(), next_look=at))


def look(office: Office, tenant: str, name: str, step: str) -> None:
    """The workflow: learn just the facts of that step, and tell the walkthrough."""
    one = office.runs.store.write(lambda conn: load(conn, tenant, name))
    if one is None or step not in one.playbook.names:
        return
    at = replace(one, walk=one.walk.model_copy(update={"here": step}))
    heard = office.runs.engine.step("learn", lambda: _learn(office, at))
    office.runs.engine.step("tell", lambda: _tell(office, at, heard))


def learnt(office: Office, one: Going, wanted: Sequence[type[Fact]]) -> Heard:
    """What the org says to these questions; that it is gone, where it is disconnected by now."""
    tenant = show.asker(one).tenant
    try:
        return office.orgs.learn(tenant, one.row.org, wanted, deadline=_LEARN)
    except LookupError:
        return Heard(answers={kind.__name__: GONE for kind in wanted})


def remember(conn: Connection, one: Going, newer: Heard) -> Heard:
    """Keep what was heard, over what was heard before; returns it all."""
    whole = known(conn, one).renewed(newer)
    walks.keep_heard(conn, one.row.tenant, one.row.id, whole.model_dump_json())
    return whole


def known(conn: Connection, one: Going) -> Heard:
    """What the org has said so far."""
    before = walks.heard(conn, one.row.tenant, one.row.id)
    return Heard.model_validate_json(before) if before else Heard()


def _learn(office: Office, one: Going) -> str:
    """The facts of the step; all behind it, too, where something seen earlier stands in its way."""
    question = asks(one.walk, one.playbook)
    if question is None:
        return ""
    newer = learnt(office, one, (*needs(one.walk, one.playbook), Limits))
    before = office.runs.store.write(lambda conn: known(conn, one))
    if _blocked(question, before.renewed(newer)):
        more = tuple(kind for kind in kinds(question) if kind.__name__ not in newer.answers)
        newer = newer.renewed(learnt(office, one, more)) if more else newer
    return newer.model_dump_json()


def _blocked(question: CheckOrg, heard: Heard) -> bool:
    mine = (f for f in report(question, heard).findings if f.check in question.only)
    return any(finding.status in (Status.BLOCKED, Status.UNKNOWN) for finding in mine)


def _tell(office: Office, at: Going, heard: str) -> None:
    def work(conn: Connection) -> None:
        stay_alive(conn, office.runs.name)
        one = load(conn, at.row.tenant, at.row.id)
        if one is not None and one.row.open:
            one = show.entered(conn, one)
            # Renamed meanwhile: who answered to the old name may have been another org.
            _told(office, conn, one, at, heard if one.row.org == at.row.org else "")

    office.runs.store.write(work)
    office.runs.kick()


def _told(office: Office, conn: Connection, one: Going, at: Going, heard: str) -> None:
    """The walkthrough after the look: its step is true, or is waited for, or rests."""
    name, question, now = at.walk.here, asks(at.walk, at.playbook), time.time()
    before, tired = one.walk, False
    if heard and question:
        newer = Heard.model_validate_json(heard)
        told, done = report(question, remember(conn, one, newer)), one.row.watch.step == name
        walk = looked(one.walk, one.playbook, told, iso(now), asked=done)
        one, tired = replace(one, walk=walk), _spent(newer)
    watch = one.row.watch
    if one.walk.here != before.here or one.finished:
        unasked = before.stand(name).state is State.WAITING or watch.step != name
        if unasked and one.walk.stand(name).state in SETTLED:
            show.news(
                conn, one, f"true:{name}", walk_news.turned_true(one.walk, one.playbook, name)
            )
        one = watched(office, one)
        here = one.walk.here
        if before.stand(here).settled and not one.walk.stand(here).settled:
            show.again(conn, one)
    elif watch.step != one.walk.here:  # nobody waits, or for a step that is gone
        one = watched(office, one)
    elif watch.step == name:  # else this look is a late one, and somebody waits at another step
        one = _waits(office, conn, one, tired=tired)
    if tired and not one.row.watch.step:
        one = replace(one, row=replace(one.row, next_look=0.0))
    show.show(conn, save(conn, one))
    if before.stand(name).state is not State.TRUE and one.walk.stand(name).state is State.TRUE:
        row, actor = one.row, watch.by or "system"
        deed = Deed(row.tenant, actor, "walked", row.org, "measured", f"{row.id} {name}")
        office.runs.rules.record(conn, deed)


def _waits(office: Office, conn: Connection, one: Going, *, tired: bool) -> Going:
    """Somebody said it is done, and it is not: Salesforce may need some minutes to show it."""
    watch, row = one.row.watch, one.row
    now, patience = time.time(), Patience(office.settings.walk_haste)
    idle = tired or not one.measurable  # what only a person can see is not waited for
    again = 0.0 if idle else patience.next_try(watch.asked, now)
    if again:
        until = iso(watch.asked + patience.spreading)
        waiting = watching(one.walk, one.playbook, iso(watch.asked), until, watch.by)
        kept = replace(row, watch=replace(watch, until=0.0), next_look=again)
        return replace(one, walk=waiting, row=kept)
    if one.walk.stand(watch.step).state is State.WAITING:
        said = walk_news.waited(one.walk, one.playbook, watch.step)
        show.news(conn, one, f"waited:{watch.step}:{watch.asked:.0f}", said)
    return watched(office, one)


def _spent(heard: Heard) -> bool:
    """Whether so much of the org's API budget is used that we do not look unasked any more."""
    try:
        return budget(Facts(heard)).status is not Status.OK
    except Unseen:
        return False
