"""A report in a terminal: cause first, then what is not fine, then one line for what is."""

from collections.abc import Iterable, Sequence

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.views import sentences
from bot.views.groups import grouped
from bot.views.outside import instant, short, url
from bot.views.signs import GROUP, STATUS, VERDICT, sign
from bot.views.typed_here import here
from bot.views.waiting import waiting
from bot.views.wording import Speak, Wording, named
from intents.finding import Finding, Grade, Status
from intents.intent import CheckOrg
from intents.reply import Report

_LONG = 600
_FINE = (Status.OK, Status.NOT_APPLICABLE)


def report(told: Report, again: CheckOrg | None, speak: Speak) -> RenderableType:
    """The whole report, identities included: whoever runs the program may see them."""
    mark, said = sentences.verdict(told, short(told.org, 80), part=sentences.part(again))
    parts: list[RenderableType] = [Text(f"{mark}: {said}", f"bold {mark.style}")]
    if stopped := sentences.unfinished(told):
        parts.append(Text(stopped))
    parts += [pairs(_answer(told, speak)), Text(), _planes(told)]
    for group, members in grouped(told.findings, speak):
        if lines := _members(members, speak):
            parts += [Text(), Text(GROUP[group], "bold"), *lines]
    if folded := [_folded(told, status) for status in _FINE if _of(told, status)]:
        parts += [Text(), *folded]
    return Lines(*parts, *_pages(told, speak), Text(), *_small_print(told))


def _folded(told: Report, status: Status) -> RenderableType:
    """What asks for nothing, by name."""
    found = _of(told, status)
    word = "fine" if status is Status.OK else "not for this org"
    return plain(f"{STATUS[status].symbol} {len(found)} {word}: {', '.join(found)}", "dim")


def _of(told: Report, status: Status) -> list[str]:
    return list(dict.fromkeys(f.check for f in told.findings if f.status is status))


def _answer(told: Report, speak: Speak) -> list[tuple[str, str]]:
    lines = []
    if told.diagnosis:
        lines = [
            ("Cause", sentences.cause(told, speak)),
            ("Next", told.diagnosis.next),
            ("Who", told.diagnosis.who),
        ]
    if culprit := sentences.culprit(told):
        lines.append(("Where", speak(culprit.check).label))
    if left := len(sentences.todo(told.findings)):
        things = "thing" if left == 1 else "things"
        lines.append(("You", f"{left} {things} only a person can see, below"))
    lines += [(f"Perhaps {s.role}", f"{s.username}: {s.why}") for s in told.suggestions]
    return lines


def _planes(told: Report) -> Table:
    table = grid(3)
    for name, plane in sentences.planes(told):
        identity = f"as {plane.identity}" if plane.identity else ""
        said = ": ".join(text for text in (identity, plane.why) if text)
        mark = VERDICT[plane.state]
        table.add_row(Text(name), Text(str(mark), mark.style), plain(said))
    return table


def _members(members: Sequence[Finding], speak: Speak) -> list[RenderableType]:
    """A group's lines; what waits for the same thing shares one."""
    open_ = [f for f in members if f.status not in (*_FINE, Status.BLOCKED)]
    mark = STATUS[Status.BLOCKED]
    waits = [plain(f"{mark.symbol} {w}", mark.style) for w in waiting(members, speak)]
    return [*([_findings(open_, speak)] if open_ else []), *waits]


def _findings(found: Iterable[Finding], speak: Speak) -> Table:
    table = grid(2)
    for finding in found:
        words, mark = speak(finding.check), sign(finding)
        about = sentences.about(finding)
        title = named(words, finding.status) + (f" ({about})" if about else "")
        table.add_row(Text(str(mark), mark.style), plain(title, "bold"))
        seen = sentences.observed(finding, speak)
        if finding.evidence.grade is Grade.ATTESTED:
            seen = f"by {finding.evidence.by}, {finding.evidence.at}"
        if seen:
            table.add_row("", plain(seen))
    return table


def _pages(told: Report, speak: Speak) -> list[RenderableType]:
    """Each page of Setup that mends something, once."""
    found = [f for f in sentences.troubled(told) if f.status is not Status.BLOCKED]
    found += sentences.todo(told.findings)
    at = {(words.label, words.path): words for words in (speak(f.check) for f in found)}
    lines = [line for words in at.values() for line in page(told.setup_url, words)]
    return [Text(), *lines] if lines else []


def page(base: str, words: Wording) -> list[Text]:
    """A page's name and address: a link where the terminal knows links, whole where not."""
    address = url(base, words.path)
    if not address:
        return []
    return [Text(words.label, "bold"), Text(address, Style(link=address), overflow="fold")]


def _small_print(told: Report) -> list[Text]:
    moment = instant(sentences.looked_at(told))
    facts = [
        f"receipt {told.receipt}" if told.receipt else "",
        sentences.spent(told.cost),
        sentences.coverage(told),
        moment.strftime("%Y-%m-%d %H:%M:%S %Z") if moment else "",
    ]
    why = f" ({told.track_why})" if told.track_why else ""
    lines = [f"Set-up: {sentences.track(told)}{why}", " · ".join(f for f in facts if f)]
    lines += [f"not seen, {why}: {', '.join(what)}" for why, what in _missing(told).items()]
    return [plain(line, "dim") for line in lines]


def _missing(told: Report) -> dict[str, list[str]]:
    """What was not seen, by what it would take: the meter says `what: why`."""
    reasons: dict[str, list[str]] = {}
    for line in told.coverage.missing:
        what, _, why = line.partition(": ")
        reasons.setdefault(why, []).append(what)
    return reasons


def pairs(told: Iterable[tuple[str, str]]) -> Table:
    """Names and what is said of them; what has nothing to say is left out."""
    table = grid(2)
    for name, said in told:
        if said:
            table.add_row(Text(name, "bold"), plain(said))
    return table


def grid(columns: int) -> Table:
    """Columns without lines; only the last one wraps."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for at in range(columns):
        table.add_column(no_wrap=at < columns - 1, overflow="fold")
    return table


def plain(text: str, style: str = "") -> Text:
    """Outside text as it is, cleaned and not endless; what is to be typed, as it is typed here."""
    return Text(short(here(text), _LONG), style)


def below(text: str, style: str = "") -> RenderableType:
    """The same, under what it belongs to: all its lines begin further in."""
    return Padding(plain(text, style), (0, 0, 0, 2))
