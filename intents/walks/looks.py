"""What looking into the org does to a walkthrough: it opens, steps turn true, or open again.

A measured step turns true only by findings that are ok. `at` is always the moment of the event
(UTC, ISO 8601).
"""

from collections.abc import Mapping

from intents.asker import Person
from intents.finding import Status
from intents.playbook import Playbook, Step
from intents.reply import Report
from intents.walk import Seen, Stand, State, Walk
from intents.walks.sight import found_in, is_sandbox

_SPARED = "it does not apply"


def opened(
    playbook: Playbook,
    *,
    person: Person,
    asked_by: Person,
    at: str,
    org: str = "",
    report: Report | None = None,
    receipt: str = "",
) -> Walk:
    """A new walkthrough; what `report` shows to be true already is ticked.

    Args:
        playbook: what is walked.
        person: who walks it.
        asked_by: who began it.
        at: now.
        org: the connection's name, "" = none.
        report: the answer to `asks_at_opening`, None = nobody looked.
        receipt: its name in buttons.
    """
    walk = Walk(
        receipt=receipt,
        playbook=playbook.name,
        version=playbook.version,
        org=org,
        person=person,
        asked_by=asked_by,
        begun=at,
        here=playbook.names[0],
        stands={name: Stand(at=at) for name in playbook.names},
    )
    return looked(walk, playbook, report, at) if report else walk


def looked(walk: Walk, playbook: Playbook, report: Report, at: str, *, asked: bool = False) -> Walk:
    """The walk after a look: steps turn true, and one that is not true any more opens again.

    A step that somebody went back to waits until they say that it is done: until they `asked`
    for this look, or we are watching for them.
    """
    found = found_in(report, playbook.track)
    stands = dict(walk.stands)
    for step in playbook.steps:
        stand = walk.stand(step.name)
        if asked or not stand.revisited:
            stand = _after(stand, step, walk.proofs(playbook, step), found, at)
        early = step.last and not all(stands[name].settled for name in playbook.before(step.name))
        if not (early and stand.state is State.TRUE):
            stands[step.name] = stand
    url = report.setup_url or walk.setup_url
    after = walk.model_copy(
        update={
            "stands": stands,
            "seen": {**walk.seen, **found},
            "setup_url": url,
            "sandbox": is_sandbox(url) if walk.sandbox is None else walk.sandbox,
        }
    )
    return placed(after, playbook, walk)


def _after(
    stand: Stand, step: Step, proofs: tuple[str, ...], found: Mapping[str, Seen], at: str
) -> Stand:
    """How a step stands after a look."""
    seen = [found[check] for check in proofs if check in found]
    needless = found.get(step.applies)
    if needless and needless.status is Status.NOT_APPLICABLE:
        spared = needless.seen or _SPARED
        return stand if stand.settled else Stand(state=State.TRUE, at=at, reason=spared)
    if proofs and len(seen) == len(proofs) and all(one.good for one in seen):
        spared = ""
        if {one.status for one in seen} == {Status.NOT_APPLICABLE}:
            spared = seen[0].seen or _SPARED
        return stand if stand.state is State.TRUE else Stand(state=State.TRUE, at=at, reason=spared)
    wrong = {one.status for one in seen}
    against = {Status.FAIL, Status.WARN} if stand.state is State.TRUE else {Status.FAIL}
    if stand.state in (State.TRUE, State.ATTESTED) and wrong & against and not step.once:
        return Stand(at=at, reason="it was so, and the org shows that it is so no more")
    return stand


def placed(walk: Walk, playbook: Playbook, before: Walk) -> Walk:
    """At the earliest step that opened again, else on from a step that is settled."""
    names = playbook.names
    ahead = names.index(walk.here)
    for name in names[:ahead]:
        if before.stand(name).settled and not walk.stand(name).settled:
            return walk.model_copy(update={"here": name})
    if not walk.stand(walk.here).settled:
        return walk
    left = [name for name in (*names[ahead:], *names[:ahead]) if not walk.stand(name).settled]
    return walk.model_copy(update={"here": left[0] if left else names[-1]})


def watching(walk: Walk, playbook: Playbook, at: str, until: str, by: str = "") -> Walk:
    """Somebody said the step is done, and the org does not show it yet: we look by ourselves.

    What only a person can see is not waited for.
    """
    if walk.stand(walk.here).settled or playbook.step(walk.here).manual:
        return walk
    stand = Stand(state=State.WAITING, by=by, at=at, until=until)
    return walk.model_copy(update={"stands": {**walk.stands, walk.here: stand}})


def rested(walk: Walk, at: str) -> Walk:
    """We no longer look by ourselves: what waited is open again."""
    stands = {
        name: Stand(at=at) if stand.state is State.WAITING else stand
        for name, stand in walk.stands.items()
    }
    return walk.model_copy(update={"stands": stands})
