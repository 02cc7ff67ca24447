"""Reply → terminal, by rich. Cause first, then what is not fine, then one line for what is.

Only `Text` and grids: no markup is parsed, so text of an org stays text. rich itself honours
NO_COLOR and narrow terminals (rich docs, Console API).
"""

from collections.abc import Iterable

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.views import sentences
from bot.views.groups import grouped, stages
from bot.views.outside import clean, instant, short, url
from bot.views.signs import GROUP, STATUS, VERDICT, sign
from bot.views.usage import COMMANDS, example
from bot.views.wording import Speak, spoken
from intents.finding import Finding, Grade, Status
from intents.intent import CheckOrg
from intents.reply import Explanation, Note, Progress, Reply, Report, Usage

_LONG = 600
_FINE = frozenset({Status.OK, Status.NOT_APPLICABLE})
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
            return _report(reply, again, speak)
        case Progress():
            return _progress(reply)
        case Explanation():
            return _explanation(reply, speak)
        case Usage():
            return _usage(reply, program)
        case Note():
            return _note(reply)


def _report(report: Report, again: CheckOrg | None, speak: Speak) -> RenderableType:
    mark, said = sentences.verdict(report, short(report.org, 80), part=sentences.part(again))
    parts: list[RenderableType] = [Text(f"{mark}: {said}", f"bold {mark.style}")]
    if stopped := sentences.unfinished(report):
        parts.append(Text(stopped))
    parts += [_answer(report, speak), Text(), _planes(report)]
    for group, members in grouped(report.findings, speak):
        if open_ := [f for f in members if f.status not in _FINE]:
            parts += [Text(), Text(GROUP[group], "bold"), _findings(open_, report, speak)]
    fine = [f.check for f in report.findings if f.status in _FINE]
    if fine:
        names = ", ".join(dict.fromkeys(fine))
        parts += [Text(), Text(f"{STATUS[Status.OK].symbol} {len(fine)} fine: {names}", "dim")]
    return Lines(*parts, Text(), *_small_print(report))


def _answer(report: Report, speak: Speak) -> RenderableType:
    lines = []
    if report.diagnosis:
        lines = [
            ("Cause", sentences.cause(report, speak)),
            ("Next", report.diagnosis.next),
            ("Who", report.diagnosis.who),
        ]
    if culprit := sentences.culprit(report):
        words = speak(culprit.check)
        lines.append(("Where", _page(report.setup_url, words.path, words.label)))
    if left := sentences.todo(report.findings):
        lines.append(("You", f"{len(left)} to look at: only a person can see these"))
    return _pairs(lines)


def _planes(report: Report) -> Table:
    grid = _grid(3)
    for name, plane in sentences.planes(report):
        identity = f"as {plane.identity}" if plane.identity else ""
        said = ": ".join(text for text in (identity, plane.why) if text)
        mark = VERDICT[plane.state]
        grid.add_row(Text(name), Text(str(mark), mark.style), _plain(said))
    return grid


def _findings(found: Iterable[Finding], report: Report, speak: Speak) -> Table:
    grid = _grid(2)
    for finding in found:
        words, mark = speak(finding.check), sign(finding)
        about = "" if finding.subject == "app" else f" ({finding.subject})"
        grid.add_row(Text(str(mark), mark.style), _plain(f"{words.title}{about}", "bold"))
        seen = sentences.observed(finding, speak)
        if finding.evidence.grade is Grade.ATTESTED:
            seen = f"by {finding.evidence.by}, {finding.evidence.at}"
        for line in (seen, _page(report.setup_url, words.path, words.label)):
            if line:
                grid.add_row("", _plain(line))
    return grid


def _small_print(report: Report) -> list[Text]:
    moment = instant(sentences.looked_at(report))
    facts = [
        f"receipt {report.receipt}" if report.receipt else "",
        sentences.spent(report.cost),
        sentences.coverage(report),
        moment.strftime("%Y-%m-%d %H:%M:%S %Z") if moment else "",
    ]
    why = f" ({report.track_why})" if report.track_why else ""
    lines = [f"Set-up: {sentences.track(report)}{why}", " · ".join(f for f in facts if f)]
    lines += [f"not seen: {missing}" for missing in report.coverage.missing]
    return [_plain(line, "dim") for line in lines]


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
    steps = [_plain(f"  {n}. {line}") for n, line in enumerate(words.fix, 1)]
    pairs = [
        ("Seen", sentences.observed(finding, speak)),
        ("Why", words.why),
        ("Next", words.next),
        ("Where", _page(explained.setup_url, words.path, words.label)),
        ("Who", words.who),
        ("Source", words.source),
    ]
    return Lines(_plain(f"{mark}: {words.title}", f"bold {mark.style}"), _pairs(pairs), *steps)


def _usage(usage: Usage, program: str) -> RenderableType:
    first = [_plain(f"I do not understand: {short(usage.unknown, 120)}")] if usage.unknown else []
    if usage.near:
        first.append(_plain(f"Did you mean {' or '.join(usage.near)}?", "bold"))
    grid = _grid(2)
    for command, what in COMMANDS:
        grid.add_row(_plain(f"{program} {example(command, usage.orgs)}", "bold"), Text(what))
    known = [_plain(f"Orgs I know: {', '.join(usage.orgs)}", "dim")] if usage.orgs else []
    return Lines(*first, grid, *known)


def _note(note: Note) -> RenderableType:
    near = f"Did you mean {' or '.join(note.near)}?" if note.near else ""
    return Lines(*(_plain(text) for text in (note.says, near, note.next) if text))


def _page(base: str, path: str, label: str) -> str:
    return ": ".join(text for text in (label, url(base, path)) if text)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Table:
    grid = _grid(2)
    for name, said in pairs:
        if said:
            grid.add_row(Text(name, "bold"), _plain(said))
    return grid


def _grid(columns: int) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for at in range(columns):
        last = at == columns - 1
        grid.add_column(no_wrap=not last, overflow="fold")
    return grid


def _plain(text: str, style: str = "") -> Text:
    return Text(short(clean(text), _LONG), style)
