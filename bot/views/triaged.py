"""What a paste is → Slack messages: the answer for a thread, the warning for who pasted it."""

from collections.abc import Mapping
from typing import Literal

from bot.views.blocks import actions, context, header, section
from bot.views.message import Block, Button, Message, composed, fitted, joined
from bot.views.outside import bare, escaped, value
from bot.views.terminal_triaged import UNKNOWN, org_says
from intents.intent import Intent
from intents.replies.triaged import Answer, SecretsCut, Triaged
from intents.secrets import Removed

_SPELT = (6, 3, 1)  # errors told in full; the rest are named
_SEND = (
    "Send the text of the error page, the address in the address bar, and the status of the user's "
    "last row in Login History."
)


def triaged(told: Triaged, starts: Mapping[str, Intent] | None = None) -> Message:
    """The answer, for everybody in the thread.

    Args:
        told: what was recognised.
        starts: by playbook, what its button asks; a playbook that is not there has no button.
    """

    def drawn(spelt: int) -> Message:
        blocks: list[Block] = []
        for answer in told.recognised[:spelt]:
            blocks += answered(answer)
        if rest := told.recognised[spelt:]:
            blocks.append(section(*(f"*{value(a.code, 80)}* {escaped(a.name, 120)}" for a in rest)))
        if not told.recognised:
            blocks += [header(UNKNOWN), section(_SEND)]
        if told.not_these:
            lines = [escaped(f"• {one}", 300) for one in told.not_these[:8]]
            blocks.append(section("*Not these*", *lines))
        blocks += actions(_buttons(told, starts or {}))
        return composed(_summary(told), blocks)

    return fitted(_SPELT, drawn)


def answered(answer: Answer) -> list[Block]:
    """One error told in full."""
    lines = [escaped(answer.cause, 600), f"*Next:* {escaped(answer.next, 300)}"]
    lines.append(f"*Who:* {escaped(answer.who, 60)}")
    if said := org_says(answer):
        lines.append(f"*The org says:* {escaped(said, 300)}")
    if answer.ask:
        lines.append(f"*Please send:* {escaped(answer.ask, 400)}")
    also = f"also {', '.join(answer.also[:4])}" if answer.also else ""
    small = [value(answer.code, 80), also, f"grade: {answer.grade}", answer.source]
    told = [small[0], *(escaped(text, 300) for text in small[1:] if text)]
    return [header(answer.name), section(*lines), context(" · ".join(told))]


def _buttons(told: Triaged, starts: Mapping[str, Intent]) -> list[Button]:
    books = dict.fromkeys(a.playbook for a in told.recognised if a.playbook in starts)
    names = {a.playbook: a.name for a in told.recognised}
    first: Literal["primary"] | None = "primary" if len(books) == 1 else None
    return [
        Button(bare(f"Walk me through: {names[book]}", 70), starts[book], first) for book in books
    ]


def _summary(told: Triaged) -> str:
    if not told.recognised:
        return f"{UNKNOWN} {_SEND}"
    said = (f"{a.code}: {a.name}. {a.next}" for a in told.recognised)
    return escaped(" ".join(said), 900)


def secrets_note(removed: tuple[Removed, ...]) -> Message:
    """For the person who pasted, and nobody else: what was cut, and what to revoke."""
    title = "There were secrets in what you sent"
    lines = [
        f"• {escaped(one.kind, 40)} ({one.count}): {escaped(one.revoke, 200)}" for one in removed
    ]
    told = "I cut them before keeping or showing anything. Whoever saw your message has them."
    blocks = [header(title), section(told, *lines)]
    return composed(f"{title}. {told}", blocks)


def unknown(told: Triaged) -> Message:
    """The answer for who pasted alone; with the secrets, should there have been any."""
    if not told.secrets_removed:
        return triaged(told)
    return joined(triaged(told), secrets_note(told.secrets_removed))


def secrets_cut(told: SecretsCut) -> Message:
    """The warning alone: the answer stands in the thread."""
    return secrets_note(told.removed)
