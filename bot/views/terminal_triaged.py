"""What a paste is, in a terminal."""

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text

from bot.views.terminal_report import below, pairs, plain
from intents.replies.triaged import Answer, Triaged

UNKNOWN = "I do not know this error."
_SEND = "Send the whole text of the page, its address, and the user's last row in Login History."


def triaged(told: Triaged) -> RenderableType:
    """Each error with its cause, next step and walkthrough; then what it is not."""
    parts: list[RenderableType] = []
    for answer in told.recognised:
        parts += [plain(f"{answer.code}: {answer.name}", "bold"), pairs(_rows(answer)), Text()]
    if not told.recognised:
        parts += [Text(UNKNOWN, "bold"), Text(_SEND), Text()]
    if told.not_these:
        parts += [Text("Not these", "bold"), *map(below, told.not_these), Text()]
    return Lines(*parts, *secrets_cut(told))


def _rows(answer: Answer) -> list[tuple[str, str]]:
    return [
        ("Cause", answer.cause),
        ("Next", answer.next),
        ("Who", answer.who),
        ("Read", ", ".join(answer.explains)),
        ("Org says", org_says(answer)),
        ("Checks", ", ".join(answer.checks)),
        ("Walkthrough", answer.playbook),
        ("Ask for", answer.ask),
        ("Source", answer.source),
    ]


def org_says(answer: Answer) -> str:
    """Whether the org confirms it; "" = nobody looked, or it would not say."""
    if answer.confirmed_by:
        return f"yes, confirmed by {', '.join(answer.confirmed_by)}"
    if answer.refuted_by:
        return f"no, {', '.join(answer.refuted_by)} are as they should be"
    return ""


def secrets_cut(told: Triaged) -> list[RenderableType]:
    """Which secrets were cut, and what to revoke."""
    if not told.secrets_removed:
        return []
    lines: list[RenderableType] = [
        Text("There were secrets in it. I cut them; whoever saw them has them.", "bold yellow")
    ]
    lines += [below(f"{r.kind} ({r.count}): {r.revoke}") for r in told.secrets_removed]
    return lines
