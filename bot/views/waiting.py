"""What is blocked, told together: twenty lines that wait for one thing are one line."""

from collections.abc import Iterable

from bot.views.wording import Speak
from intents.finding import Finding, Status


def waiting(findings: Iterable[Finding], speak: Speak, most: int = 99) -> list[str]:
    """Everything blocked, in one line for each thing that stands at the root of it.

    Args:
        findings: all of them; what is not blocked is left out.
        speak: the words of each check.
        most: titles named in a line; of the rest the number is told.
    """
    behind = {f.check: f.blocked_by or "" for f in findings if f.status is Status.BLOCKED}
    by: dict[str, list[str]] = {}
    for check in behind:
        by.setdefault(_root(check, behind), []).append(speak(check).title)
    named = ((f"“{speak(root).title}”" if root else "another", by[root]) for root in by)
    return [_line(cause, titles, most) for cause, titles in named]


def _root(check: str, behind: dict[str, str]) -> str:
    """The first thing up the chain that is not blocked itself."""
    seen = {check}
    while (check := behind.get(check, "")) in behind and check not in seen:
        seen.add(check)
    return check


def _line(cause: str, titles: list[str], most: int) -> str:
    more = f" and {len(titles) - most} more" if len(titles) > most else ""
    wait = "wait" if len(titles) > 1 else "waits"
    return f"{len(titles)} {wait} for {cause}: {', '.join(titles[:most])}{more}"
