"""One sentence from many findings: the cause that explains the most, and what to do about it."""

from collections.abc import Collection, Mapping, Sequence

from intents.check import Check
from intents.fact import Fact, Unlearnt, Why
from intents.finding import Finding, Status
from intents.judging.coverage import grants
from intents.judging.outcomes import Outcome
from intents.replies.own_app import refusal
from intents.reply import Diagnosis, Verdict
from intents.words import words

_BAD = (Status.FAIL, Status.UNKNOWN, Status.BLOCKED, Status.WARN)
_STATUS = {
    Verdict.FAIL: Status.FAIL,
    Verdict.UNKNOWN: Status.UNKNOWN,
    Verdict.WARN: Status.WARN,
}
#: Reasons that a right of the bot's user would take away.
_GRANTED = (Why.RIGHT, Why.SILENT)
#: Reasons that are nobody's right: the check's own page shows what the org would not tell.
_ON_ITS_PAGE = (Why.SILENT, Why.CUT, Why.SHAPE)
#: What to do where the org would not say: the check's own next step would fix what may be fine.
_NEXT = {
    Why.RIGHT: ("Let the bot's user see this in Salesforce, then check again.", ""),
    Why.SILENT: ("Look at the page yourself: the org gave no answer that proves anything.", ""),
    Why.CUT: ("Look at the page yourself: the org's list is too long to be read whole.", ""),
    Why.SHAPE: ("Look at the page yourself, and tell the bot's owner of the unknown value.", ""),
    Why.CONFLICT: ("Check again; if the org still contradicts itself, look at the page.", ""),
    Why.TROUBLE: ("Check again in a minute: Salesforce did not answer.", "6sense bot owner"),
    Why.UNASKED: ("Check again: this run ended before everything was read.", "6sense bot owner"),
    Why.UNNAMED: ("Name the users of this org: /6sense people and its name.", "6sense bot owner"),
    Why.TRACK: ("Say `as eca` or `as legacy`, so that I know what to expect.", ""),
}


def diagnosis(
    outcomes: Sequence[Outcome],
    verdict: Verdict,
    checks: Mapping[str, Check],
    missed: Mapping[type[Fact], Unlearnt],
) -> Diagnosis | None:
    """The cause behind the verdict; None where all is well or nothing could be a cause."""
    if verdict is Verdict.OK:
        return None
    if verdict is Verdict.UNKNOWN and (own := _own_trouble(outcomes, missed)):
        unclear = [o for o in outcomes if o.finding.status in (Status.UNKNOWN, Status.BLOCKED)]
        return _told(own, max(1, len(unclear)), missed)
    wanted = _STATUS[verdict]
    candidates = [
        o
        for o in outcomes
        if o.finding.status is wanted and (o.finding.decisive or verdict is Verdict.WARN)
    ]
    if not candidates:
        return None
    bad = {o.finding.check for o in outcomes if o.finding.status in _BAD}
    roots = _roots(candidates, checks, bad)
    explained = {o.finding.check: _explained(o, outcomes, checks) for o in roots}
    below = {name: len(_below({name}, checks, checks)) for name in explained}
    order = list(checks)
    root = min(
        roots,
        key=lambda o: (
            -explained[o.finding.check],
            -below[o.finding.check],
            order.index(o.finding.check),
        ),
    )
    return _told(root, explained[root.finding.check], missed)


def _own_trouble(
    outcomes: Sequence[Outcome], missed: Mapping[type[Fact], Unlearnt]
) -> Outcome | None:
    """When we cannot look, our own trouble is the cause: sign-in, then budget, then sight."""
    by_name = {o.finding.check: o for o in outcomes}
    connected = by_name.get("bot-connected")
    if connected and connected.finding.status in _BAD:
        return connected
    spent = any(o.unlearnt and o.unlearnt.why is Why.BUDGET for o in outcomes)
    if spent and (budget := by_name.get("api-budget")):
        return budget
    sight = by_name.get("bot-can-see")
    ours = any(one.grant or one.why not in _ON_ITS_PAGE for one in missed.values())
    return sight if sight and ours and sight.finding.status in _BAD else None


def _roots(
    candidates: Sequence[Outcome], checks: Mapping[str, Check], bad: Collection[str]
) -> list[Outcome]:
    """Those that no other candidate stands behind: what is good between two parts them."""
    names = {o.finding.check for o in candidates}
    below = {name: _below({name}, checks, bad) - {name} for name in names}
    return [o for o in candidates if not any(o.finding.check in below[n] for n in names)]


def _explained(root: Outcome, outcomes: Sequence[Outcome], checks: Mapping[str, Check]) -> int:
    """How many findings that are not good hang on this one, itself included."""
    bad = [o.finding for o in outcomes if o.finding.status in _BAD]
    reach = _below({root.finding.check}, checks, {f.check for f in bad})
    return sum(1 for f in bad if f.check in reach)


def _below(start: set[str], checks: Mapping[str, Check], among: Collection[str]) -> set[str]:
    """Everything downstream of `start` that can be reached through `among`."""
    reach = set(start)
    while True:
        more = {
            name
            for name, check in checks.items()
            if name in among and name not in reach and reach & set(check.blocked_by)
        }
        if not more:
            return reach
        reach |= more


def _told(cause: Outcome, explains: int, missed: Mapping[type[Fact], Unlearnt]) -> Diagnosis:
    """The cause with its next step."""
    name, said = cause.finding.check, words(cause.finding.check)
    step, who = _step(cause, missed)
    return Diagnosis(cause=name, explains=explains, next=step or said.next, who=who or said.who)


def told(outcome: Outcome, missed: Mapping[type[Fact], Unlearnt]) -> Finding:
    """A finding with the next step of its own case, where that is not what its words say."""
    finding, step, who = outcome.finding, "", ""
    if finding.status in (Status.FAIL, Status.WARN, Status.UNKNOWN):
        step, who = _step(outcome, missed)
    if finding.status is Status.BLOCKED and finding.blocked_by:
        first = words(finding.blocked_by)
        step, who = f"First see to what it waits for: “{first.title}”.", first.who
    return finding.model_copy(update={"next": step, "who": who})


def _step(outcome: Outcome, missed: Mapping[type[Fact], Unlearnt]) -> tuple[str, str]:
    """What to do and who can, "" = as the words say; where the org would not say, how to learn."""
    name, why = outcome.finding.check, outcome.unlearnt
    lacking = list(missed.values()) if name == "bot-can-see" else [why] if why else []
    if name == "bot-connected" and why and (ours := refusal(why.code, why.says)):
        return ours.next, ours.who
    if wanted := grants(one for one in lacking if one.why in _GRANTED):
        step = f"Give the bot's user in Salesforce: {', '.join(wanted)}; then check again."
        return step, "System Administrator"
    if lacking:
        step, who = _NEXT.get(lacking[0].why, ("", ""))
        return step or outcome.step, who or outcome.who
    return outcome.step, outcome.who
