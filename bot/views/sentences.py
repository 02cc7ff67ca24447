"""The report in plain sentences, the same at every door. Not escaped: each door does its own."""

from collections import Counter
from collections.abc import Iterable

from bot.views.signs import VERDICT, Sign, confirmed, rank
from bot.views.wording import Speak, named
from intents.fact import Cost
from intents.finding import Finding, Status
from intents.intent import CheckOrg, Track
from intents.reply import Plane, Report, Verdict

_TRACK = {
    Track.ECA: "External Client App",
    Track.LEGACY: "Connected App (legacy; 6sense supports only the External Client App)",
    Track.MIXED: "External Client App, with a legacy Connected App still there",
    Track.NONE: "nothing of 6sense yet; new set-up as External Client App",
    Track.UNKNOWN: "not known; check again “as eca” or “as legacy”",
}

_COUNTED = {
    Status.OK: "ok",
    Status.WARN: "warning",
    Status.FAIL: "fail",
    Status.MANUAL: "for a person",
    Status.UNKNOWN: "unknown",
    Status.BLOCKED: "waiting",
    Status.NOT_APPLICABLE: "not applicable",
}

_LINE = 140  # what was wanted is left out where both would not fit one line

#: Neither good nor waiting for a person: what a cause can explain.
TROUBLE = frozenset({Status.FAIL, Status.WARN, Status.UNKNOWN, Status.BLOCKED})


def verdict(report: Report, org: str, *, part: bool = False) -> tuple[Sign, str]:
    """The first sentence: sign, and what it means for `org` (already fit to be shown)."""
    sign = VERDICT[report.verdict]
    if report.ended == "cancelled":
        return Sign("■", "Cancelled", sign.style), f"the check of {org} was stopped before its end"
    if report.ended == "timed-out":
        return Sign("■", "Timed out", sign.style), f"the check of {org} ran out of time"
    if part:
        return sign, _OF_PART[report.verdict].format(org=org)
    return sign, _OF_ORG[report.verdict].format(org=org)


_OF_ORG = {
    Verdict.OK: "{org} is set up for 6sense",
    Verdict.WARN: "{org} is set up for 6sense, but something needs a look",
    Verdict.FAIL: "{org} is not set up for 6sense",
    Verdict.UNKNOWN: "I could not see whether {org} is set up for 6sense",
}
_OF_PART = {
    Verdict.OK: "{org}: what you asked about is as it should be",
    Verdict.WARN: "{org}: what you asked about needs a look",
    Verdict.FAIL: "{org}: what you asked about is not as it should be",
    Verdict.UNKNOWN: "{org}: I could not see what you asked about",
}


def unfinished(report: Report) -> str:
    """What a stopped check still tells; "" for one that ran to its end."""
    if report.ended == "done":
        return ""
    if report.verdict is Verdict.UNKNOWN:
        return "What was not read by then is unknown."
    word = VERDICT[report.verdict].word.lower()
    return f"What was read by then says: {word}. What was not read is unknown."


def part(again: CheckOrg | None) -> bool:
    """Whether only some checks were asked for: the verdict then speaks for those alone."""
    return bool(again and again.only)


def cause(report: Report, speak: Speak) -> str:
    """What is behind it: the cause in words and, where one explains others, how many."""
    if report.diagnosis is None:
        return ""
    why, trouble = report.diagnosis.cause, troubled(report)
    finding = culprit(report)
    said = said_of(finding, speak) if finding else why
    explains = min(report.diagnosis.explains, len(trouble))
    if len(trouble) > 1 and explains:
        return f"{said} (explains {explains} of {len(trouble)} findings)"
    return said


def culprit(report: Report) -> Finding | None:
    """The finding the diagnosis names, if it names one."""
    mine = [f for f in report.findings if report.diagnosis and f.check == report.diagnosis.cause]
    return min(mine, key=lambda f: rank(f.status), default=None)


def said_of(finding: Finding, speak: Speak) -> str:
    """A finding in one line: what is so, what was seen, what was wanted."""
    title, seen = named(speak(finding.check), finding.status), observed(finding, speak)
    return f"{title}: {seen}" if seen else title


def observed(finding: Finding, speak: Speak) -> str:
    """What was seen against what was wanted; for a blocked one, what it waits for."""
    evidence = finding.evidence
    if finding.status is Status.BLOCKED and finding.blocked_by:
        return f"waits for “{speak(finding.blocked_by).title}”"
    if finding.status is Status.UNKNOWN and evidence.grant:
        return f"{evidence.seen or 'not seen'}; grant {evidence.grant} to show it"
    if finding.status is Status.MANUAL and not confirmed(finding):
        return ""  # nothing was: that is the point
    compared = evidence.seen and evidence.wanted and finding.status in (Status.FAIL, Status.WARN)
    if compared and len(evidence.seen) + len(evidence.wanted) <= _LINE:
        return f"{evidence.seen}, wanted {evidence.wanted}"
    return evidence.seen


def about(finding: Finding) -> str:
    """Whom or what it is about, where one check has several subjects; else "".

    `user:integration` is a role, `user:a@b.example` a name, `object:Lead` a thing.
    """
    kind, _, name = finding.subject.partition(":")
    role = kind == "user" and name.isalpha()
    return f"{name} user" if role else name


def troubled(report: Report) -> list[Finding]:
    """Everything that is not as it should be or could not be seen, worst first."""
    found = [f for f in report.findings if f.status in TROUBLE]
    return sorted(found, key=lambda f: rank(f.status))


def todo(findings: Iterable[Finding]) -> list[Finding]:
    """What only a person can see and nobody has confirmed yet."""
    return [f for f in findings if f.status is Status.MANUAL and not confirmed(f)]


def counts(findings: Iterable[Finding]) -> str:
    """`2 fail, 1 unknown, 9 ok`: every status that occurs, worst first."""
    found = list(findings)
    said = [f"{n} confirmed"] if (n := sum(map(confirmed, found))) else []
    tally = Counter(f.status for f in found if not confirmed(f))
    said += [f"{tally[s]} {_COUNTED[s]}" for s in sorted(tally, key=rank)]
    return ", ".join(said) or "nothing to check"


def planes(report: Report) -> tuple[tuple[str, Plane], ...]:
    """The three lines at the top of a report, by name."""
    of = report.planes
    return (
        ("bot → org", of.bot_to_org),
        ("6sense → org", of.sixsense_to_org),
        ("you → org", of.you_to_org),
    )


def track(report: Report) -> str:
    """Which set-up the org follows."""
    return _TRACK[report.track]


def spent(cost: Cost) -> str:
    """`2 requests, 21 API calls, 0.4 s`."""
    requests = _many(cost.requests, "request")
    return f"{requests}, {_many(cost.api_calls, 'API call')}, {cost.seconds:.1f} s"


def coverage(report: Report) -> str:
    """How much the org let us see."""
    return f"saw {report.coverage.seen} of {report.coverage.total} facts"


def _many(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def looked_at(report: Report) -> str:
    """When the newest fact was learnt (UTC, ISO 8601); "" if nothing was."""
    return max((f.evidence.at for f in report.findings), default="")
