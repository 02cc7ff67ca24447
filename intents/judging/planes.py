"""The three lines at the top of a report: bot → org, 6sense → org, you → org."""

from collections.abc import Sequence

from intents.check import Group
from intents.finding import Finding, Status
from intents.judging.outcomes import Outcome
from intents.judging.verdict import verdict
from intents.known import Facts
from intents.reply import Plane, Planes, Verdict
from intents.words import words

_ROUGH = (Status.FAIL, Status.UNKNOWN, Status.BLOCKED, Status.WARN)


def planes(outcomes: Sequence[Outcome], facts: Facts, cause: str = "") -> Planes:
    """Each plane with its state, the identity used, and why: the `cause` where it is its own."""
    bot = _of(outcomes, Group.BOT)
    theirs = _of(outcomes, Group.ECA, Group.LEGACY, Group.APP)
    people = _of(outcomes, Group.PEOPLE)
    username = facts.heard.identity.username
    return Planes(
        bot_to_org=Plane(state=_bot(bot), identity=username, why=_first(bot) or _why(bot)),
        sixsense_to_org=Plane(
            state=verdict(outcomes, theirs), identity="integration user", why=_why(theirs, cause)
        ),
        you_to_org=Plane(
            state=verdict(outcomes, people), identity=_whose(people), why=_why(people, cause)
        ),
    )


def _of(outcomes: Sequence[Outcome], *groups: Group) -> list[Outcome]:
    return [o for o in outcomes if o.group in groups]


def _bot(group: Sequence[Outcome]) -> Verdict:
    """When we cannot look, that is not the org's failure."""
    said = {o.finding.check: o.finding.status for o in group}
    if said.get("bot-connected") is not Status.OK:
        return Verdict.UNKNOWN
    return Verdict.WARN if any(s in _ROUGH for s in said.values()) else Verdict.OK


def _first(group: Sequence[Outcome]) -> str:
    """Of our own troubles the one that comes first: they are listed by what they prevent."""
    rough = (o.finding for o in group if o.finding.status in _ROUGH)
    return next((_line(finding) for finding in rough), "")


def _why(group: Sequence[Outcome], cause: str = "") -> str:
    """The worst of it in one line; how many are good where nothing wrong weighs."""
    by_weight = sorted(group, key=lambda o: (o.finding.check != cause, not o.finding.decisive))
    rough = [o.finding for o in by_weight if _colours(o.finding)]
    if rough and rough[0].check == cause:
        return _line(rough[0])  # others may only wait for it
    for status in _ROUGH:
        for finding in rough:
            if finding.status is status:
                return _line(finding)
    fine = sum(1 for o in group if o.finding.status is Status.OK)
    return f"{fine} checks good" if fine else "nothing to look at here"


def _colours(finding: Finding) -> bool:
    """Whether it takes part in the plane's state: what does not weigh can only warn."""
    return finding.status is Status.WARN or (finding.decisive and finding.status in _ROUGH)


def _whose(people: Sequence[Outcome]) -> str:
    """The user the case is about: whose finding is the worst, else whoever sets up."""
    findings = [o.finding for o in people if o.finding.subject.startswith(("user:", "object:"))]
    ranked = (f for s in _ROUGH for f in findings if f.status is s and _colours(f))
    subject = next((f.subject for f in ranked), "user:setup")
    if subject.startswith("object:"):  # who carries the data has to reach it
        subject = "user:integration"
    return f"{subject.removeprefix('user:')} user"


def _line(finding: Finding) -> str:
    said, seen_bad = words(finding.check), finding.status in (Status.FAIL, Status.WARN)
    return f"{said.otherwise if seen_bad else said.title}: {finding.evidence.seen}"
