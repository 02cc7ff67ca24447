"""Facts and checks to findings. Nothing here knows a single check.

The iron rule is kept here: whatever was not proven becomes `unknown`, never `ok` or `fail`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intents.check import Blocked, Check, Group, Judged
from intents.fact import Fact, Unlearnt, Unseen, Why
from intents.finding import Evidence, Finding, Grade, Status
from intents.intent import Track
from intents.known import Facts
from intents.words import words

_TRACKS: Mapping[Group, tuple[Track, ...]] = {
    Group.ECA: (Track.ECA, Track.MIXED, Track.NONE, Track.UNKNOWN),
    Group.LEGACY: (Track.LEGACY, Track.MIXED),
}
_ELSEWHERE = {
    Group.ECA: "this org is judged by the Connected App article",
    Group.LEGACY: "this org is judged by the External Client App article",
}
#: Reasons that no right of ours would change: not what coverage is about.
_NOT_SIGHT = frozenset({Why.UNNAMED, Why.TRACK})


@dataclass(frozen=True)
class Outcome:
    """A finding with what only the diagnosis needs beside it."""

    finding: Finding
    group: Group
    unlearnt: Unlearnt | None = None
    looked: tuple[type[Fact], ...] = ()
    step: str = ""
    who: str = ""


def judged(checks: Sequence[Check], facts: Facts, track: Track) -> tuple[Outcome, ...]:
    """What each check says, in the order given."""
    facts = replace(facts, track=track)
    said = {c.name: _outcomes(c, facts, track) for c in checks if not c.last}
    sighted = replace(facts, missed=missed(facts, (o for found in said.values() for o in found)))
    said |= {c.name: _outcomes(c, sighted, track) for c in checks if c.last}
    return tuple(_settled(o, check, said) for check in checks for o in said[check.name])


def _outcomes(check: Check, facts: Facts, track: Track) -> list[Outcome]:
    if track not in _TRACKS.get(check.group, tuple(Track)):
        not_here = Judged(Status.NOT_APPLICABLE, _ELSEWHERE[check.group], subject=check.subject)
        return [_outcome(check, facts.afresh(), not_here, track)]
    view = facts.afresh()
    return [_outcome(check, view, one, track) for one in _said(check, view, track)]


def _looked(view: Facts, said: Judged) -> tuple[type[Fact], ...]:
    return tuple(dict.fromkeys((*view.looked, *said.looked)))


def _said(check: Check, view: Facts, track: Track) -> list[Judged]:
    view.looked.update(dict.fromkeys(check.needs))
    try:
        for kind in check.needs:
            view.rows(kind)
        answer = check.judge(view)
        found = [answer] if isinstance(answer, Judged) else list(answer)
    except Unseen as unseen:
        first = _unknown(unseen.unlearnt, check.subject)
        return [first, *(replace(first, subject=other, weighs=False) for other in check.also)]
    except Blocked as blocked:
        waits = f"cannot be known before {blocked.by} is good"
        return [Judged(Status.BLOCKED, waits, subject=check.subject, by=blocked.by)]
    if track is Track.UNKNOWN and check.group is Group.ECA:
        return [_undecided(one) for one in found]
    return found


def _unknown(why: Unlearnt, subject: str) -> Judged:
    return Judged(Status.UNKNOWN, why.says, subject=subject, unlearnt=why)


def _undecided(one: Judged) -> Judged:
    """Absence of the app is no fault in an org that may follow the other article."""
    if one.status is not Status.FAIL:
        return one
    says = f"{one.seen}; whether that is wrong depends on the track: say `as eca` or `as legacy`"
    return _unknown(Unlearnt(why=Why.TRACK, says=says), one.subject)


def _outcome(check: Check, view: Facts, said: Judged, track: Track) -> Outcome:
    colours = check.group is Group.LEGACY and track is Track.MIXED
    if colours and said.status is Status.FAIL:
        left = f"{said.seen}; nothing to mend: the External Client App takes over"
        said = replace(said, status=Status.NOT_APPLICABLE, seen=left)
    finding = Finding(
        check=check.name,
        subject=said.subject,
        status=said.status,
        decisive=check.decisive and said.weighs and not colours,
        blocked_by=said.by or None,
        evidence=_evidence(check, view, said),
    )
    looked = _looked(view, said)
    return Outcome(finding, check.group, said.unlearnt, looked, said.step, said.who)


def _evidence(check: Check, view: Facts, said: Judged) -> Evidence:
    if said.status is Status.MANUAL:  # nobody has looked yet
        return Evidence(seen=said.seen, wanted=said.wanted, grade=Grade.INFERRED)
    identity, looked = view.heard.identity, _looked(view, said)
    asked = dict.fromkeys(text for kind in looked if (text := view.asked(kind)))
    return Evidence(
        asked=tuple(asked),
        seen=said.seen,
        wanted=said.wanted or words(check.name).title,
        by=identity.username,
        at=max((view.at(kind) for kind in looked), default=identity.at),
        api=identity.api,
        grade=said.grade,
        grant=said.unlearnt.grant if said.unlearnt else "",
    )


def missed(facts: Facts, outcomes: Iterable[Outcome]) -> dict[type[Fact], Unlearnt]:
    """What decisive checks wanted to see, did not, and could not do without."""
    return {
        kind: why
        for o in outcomes
        if o.finding.decisive and o.unlearnt
        for kind in o.looked
        if (why := facts.unlearnt(kind)) and why.why not in _NOT_SIGHT
    }


def _trouble(found: Sequence[Outcome], why: Unlearnt | None) -> Status | None:
    """The worst a check said of what weighs, if it stands in the way of others; else None.

    What is not known for a reason of its own (`why`) does not wait for another that is not known.
    """
    said = {o.finding.status for o in found if o.finding.decisive}
    shared = why and any(o.unlearnt and o.unlearnt.says == why.says for o in found)
    order = (Status.FAIL, Status.BLOCKED, *([Status.UNKNOWN] if shared else []))
    return next((status for status in order if status in said), None)


def _settled(outcome: Outcome, check: Check, said: Mapping[str, Sequence[Outcome]]) -> Outcome:
    """Name the check that stands in the way of this one."""
    status = outcome.finding.status
    if status not in (Status.UNKNOWN, Status.FAIL):
        return outcome
    # a proven fail has no reason, and so no cause that is itself not known
    troubles = {by: _trouble(said.get(by, ()), outcome.unlearnt) for by in check.blocked_by}
    order = (Status.FAIL, Status.BLOCKED, Status.UNKNOWN)
    by = next((by for s in order for by in check.blocked_by if troubles[by] is s), None)
    if by is None:
        return outcome
    settled = Status.BLOCKED if status is Status.UNKNOWN else status
    changed = {"status": settled, "blocked_by": by}
    return replace(outcome, finding=outcome.finding.model_copy(update=changed))
