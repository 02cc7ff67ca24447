"""What a look shows of each check, put together for a walkthrough."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from intents.check import Group
from intents.checks import CHECKS
from intents.finding import Finding, Status
from intents.intent import Track
from intents.reply import Report
from intents.walk import Seen

_WORST = (
    Status.FAIL,
    Status.BLOCKED,
    Status.UNKNOWN,
    Status.WARN,
    Status.MANUAL,
    Status.OK,
    Status.NOT_APPLICABLE,
)


def found_in(report: Report, track: Track | None) -> dict[str, Seen]:
    """Each check of the report with the worst finding that weighs; of all where none does.

    A check of the other article does not apply: where `track` is asked for, that proves nothing.
    """
    by: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by.setdefault(finding.check, []).append(finding)
    worst = {name: _worst(found) for name, found in by.items()}
    return {name: _seen(finding, worst, track) for name, finding in worst.items()}


def _elsewhere(finding: Finding) -> bool:
    """Whether a check does not apply because the org is judged by the other article."""
    check = CHECKS.get(finding.check)
    return (
        finding.status is Status.NOT_APPLICABLE
        and check is not None
        and check.group in (Group.ECA, Group.LEGACY)
    )


def _worst(found: Sequence[Finding]) -> Finding:
    weighing = [f for f in found if f.decisive] or found
    return min(weighing, key=lambda f: _WORST.index(f.status))


def _seen(finding: Finding, worst: dict[str, Finding], track: Track | None) -> Seen:
    root = _root(finding, worst)
    good = root.status in (Status.OK, Status.NOT_APPLICABLE)
    unproven = (good and root is not finding) or (track is not None and _elsewhere(finding))
    return Seen(
        status=Status.UNKNOWN if unproven else root.status,
        seen=root.evidence.seen,
        wanted=root.evidence.wanted,
        at=finding.evidence.at,
        behind="" if root is finding else root.check,
    )


def _root(finding: Finding, worst: dict[str, Finding]) -> Finding:
    """Of something blocked: the first thing up the chain that is not blocked itself."""
    seen = {finding.check}
    at = finding
    while at.status is Status.BLOCKED and at.blocked_by in worst and at.blocked_by not in seen:
        at = worst[at.blocked_by]
        seen.add(at.check)
    return at


def is_sandbox(setup_url: str) -> bool | None:
    """The kind of org by its address; None where there is none, or it is no Salesforce host.

    Source: Salesforce Help, My Domain URL formats: sandboxes and scratch orgs say so in their
    host, before enhanced domains by `--` in its first label.
    """
    host = urlsplit(setup_url).hostname or ""
    first, _, rest = host.partition(".")
    if not rest.endswith("force.com"):
        return None
    return rest.startswith(("sandbox.", "scratch.")) or "--" in first
