"""Reply → terminal, by rich: the front, and the short replies.

Only `Text` and grids: no markup is parsed, so text of an org stays text. rich itself honours
NO_COLOR and narrow terminals (rich docs, Console API).
"""

from collections.abc import Callable
from typing import Any

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text

from bot.views import sentences
from bot.views.groups import stages
from bot.views.outside import short
from bot.views.signs import MARK, sign
from bot.views.terminal_report import below, page, pairs, plain, report
from bot.views.terminal_told import lesson, proof
from bot.views.wording import Speak, named, of_case, spoken
from intents.case import CaseView, summary
from intents.intent import CheckOrg
from intents.replies.sheet import Sheet
from intents.replies.told import Lesson, Proof
from intents.reply import Explanation, Note, Progress, Reply, Report, Usage

_STAGE = {"complete": ("✓", "green"), "in_progress": ("▸", "bold cyan"), "pending": ("○", "dim")}


def terminal(
    reply: Reply, *, again: CheckOrg | None = None, speak: Speak = spoken
) -> RenderableType:
    """Any reply as something rich can print; a `Progress` is made to be redrawn in place.

    Args:
        reply: what to tell.
        again: the intent of the run: whether only some checks were asked for.
        speak: the words of each check.
    """
    match reply:
        case Report():
            return report(reply, again, speak)
        case Progress():
            return _progress(reply)
        case Explanation():
            return _explanation(reply, speak)
        case Proof():
            return proof(reply, speak)
        case _:
            return _PLAIN[type(reply)](reply)


def _progress(progress: Progress) -> RenderableType:
    waiting = progress.stage == "queued"
    title = f"{'Waiting to check' if waiting else 'Checking'} {short(progress.org, 80)}…"
    lines = [Text(title, "bold")]
    for _, name, status in stages(progress):
        symbol, style = _STAGE[status]
        lines.append(Text(f"  {symbol} {name}", style))
    return Lines(*lines)


def _explanation(explained: Explanation, speak: Speak) -> RenderableType:
    finding, words = explained.finding, of_case(explained.finding, speak)
    mark = sign(finding)
    steps = [below(f"{n}. {line}") for n, line in enumerate(words.fix, 1)]
    told = [
        ("Seen", sentences.observed(finding, speak)),
        ("Why", words.why),
        ("Next", words.next),
        ("Where", words.label),
        ("Who", words.who),
        ("Source", words.source),
    ]
    title = plain(f"{mark}: {named(words, finding.status)}", f"bold {mark.style}")
    notes = [plain(text) for text in words.notes]
    return Lines(title, pairs(told), *steps, *notes, *page(explained.setup_url, words))


def _usage(usage: Usage) -> RenderableType:
    """What was wrong and perhaps meant; all that can be typed here, the program itself lists."""
    unknown = f"I do not understand “{short(usage.unknown, 120)}”" if usage.unknown else ""
    wrong = ": ".join(text for text in (unknown, usage.why) if text)
    near = [f"Did you mean: sixsense {command}" for command in usage.near]
    said = [plain(wrong)] if wrong else []
    return Lines(*said, *(plain(line, "bold") for line in near), plain("See: sixsense --help"))


def _note(note: Note) -> RenderableType:
    near = f"Did you mean: {' or '.join(note.near)}" if note.near else ""
    then = " ".join((note.next, *note.who))
    return Lines(*(plain(text) for text in (note.says, near, then) if text))


def _sheet(told: Sheet) -> RenderableType:
    lines: list[RenderableType] = [plain(told.title, "bold")]
    lines += [plain(told.lead)] if told.lead else []
    for line in told.lines:
        mark = MARK.get(line.mark)
        lines.append(
            plain(
                f"{mark.symbol if mark else ' '} {' '.join((line.text, *line.who))}",
                mark.style if mark else "",
            )
        )
        lines += [below(f"{line.detail} {line.by}".rstrip(), "dim")] if line.detail else []
        lines += [below(f"{way.label}: {way.url}") for way in line.ways if way.url]
    lines += [plain(f"{way.label}: {way.url}") for way in told.ways if way.url]
    return Lines(*lines, *([plain(told.small, "dim")] if told.small else []))


#: Replies that need nothing but themselves, by type.
_PLAIN: dict[type, Callable[[Any], RenderableType]] = {
    Note: _note,
    Usage: _usage,
    Sheet: _sheet,
    Lesson: lesson,
    CaseView: lambda view: plain(summary(view.case)),
}
