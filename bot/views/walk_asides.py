"""Beside a walkthrough, for the person alone: a message to forward, how, and why it is skipped."""

from bot.views.blocks import actions, context, entry, preformatted, section
from bot.views.message import Button, Message, composed, fitted
from bot.views.outside import bare, escaped, own
from bot.views.walk_pieces import clicks, title, where
from intents.asked.walks import Skip
from intents.playbook import Playbook
from intents.walk import Walk
from intents.walks.forward import Forward

#: Reasons that are given most; any other can be typed.
REASONS = (
    "Somebody else does it",
    "We do it later",
    "It does not apply to us",
    "Our security rules forbid it",
)


def forwardable(forward: Forward) -> Message:
    """The message to forward, in a block that can be copied whole."""
    head = "Copy this to somebody who can:"
    able = ", ".join(escaped(name, 80) for name in forward.able)
    who = [f"*In your org they may:* {able}"] if able else []
    needs = [f"*It takes:* {escaped(forward.permission, 300)}"] if forward.permission else []

    def drawn(most: int) -> Message:
        text = [bare(text, 900) if text else "" for text in forward.text.splitlines()][:most]
        blocks = [
            section(head),
            preformatted(text),
            *([section(*needs, *who)] if needs or who else []),
        ]
        return composed(f"{head} {escaped(forward.text, 2500)}", blocks)

    return fitted((99, 20), drawn)


def how(walk: Walk, playbook: Playbook, name: str) -> Message:
    """*Show me how*: one step told whole, wherever it stands."""
    one = playbook.step(name)
    careful = [f"*! Careful:* {own(one.warning, 600)}"] if one.warning else []
    pages, small = where(walk, one), context(f"Source: {escaped(one.source, 300)}")

    def drawn(detail: int) -> Message:
        first = section(f"*{title(playbook, one)}*", own(one.lead, 600), *careful)
        said = " ".join((one.title, *one.do))
        return composed(escaped(said, 2500), [first, *clicks(one, detail), *pages, small])

    return fitted((2, 1, 0), drawn)


def why_skip(walk: Walk, playbook: Playbook, name: str) -> Message:
    """Skipping asks for a reason: those given most, one press each; any other can be typed."""
    said = f"Why is this step skipped? {escaped(playbook.step(name).title, 150)}"
    buttons = [
        Button(bare(why, 75), Skip(run=walk.receipt, step=name, reason=why)) for why in REASONS
    ]
    note = context(
        "The reason is kept, and told at the end. Skipping changes nothing in Salesforce."
    )
    other = Button("Type it, and press Enter", Skip(run=walk.receipt, step=name), slot="reason",
                   typed=True)  # fmt: skip
    return composed(said, [section(said), *actions(buttons), entry("Another reason", other), note])
