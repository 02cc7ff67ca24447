"""The thread of a run: one message for each check that needs a person.

A message's key is its check's name, so that a later report updates it in place. What could not
be seen is folded into one message, under `FOLD`.
"""

from collections.abc import Collection, Sequence

from bot.views import sentences
from bot.views.blocks import actions, line, named_button, section
from bot.views.fold import fold
from bot.views.message import Button, Message, composed
from bot.views.outside import Mrkdwn, aloud, bare, escaped, link, mention, pressed_by, value, when
from bot.views.redaction import for_channel, masked
from bot.views.signs import CONFIRMED, STATUS, Sign, confirmed, rank, sign
from bot.views.wording import Speak, Wording, named, of_case, spoken
from intents.finding import Finding, Status
from intents.intent import CheckOrg, Confirm, Retry, ShowHow
from intents.reply import Looking, Report

#: The key of the one message for all that is unknown or waits for something else.
FOLD = "not-seen"

_OWN = frozenset({Status.FAIL, Status.WARN, Status.MANUAL})
_UNSEEN = frozenset({Status.UNKNOWN, Status.BLOCKED})
_SUBJECTS = 8  # subjects spelt out in one message

Step = tuple[str, Message]


def steps(
    report: Report,
    *,
    posted: Collection[str] = (),
    looking: Collection[Looking] = (),
    again: CheckOrg | None = None,
    speak: Speak = spoken,
) -> tuple[Step, ...]:
    """The thread's messages, worst first, each with its key.

    Args:
        report: the run as it stands, confirmations included.
        posted: keys that have a message already; each is drawn again, also when all is well.
        looking: retries under way: "Looking again…" and who pressed, in place of the buttons.
        again: the intent of the run, for *Check again*; by default the whole org.
        speak: the words of each check.
    """
    shown = for_channel(report)
    checks: dict[str, list[Finding]] = {}
    for finding in sorted(shown.findings, key=lambda f: rank(f.status)):
        checks.setdefault(finding.check, []).append(finding)
    pressed = {one.check: one for one in looking}
    own = {n: found for n, found in checks.items() if any(f.status in _OWN for f in found)}
    own |= {name: checks.get(name, []) for name in posted if name != FOLD and name not in own}
    drawn = [
        (n, _looking(speak(n), pressed[n]) if n in pressed else _step(shown, n, f, speak))
        for n, f in own.items()
    ]
    unseen = {n: f[0] for n, f in checks.items() if n not in own and f[0].status in _UNSEEN}
    if unseen or FOLD in posted:
        drawn.append((FOLD, fold(shown, unseen, pressed, again or CheckOrg(org=report.org), speak)))
    return tuple(drawn)


def _looking(words: Wording, pressed: Looking) -> Message:
    return line(
        f"*▸ Looking again…* {escaped(words.title, 150)}: {pressed_by(pressed.by, pressed.at)}"
    )


def _step(report: Report, name: str, found: Sequence[Finding], speak: Speak) -> Message:
    title = escaped(speak(name).title, 150)
    if not found:
        return line(f"{title}: no longer part of this check")
    if all(map(confirmed, found)):
        return _confirmed(title, found)
    if all(f.status is Status.NOT_APPLICABLE for f in found):
        return line(f"{STATUS[Status.NOT_APPLICABLE]}: {title}")
    if all(f.status in (Status.OK, Status.NOT_APPLICABLE) or confirmed(f) for f in found):
        at = when(max(f.evidence.at for f in found))
        return line(f"*{STATUS[Status.OK]}* {title}: now ok{f', measured {at}' if at else ''}")
    return _open(report, name, found, speak)


def _open(report: Report, name: str, found: Sequence[Finding], speak: Speak) -> Message:
    """A check that is not as it should be: what, why, who, where, and what to press."""
    said = [f for f in found if f.status is not Status.OK]
    words = of_case(said[0], speak)
    name_of_it = named(words, said[0].status)
    lines = [f"*{_sign(found)}: {escaped(name_of_it, 150)}*"]
    lines += [_seen(f, speak, alone=len(said) == 1) for f in said[:_SUBJECTS]]
    lines += [f"… and {len(said) - _SUBJECTS} more"] if len(said) > _SUBJECTS else []
    lines += [escaped(words.why, 450)] if words.why else []
    lines += [f"*Next:* {escaped(words.next, 300)}"] if words.next else []
    lines += who_where(report.setup_url, words)
    blocks = [
        section(*(line for line in lines if line)),
        *actions(_buttons(report, name, found, words)),
    ]
    seen = sentences.observed(said[0], speak) or words.next
    return composed(escaped(f"{_sign(found)}: {name_of_it}. {seen}", 400), blocks)


def _sign(found: Sequence[Finding]) -> Sign:
    return next((sign(f) for f in found if not confirmed(f)), CONFIRMED)


def _seen(finding: Finding, speak: Speak, *, alone: bool) -> str:
    """One subject's line: seen against wanted; a confirmed one says by whom."""
    subject = f"{_subject(finding)}: " if sentences.about(finding) or not alone else ""
    mark = "" if alone else "• "
    if confirmed(finding):
        return f"{mark}{subject}{confirmed_by(finding)}"
    evidence = finding.evidence
    if finding.status in (Status.FAIL, Status.WARN):
        wanted = f", wanted {value(evidence.wanted, 120)}" if evidence.wanted else ""
        return f"{mark}{subject}Seen {value(evidence.seen, 160)}{wanted}"
    said = sentences.observed(finding, speak)
    if not said and not subject:
        return ""
    return f"{mark}{subject}{escaped(said, 250) if said else sign(finding)}"


def _subject(finding: Finding) -> Mrkdwn:
    return escaped(masked(sentences.about(finding) or finding.subject), 60)


def who_where(setup_url: str, words: Wording) -> list[str]:
    """Who can mend it, and the page where."""
    who = f"*Who:* {escaped(words.who, 100)}" if words.who else ""
    where = f"*Where:* {link(setup_url, words.path, words.label)}" if words.label else ""
    return [" · ".join(text for text in (who, where) if text)] if who or where else []


def _buttons(report: Report, name: str, found: Sequence[Finding], words: Wording) -> list[Button]:
    """Confirm for what only a person can see, Retry for what can be measured, and how."""
    run = report.receipt
    if not run:
        return []
    waiting = sentences.todo(found)
    buttons: list[Button] = []
    for finding in waiting:
        about = masked(sentences.about(finding) or finding.subject)
        label = "Confirm" if len(waiting) == 1 else bare(f"Confirm: {about}", 75)
        intent = Confirm(run=run, check=name, subject=finding.subject)
        said = aloud(f"Confirm: {words.title}, {about}")
        one = len(waiting) == 1
        buttons.append(Button(label, intent, "primary" if one else None, accessibility=said))
    if any(f.status is not Status.MANUAL for f in found if f.status is not Status.OK):
        buttons.append(named_button("Retry", Retry(run=run, check=name), words))
    return [*buttons, named_button("Show me how", ShowHow(run=run, check=name), words)]


def _confirmed(title: Mrkdwn, found: Sequence[Finding]) -> Message:
    if len(found) == 1:
        return line(f"*{CONFIRMED.symbol} {title}:* {confirmed_by(found[0])}")
    lines = [f"• {_subject(f)}: {confirmed_by(f)}" for f in found]
    return composed(f"{CONFIRMED}: {title}", [section(f"*{CONFIRMED}* {title}", *lines)])


def confirmed_by(finding: Finding) -> str:
    """Who gave their word, and when."""
    at = when(finding.evidence.at)
    return f"Confirmed by {mention(finding.evidence.by)}{f', {at}' if at else ''}"
