"""The findings by group, as a `plan` block or as classic sections. Both say the same.

Source: Slack docs, Block Kit, plan block and task card. Titles are bare strings and there is no
status for warnings, so every title begins with the word.
"""

from collections.abc import Sequence

from bot.views.blocks import rich_lines, section
from bot.views.message import Block
from bot.views.outside import bare, escaped
from bot.views.redaction import masked
from bot.views.sentences import about, counts, said_of
from bot.views.signs import GROUP, STATUS, confirmed, rank, sign
from bot.views.waiting import waiting
from bot.views.wording import Speak
from intents.check import Group
from intents.finding import Finding, Status
from intents.reply import Progress

#: Lines per group on the anchor, from roomy to tight; the rest is in the thread.
DETAIL = (6, 3, 1)
_LINE = 220  # characters: the longest of our own, its two values whole

#: The card's icon. An open circle for what is not established, or not asked: a tick would claim it.
_CARD = {
    Status.OK: "complete",
    Status.WARN: "complete",
    Status.FAIL: "error",
    Status.MANUAL: "pending",
    Status.UNKNOWN: "pending",
    Status.BLOCKED: "pending",
    Status.NOT_APPLICABLE: "pending",
}
_SAYS = (Status.OK, Status.FAIL, Status.NOT_APPLICABLE)
_STAGES = (
    ("signing-in", "Sign in to the org"),
    ("reading", "Read its settings"),
    ("judging", "Judge what was read"),
)

#: Fine, or told together in one line.
_SILENT = frozenset({Status.OK, Status.NOT_APPLICABLE, Status.BLOCKED})

Grouped = tuple[tuple[Group, list[Finding]], ...]


def grouped(findings: Sequence[Finding], speak: Speak) -> Grouped:
    """Findings by group, in the catalogue's order, the worst first within each."""
    ordered = sorted(findings, key=lambda f: rank(f.status))
    found = ((g, [f for f in ordered if speak(f.check).group is g]) for g in Group)
    return tuple((group, members) for group, members in found if members)


def plan(groups: Grouped, title: str, speak: Speak, detail: int = DETAIL[0]) -> Block:
    """What was checked, one card for each group."""
    return _plan(title, [_card(group, found, speak, detail) for group, found in groups])


def classic(groups: Grouped, title: str, speak: Speak, detail: int = DETAIL[0]) -> list[Block]:
    """The same as sections, for clients and workspaces that do not draw plans."""
    drawn = [section(f"*{escaped(title, 200)}*")]
    for group, members in groups:
        lines = [escaped(line, _LINE + 40) for line in lines_of(members, speak, detail)]
        drawn.append(section(f"*{_title(group, members)}*", *(f"• {line}" for line in lines)))
    return drawn


def lines_of(members: Sequence[Finding], speak: Speak, detail: int) -> list[str]:
    """What is not fine in a group, in one line each, and how many more the thread has."""
    open_ = [f for f in members if f.status not in _SILENT]
    lines = [f"{sign(f)}: {subjected(f, said_of(f, speak))}" for f in open_[:detail]]
    if more := len(open_) - len(lines):
        lines.append(f"and {more} more in the thread")
    waits = waiting(members, speak, most=4)
    lines += [f"{STATUS[Status.BLOCKED].symbol} {line}" for line in waits[:detail]]
    if more := len(waits) - detail:
        lines += [f"and more that waits for {more} other things"] if more > 0 else []
    return [bare(line, _LINE) for line in lines]


def subjected(finding: Finding, said: str) -> str:
    """The sentence with whom or what it is about, where that is not the app itself."""
    subject = masked(about(finding))
    return f"{said} ({subject})" if subject else said


def stages(progress: Progress) -> list[tuple[str, str, str]]:
    """The real stages of a check with their card status: id, title, status."""
    names = [name for name, _ in _STAGES]
    now = names.index(progress.stage) if progress.stage in names else -1
    return [(name, title, _stage(at, now)) for at, (name, title) in enumerate(_STAGES)]


def live_plan(progress: Progress, title: str) -> Block:
    """The plan while it runs."""
    return _plan(title, [_task(*stage) for stage in stages(progress)])


def live_classic(progress: Progress) -> Block:
    """The same as lines."""
    said = {"complete": "✓ done", "in_progress": "▸ now", "pending": "○ to come"}
    return section(*(f"{said[status]}: {title}" for _, title, status in stages(progress)))


def _stage(at: int, now: int) -> str:
    if at == now:
        return "in_progress"
    return "complete" if at < now else "pending"


def _title(group: Group, members: Sequence[Finding]) -> str:
    worst = members[0]
    shown = STATUS[Status.OK] if confirmed(worst) else sign(worst)
    alike = len({sign(f) for f in members}) == 1
    return f"{shown} · {GROUP[group]} ({len(members) if alike else counts(members)})"


def _card(group: Group, members: Sequence[Finding], speak: Speak, detail: int) -> Block:
    worst = members[0]
    status = "complete" if confirmed(worst) else _CARD[worst.status]
    title = _title(group, members)
    if worst.status in _SAYS:  # the card's own icon is the symbol already
        _, title = title.split(" ", 1)
    card = _task(group.value, title, status)
    if lines := lines_of(members, speak, detail):
        card["output"] = rich_lines(lines)
    return card


def _task(name: str, title: str, status: str) -> Block:
    return {"task_id": name, "title": bare(title, 150), "status": status}


def _plan(title: str, tasks: list[Block]) -> Block:
    return {"type": "plan", "title": bare(title, 150), "tasks": tasks}
