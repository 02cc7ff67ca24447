"""A proof, and a lesson → terminal. Whoever runs the program may see names."""

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.views.outside import clean
from bot.views.signs import sign
from bot.views.terminal_report import below, pairs, plain
from bot.views.wording import Speak
from intents.replies.told import Exhibit, Lesson, Proof


def proof(told: Proof, speak: Speak) -> RenderableType:
    """Queries stand on lines of their own, whole, to be copied."""
    lines: list[RenderableType] = [plain(f"Evidence: {speak(told.check).title}", "bold")]
    for finding in told.findings:
        seen, wanted = finding.evidence.seen, finding.evidence.wanted
        mark = sign(finding)
        text = f"{mark}: {finding.subject}: seen {seen}; wanted {wanted}"
        lines.append(plain(f"{text} ({finding.evidence.grade})", mark.style))
    for exhibit in told.exhibits:
        lines += _exhibit(exhibit)
    first = told.findings[0].evidence
    return Lines(*lines, plain(f"as {first.by}, API {first.api}, {first.at}", "dim"))


def _exhibit(exhibit: Exhibit) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(), plain(f"{exhibit.about} ({exhibit.tool})", "bold")]
    lines.append(Text(clean(exhibit.asked)))
    if exhibit.refused:
        return [*lines, below(f"no answer: {exhibit.refused}")]
    lines += [Padding(Text(clean(row)), (0, 0, 0, 2)) for row in exhibit.rows]
    more = f"… and {exhibit.more} more" if exhibit.rows else "no row came back"
    return [*lines, below(more, "dim")] if exhibit.more or not exhibit.rows else lines


def lesson(told: Lesson) -> RenderableType:
    """Headings, and what is said under them."""
    lines: list[RenderableType] = [plain(told.title, "bold"), plain(told.lead)]
    for part in told.parts:
        if part.says or part.steps:
            lines += [Text(), plain(part.title, "bold"), *map(plain, part.says.splitlines())]
            lines += [below(f"{n}. {step}") for n, step in enumerate(part.steps, 1)]
    where = f"{told.where} ({told.path})" if told.path else told.where
    return Lines(*lines, Text(), pairs([("Where", where), ("Source", told.source)]))
