"""What only the asker sees: help, notes, how to mend something, a whole result."""

from collections.abc import Callable
from typing import Any

from bot.views import case as cases
from bot.views import sentences
from bot.views.anchor import answer, headline, plane_line, small_print, summary
from bot.views.blocks import actions, context, fitting, header, named_button, section
from bot.views.message import Block, Button, Message, composed, fitted
from bot.views.outside import Mrkdwn, bare, escaped, own, value
from bot.views.sheet import sheet
from bot.views.signs import STATUS, rank, sign
from bot.views.steps import confirmed_by, who_where
from bot.views.told import lesson, proof
from bot.views.triaged import secrets_cut, unknown
from bot.views.usage import note, usage
from bot.views.waiting import waiting
from bot.views.wording import Speak, Wording, named, of_case, spoken
from intents.asked.knowledge import ShowEvidence
from intents.case import CaseView
from intents.finding import Finding, Grade, Status
from intents.intent import CheckOrg, Confirm, Retry, ShowHow
from intents.replies.sheet import Sheet
from intents.replies.told import Lesson, Proof
from intents.replies.triaged import SecretsCut, Triaged
from intents.reply import Explanation, Note, Progress, Reply, Report, Usage

#: Replies that need nothing but themselves, by type.
_PLAIN: dict[type, Callable[[Any], Message]] = {
    Usage: usage,
    Note: note,
    Sheet: sheet,
    Lesson: lesson,
    Triaged: unknown,
    SecretsCut: secrets_cut,
    CaseView: cases.seen,
}
_SPELT = (20, 12, 6, 0)  # findings with a section of their own; the rest have a button
_FINE = frozenset({Status.OK, Status.NOT_APPLICABLE})
_INVITE = "I may not post in this conversation: `/invite` me, and everybody here sees the result."


def private(
    reply: Reply, *, invite: bool = True, again: CheckOrg | None = None, speak: Speak = spoken
) -> Message:
    """A reply for the asker's eyes alone (ephemeral, or by `response_url`).

    Args:
        reply: what to tell.
        invite: a report comes privately because I may not post there: say how to change that.
        again: the intent of the run, for *Check again*.
        speak: the words of each check.
    """
    match reply:
        case Explanation():
            return _explanation(reply, speak)
        case Report():
            return _report(reply, again, speak, invite=invite)
        case Progress():
            said = escaped(f"Checking {reply.org}…")
            return composed(said, [section(said)])
        case Proof():
            return proof(reply, speak)
        case _:
            return _PLAIN[type(reply)](reply)


def _explanation(explained: Explanation, speak: Speak) -> Message:
    finding = explained.finding
    words, seen = of_case(finding, speak), sentences.observed(finding, speak)
    title = f"{sign(finding)}: {named(words, finding.status)}"
    steps = [f"{n}. {own(line, 600)}" for n, line in enumerate(words.fix, 1)]
    parts: list[list[str]] = [
        [text for text in (_state(finding, seen), words.why and escaped(words.why, 600)) if text],
        [f"*Next:* {escaped(words.next, 300)}"] if words.next else [],
        ["*How*", *steps] if steps else [],
        who_where(explained.setup_url, words),
    ]
    blocks: list[Block] = [header(title)]
    blocks += [section(*part) for part in parts if any(part)]
    blocks += actions(_ways_on(explained))
    blocks += [section(*(own(text, 900) for text in words.notes))] if words.notes else []
    blocks.append(context(_origin(explained, words)))
    said = escaped(". ".join(text for text in (title, seen, words.next) if text), 900)
    return composed(said, blocks)


def _state(finding: Finding, seen: str) -> str:
    evidence = finding.evidence
    if evidence.grade is Grade.ATTESTED:
        return confirmed_by(finding)
    if finding.status in (Status.FAIL, Status.WARN):
        wanted = f", wanted {value(evidence.wanted)}" if evidence.wanted else ""
        return f"*Seen* {value(evidence.seen)}{wanted}"
    return escaped(seen, 400) if seen else ""


def _ways_on(explained: Explanation) -> list[Button]:
    finding = explained.finding
    if not explained.receipt or finding.evidence.grade is Grade.ATTESTED:
        return []
    run, check = explained.receipt, finding.check
    if finding.status is Status.MANUAL:
        return [
            Button("Confirm", Confirm(run=run, check=check, subject=finding.subject), "primary")
        ]
    return [
        Button("Retry", Retry(run=run, check=check), "primary"),
        Button("Evidence", ShowEvidence(run=run, check=check)),
    ]


def _origin(explained: Explanation, words: Wording) -> str:
    source = f"Source: {escaped(words.source, 300)}" if words.source else ""
    receipt = f"Receipt {value(explained.receipt, 40)}" if explained.receipt else ""
    org, check = escaped(explained.org, 60), value(explained.finding.check, 60)
    return " · ".join(text for text in (org, check, source, receipt) if text)


def _report(report: Report, again: CheckOrg | None, speak: Speak, *, invite: bool) -> Message:
    open_ = (f for f in report.findings if f.status not in (*_FINE, Status.BLOCKED))
    found = sorted(open_, key=lambda f: rank(f.status))
    lines = [*answer(report, speak, thread=False), *_perhaps(report)]
    planes = [plane_line(name, plane) for name, plane in sentences.planes(report)]
    invited = [context(_INVITE)] if invite else []

    def drawn(spelt: int) -> Message:
        blocks = [
            header(headline(report, again)),
            *([section(*lines)] if lines else []),
            section(*planes),
            *(_finding(report, f, speak) for f in found[:spelt]),
            *_folded(report, speak),
            *actions(_buttons(report, found[spelt:], again, speak)),
            *small_print(report, "", again),
            *invited,
        ]
        return composed(summary(report, speak, again), blocks)

    return fitted(_SPELT, drawn)


def _perhaps(report: Report) -> list[str]:
    """Who seems to have a role that nobody was named for: names, so for the asker alone."""
    return [
        f"*Perhaps {escaped(one.role)}:* {escaped(one.username)}: {escaped(one.why)}"
        for one in report.suggestions
    ]


def _folded(report: Report, speak: Speak) -> list[Block]:
    """What waits and what is fine, in a line each."""
    mark = STATUS[Status.BLOCKED].symbol
    waits = [f"{mark} {escaped(line, 300)}" for line in waiting(report.findings, speak)]
    fine = sum(f.status is Status.OK for f in report.findings)
    lines = [fitting(waits, 1500)] if waits else []
    lines += [Mrkdwn(f"{STATUS[Status.OK]}: {fine} more")] if fine else []
    return [section(line) for line in lines]


def _finding(report: Report, finding: Finding, speak: Speak) -> Block:
    about = sentences.about(finding)
    subject = f" ({escaped(about, 60)})" if about else ""
    how = ShowHow(run=report.receipt, check=finding.check)
    words, seen = speak(finding.check), sentences.observed(finding, speak)
    return section(
        f"*{sign(finding)}: {escaped(named(words, finding.status), 100)}*{subject}",
        *([escaped(seen, 200)] if seen else []),
        button=named_button("Show me how", how, words) if report.receipt else None,
    )


def _buttons(
    report: Report, rest: list[Finding], again: CheckOrg | None, speak: Speak
) -> list[Button]:
    """A way to each finding that has no section of its own, and the check again."""
    checks = dict.fromkeys(f.check for f in rest if report.receipt)
    run = report.receipt
    more = [
        Button(bare(f"How: {speak(check).title}", 48), ShowHow(run=run, check=check))
        for check in checks
    ]
    return [*more, Button("Check again", again or CheckOrg(org=report.org))]
