"""All that could not be seen, folded into one message of the thread."""

from collections.abc import Mapping

from bot.views.blocks import actions, line, named_button, section
from bot.views.message import Block, Button, Message, composed, fitted
from bot.views.outside import bare, escaped, pressed_by
from bot.views.sentences import observed
from bot.views.signs import STATUS
from bot.views.waiting import waiting
from bot.views.wording import Speak
from intents.finding import Finding, Status
from intents.intent import CheckOrg, Retry
from intents.reply import Looking, Report

_SPELT = (20, 12, 6, 0)  # checks with a line of their own; the rest have a button
_ALL_SEEN = "Everything that could not be seen is now known"


def fold(
    report: Report,
    unseen: Mapping[str, Finding],
    looking: Mapping[str, Looking],
    again: CheckOrg,
    speak: Speak,
) -> Message:
    """Each unseen check with the grant that would show it and its own Retry."""
    if not unseen:
        return line(f"*{STATUS[Status.OK]}* {_ALL_SEEN}")
    asked = [f for f in unseen.values() if f.status is Status.UNKNOWN]
    waits = waiting(unseen.values(), speak)
    title = f"{STATUS[Status.UNKNOWN]}: {len(unseen)} not seen"

    def drawn(spelt: int) -> Message:
        rest = [f for f in asked[spelt:] if f.check not in looking and report.receipt]
        buttons = [_retry(report, f, speak) for f in rest]
        blocks = [
            section(f"*{title}*", "Neither right nor wrong: the org did not let me know."),
            *(_one(report, f, looking, speak) for f in asked[:spelt]),
            *([section(*_waits(waits))] if waits else []),
            *actions([*buttons, Button("Check again", again)]),
        ]
        return composed(escaped(title), blocks)

    return fitted(_SPELT, drawn)


def _one(report: Report, finding: Finding, looking: Mapping[str, Looking], speak: Speak) -> Block:
    words = speak(finding.check)
    title = f"*{escaped(words.title, 100)}*"
    if pressed := looking.get(finding.check):
        return section(f"{title}: ▸ Looking again… {pressed_by(pressed.by, pressed.at)}")
    retry = named_button("Retry", Retry(run=report.receipt, check=finding.check), words)
    said = escaped(observed(finding, speak), 200)
    return section(f"{title}: {said}", button=retry if report.receipt else None)


def _retry(report: Report, finding: Finding, speak: Speak) -> Button:
    label = bare(f"Retry: {speak(finding.check).title}", 48)
    return Button(label, Retry(run=report.receipt, check=finding.check))


def _waits(waits: list[str]) -> list[str]:
    return ["*Known once something else is mended:*", *(f"• {escaped(w, 300)}" for w in waits)]
