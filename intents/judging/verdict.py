"""The one word of a report."""

from collections.abc import Iterable, Sequence

from intents.check import Group
from intents.finding import Finding, Status
from intents.judging.outcomes import Outcome
from intents.reply import Verdict

_ASIDE = (Status.NOT_APPLICABLE, Status.MANUAL)
_ORDER = (Status.FAIL, Status.UNKNOWN, Status.BLOCKED, Status.WARN)


def verdict(outcomes: Sequence[Outcome], among: Iterable[Outcome] | None = None) -> Verdict:
    """What `among` (all, if not given) comes to; `outcomes` is the whole report.

    `fail` if a decisive check fails, else `unknown` if one is unknown, blocked by an unknown, or
    none applied, else `warn` if anything warns, else `ok`. *Bot → org* never makes it `fail`.
    """
    part = list(outcomes if among is None else among)
    weighty = [o for o in part if o.finding.decisive]
    ours = [o for o in weighty if o.group is Group.BOT]
    theirs = [o for o in weighty if o.group is not Group.BOT]
    if any(o.finding.status is Status.FAIL for o in theirs):
        return Verdict.FAIL
    applied = [o for o in theirs or ours if o.finding.status not in _ASIDE]
    blind = any(o.finding.status is Status.FAIL for o in ours)
    if not applied or blind or any(_open(o.finding, outcomes) for o in weighty):
        return Verdict.UNKNOWN
    warns = any(o.finding.status is Status.WARN for o in part)
    return Verdict.WARN if warns else Verdict.OK


def worst(outcomes: Iterable[Outcome], check: str) -> Status | None:
    """The worst that weighs of what a check said; None where it said nothing bad."""
    said = {o.finding.status for o in outcomes if o.finding.check == check and o.finding.decisive}
    return next((status for status in _ORDER if status in said), None)


def _open(finding: Finding, outcomes: Sequence[Outcome]) -> bool:
    """Unknown, or blocked by something that is not known in the end."""
    seen: set[str] = set()
    status, by = finding.status, finding.blocked_by
    while status is Status.BLOCKED and by and by not in seen:
        seen.add(by)
        status = worst(outcomes, by) or Status.UNKNOWN
        nexts = (o.finding for o in outcomes if o.finding.check == by)
        by = next((f.blocked_by for f in nexts if f.status is Status.BLOCKED), None)
    return status in (Status.UNKNOWN, Status.BLOCKED)
