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
from bot.views.terminal_report import grid, page, pairs, plain, report
from bot.views.terminal_told import lesson, proof
from bot.views.usage import COMMANDS, example
from bot.views.wording import Speak, named, spoken
from intents.case import CaseView, summary
from intents.intent import CheckOrg
from intents.reply import Explanation, Note, Progress, Reply, Report, Usage
from intents.sheet import Sheet
from intents.told import Lesson, Proof

_STAGE = {"complete": ("✓", "green"), "in_progress": ("▸", "bold cyan"), "pending": ("○", "dim")}


def terminal(
    reply: Reply, *, program: str = "sixsense", again: CheckOrg | None = None, speak: Speak = spoken
) -> RenderableType:
    """Any reply as something rich can print; a `Progress` is made to be redrawn in place.

    Args:
        reply: what to tell.
        program: how this program is called, for the examples.
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
        case Usage():
            return _usage(reply, program)
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
    finding, words = explained.finding, speak(explained.finding.check)
    mark = sign(finding)
    steps = [plain(f"  {n}. {line}") for n, line in enumerate(words.fix, 1)]
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


def _usage(usage: Usage, program: str) -> RenderableType:
    unknown = f"I do not understand “{short(usage.unknown, 120)}”" if usage.unknown else ""
    wrong = ": ".join(text for text in (unknown, usage.why) if text)
    first = [plain(wrong)] if wrong else []
    if usage.near:
        first.append(plain(f"Did you mean: {' or '.join(usage.near)}", "bold"))
    table = grid(2)
    for command, what in COMMANDS:
        table.add_row(plain(f"{program} {example(command, usage.orgs)}", "bold"), Text(what))
    known = [plain(f"Orgs I know: {', '.join(usage.orgs)}", "dim")] if usage.orgs else []
    return Lines(*first, table, *known)


def _note(note: Note) -> RenderableType:
    near = f"Did you mean: {' or '.join(note.near)}" if note.near else ""
    then = " ".join((note.next, *note.who))
    return Lines(*(plain(text) for text in (note.says, near, then) if text))


def _sheet(told: Sheet) -> RenderableType:
    lines = [plain(told.title, "bold"), *([plain(told.lead)] if told.lead else [])]
    for line in told.lines:
        mark = MARK.get(line.mark)
        lines.append(
            plain(
                f"{mark.symbol if mark else ' '} {' '.join((line.text, *line.who))}",
                mark.style if mark else "",
            )
        )
        lines += [plain(f"  {line.detail} {line.by}".rstrip(), "dim")] if line.detail else []
        lines += [plain(f"  {way.label}: {way.url}") for way in line.ways if way.url]
    lines += [plain(f"{way.label}: {way.url}") for way in told.ways if way.url]
    return Lines(*lines, *([plain(told.small, "dim")] if told.small else []))


#: Replies that need nothing but themselves, by type.
_PLAIN: dict[type, Callable[[Any], RenderableType]] = {
    Note: _note,
    Sheet: _sheet,
    Lesson: lesson,
    CaseView: lambda view: plain(summary(view.case)),
}
