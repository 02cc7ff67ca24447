"""A proof, and a lesson → Slack messages for the asker alone."""

from bot.views import sentences
from bot.views.blocks import actions, context, header, section
from bot.views.message import Block, Button, Message, composed, fitted
from bot.views.outside import bare, clean, escaped, own, value, when
from bot.views.redaction import masked
from bot.views.signs import sign
from bot.views.wording import Speak
from intents.asked.knowledge import ShowEvidence
from intents.finding import Finding
from intents.intent import Retry
from intents.replies.told import Exhibit, Lesson, Part, Proof

_ROWS = (10, 4, 1, 0)  # rows of each answer that are shown, from most to least
_QUERY, _ROW = 1500, 400  # characters
_SUBJECTS = 8


def proof(told: Proof, speak: Speak) -> Message:
    """What was asked, to be pasted into a query tool; what came back; what it was held against."""
    title = f"Evidence: {speak(told.check).title}"
    found = told.findings[:_SUBJECTS]
    hidden = not told.names

    def drawn(rows: int) -> Message:
        blocks: list[Block] = [header(title)]
        blocks.append(section(*(_finding(f, hidden=hidden) for f in found)))
        for exhibit in told.exhibits:
            blocks += _exhibit(exhibit, rows)
        if not told.exhibits:
            blocks.append(section("Nothing was asked of the org for this."))
        blocks += actions(_ways_on(told))
        blocks.append(context(_origin(told)))
        return composed(escaped(f"{title}. {_summary(told)}", 900), blocks)

    return fitted(_ROWS, drawn)


def _finding(finding: Finding, *, hidden: bool) -> str:
    text = escaped(_seen(finding, hidden=hidden), 500)
    return f"*{sign(finding)}* {text} ({finding.evidence.grade})"


def _seen(finding: Finding, *, hidden: bool) -> str:
    evidence = finding.evidence
    subject = sentences.about(finding) or finding.subject
    wanted = f"; wanted {evidence.wanted}" if evidence.wanted else ""
    said = f"{subject}: seen {evidence.seen}{wanted}"
    return masked(said) if hidden else said


def _exhibit(exhibit: Exhibit, rows: int) -> list[Block]:
    """A question and its answer; both literal, so that a query can be copied as it is."""
    where = {"REST": "REST"}.get(exhibit.tool, exhibit.tool)
    head = section(f"*{escaped(exhibit.about[:1].upper() + exhibit.about[1:], 150)}* ({where})")
    blocks = [head, _literal([exhibit.asked], _QUERY)]
    if exhibit.refused:
        return [*blocks, context(escaped(f"No answer: {exhibit.refused}", 400))]
    if kept := exhibit.rows[:rows]:
        blocks.append(_literal(kept, _ROW))
    more = exhibit.more + len(exhibit.rows) - len(kept)
    count = f"{more} more rows" if kept else f"{more} rows" if more else "no row came back"
    return [*blocks, context(count)] if more or not exhibit.rows else blocks


def _literal(lines: list[str] | tuple[str, ...], limit: int) -> Block:
    """Preformatted text: nothing in it is markup (Slack docs, rich_text_preformatted)."""
    text = "\n".join(clean(line)[:limit] for line in lines) or "-"
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}


def _ways_on(told: Proof) -> list[Button]:
    ways = [Button("Retry", Retry(run=told.receipt, check=told.check))]
    if not told.names:
        names = ShowEvidence(run=told.receipt, check=told.check, names=True)
        ways.append(Button("Show names", names, confirm="People's names, to you alone?"))
    return ways


def _origin(told: Proof) -> str:
    first = told.findings[0].evidence
    by = masked(first.by) if not told.names else first.by
    facts = [
        escaped(told.org, 60),
        f"as {escaped(by, 80)}" if by else "",
        f"API {escaped(first.api, 10)}" if first.api else "",
        when(first.at),
        f"Receipt {value(told.receipt, 40)}" if told.receipt else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _summary(told: Proof) -> str:
    return ". ".join(f"{sign(f)}: {_seen(f, hidden=True)}" for f in told.findings[:2])


def lesson(told: Lesson) -> Message:
    """What the bot knows of one subject."""
    blocks: list[Block] = [header(told.title)]
    if told.lead:
        blocks.append(section(escaped(told.lead, 1500)))
    blocks += [section(*_part(part)) for part in told.parts if part.says or part.steps]
    where = f"{told.where} ({told.path})" if told.path else told.where
    small = [told.topic, f"Where: {where}" if where else "", f"Source: {told.source}"]
    blocks.append(context(*(escaped(text, 400) for text in small if text and text != "Source: ")))
    return composed(escaped(f"{told.title}. {told.lead}", 900), blocks)


def _part(part: Part) -> list[str]:
    steps = [f"{n}. {own(step, 600)}" for n, step in enumerate(part.steps, 1)]
    says = [own(text, 1200) for text in part.says.splitlines()]
    return [f"*{bare(part.title, 80)}*", *says, *steps]
