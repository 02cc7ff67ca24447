"""The answer to a check: what was heard goes in, a Report comes out. One pure function."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intents.check import Check, Group
from intents.checks import CHECKS
from intents.fact import Fact, Heard, Refused, Unlearnt, Why
from intents.facts import FACTS
from intents.facts.granted import OwnRights, proven
from intents.facts.signed_in import SignedIn
from intents.finding import Grade, Status
from intents.intent import CheckOrg
from intents.judging.coverage import covered
from intents.judging.diagnosis import diagnosis, told
from intents.judging.outcomes import Outcome, judged, missed
from intents.judging.planes import planes
from intents.judging.verdict import verdict
from intents.known import Facts
from intents.org import track
from intents.org.suggest import suggestions
from intents.reply import Attested, Report

_OURS = ("bot-connected", "bot-can-see", "api-budget")
_GOOD = (Status.OK, Status.NOT_APPLICABLE, Status.MANUAL)


def report(intent: CheckOrg, heard: Heard, attested: Sequence[Attested] = ()) -> Report:
    """Judge what was heard.

    Args:
        intent: what was asked.
        heard: what the org said.
        attested: people's words for `manual` findings; the last one for a finding counts.
    """
    checks = _chosen(intent)
    known = _of_this_org(heard)
    facts = Facts(known, rights=_rights(known), wanted=kinds(intent))
    decided = track.decide(facts, intent.track)
    every = [_confirmed(o, attested) for o in judged(checks, facts, decided.track)]
    shown = _shown(every, intent)
    word = verdict(shown)
    by_name = {check.name: check for check in checks}
    unseen = missed(facts, every)
    found = diagnosis(shown, word, by_name, unseen)
    return Report(
        org=intent.org,
        track=decided.track,
        track_why=decided.why,
        verdict=word,
        diagnosis=found,
        planes=planes(every, facts, found.cause if found else ""),
        findings=tuple(told(o, unseen) for o in shown),
        coverage=covered(facts),
        cost=heard.cost,
        setup_url=_setup_url(facts),
        suggestions=suggestions(facts),
    )


def kinds(intent: CheckOrg) -> tuple[type[Fact], ...]:
    """Every fact the report takes, asked together."""
    wanted = {kind for check in _chosen(intent) for kind in (*check.needs, *check.witnesses)}
    return _ordered(wanted | {*track.KINDS, OwnRights, SignedIn})


def kinds_of(check: str) -> tuple[type[Fact], ...]:
    """The facts of one check and what proves them: what a Retry learns anew.

    A check that speaks of all others learns all; one this program does not know, nothing more.
    """
    one = CHECKS.get(check)
    if one is None:
        return _ordered({OwnRights, SignedIn})
    mine = FACTS.values() if one.last else (*one.needs, *one.witnesses)
    return _ordered({*mine, OwnRights, SignedIn})


def _ordered(wanted: set[type[Fact]]) -> tuple[type[Fact], ...]:
    return tuple(kind for kind in FACTS.values() if kind in wanted)


def _chosen(intent: CheckOrg) -> list[Check]:
    """All checks; of `only`, the named ones, what stands behind them, and our own."""
    if not intent.only:
        return list(CHECKS.values())
    wanted = {*_OURS, *intent.only}
    while more := {by for name in wanted & set(CHECKS) for by in CHECKS[name].blocked_by} - wanted:
        wanted |= more
    return [check for name, check in CHECKS.items() if name in wanted]


def _shown(outcomes: Sequence[Outcome], intent: CheckOrg) -> list[Outcome]:
    """Of `only`, the named checks and what explains them where they are not good."""
    if not intent.only:
        return list(outcomes)
    names = set(intent.only)
    while (
        more := {
            o.finding.blocked_by
            for o in outcomes
            if o.finding.check in names and o.finding.blocked_by
        }
        - names
    ):
        names |= more
    dark = any(
        o.finding.check in names and o.finding.status in (Status.UNKNOWN, Status.BLOCKED)
        for o in outcomes
    )
    ours = (
        {o.finding.check for o in outcomes if o.group is Group.BOT and _bad(o)} if dark else set()
    )
    return [o for o in outcomes if o.finding.check in names | ours]


def _bad(outcome: Outcome) -> bool:
    return outcome.finding.status not in _GOOD


def _of_this_org(heard: Heard) -> Heard:
    """What another org than before says is not reported on (org identity guard)."""
    facts = Facts(heard)
    if facts.unlearnt(SignedIn) or not facts.rows(SignedIn)[0].elsewhere:
        return heard
    says = "this is another org than the one this connection was made for"
    strange = Unlearnt(why=Why.SIGN_IN, says=says)
    answers = {
        name: a if name == SignedIn.__name__ else Refused(unlearnt=strange, asked=a.asked, at=a.at)
        for name, a in heard.answers.items()
    }
    return heard.model_copy(update={"answers": answers})


def _rights(heard: Heard) -> frozenset[str]:
    facts = Facts(heard)
    return frozenset() if facts.unlearnt(OwnRights) else proven(facts.rows(OwnRights))


def _confirmed(outcome: Outcome, attested: Iterable[Attested]) -> Outcome:
    """A person's word stays a person's word: still `manual`, graded attested."""
    finding = outcome.finding
    words = [a for a in attested if (a.check, a.subject) == (finding.check, finding.subject)]
    if not words or finding.status is not Status.MANUAL:
        return outcome
    given = {"grade": Grade.ATTESTED, "by": words[-1].by, "at": words[-1].at}
    evidence = finding.evidence.model_copy(update={**given, "seen": "confirmed by a person"})
    return replace(outcome, finding=finding.model_copy(update={"evidence": evidence}))


def _setup_url(facts: Facts) -> str:
    """Where Setup pages begin: the My Domain host with `lightning.force.com`."""
    if facts.unlearnt(SignedIn):
        return facts.heard.setup_url
    url = facts.rows(SignedIn)[0].instance_url.rstrip("/")
    return url.replace(".my.salesforce.com", ".lightning.force.com")
