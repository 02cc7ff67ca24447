"""Block Kit pieces, each within its limit by construction (Slack docs, Block Kit reference)."""

from collections.abc import Sequence

from bot.views.message import Block, Button, Link, Message, composed
from bot.views.outside import Mrkdwn, aloud, bare, units
from bot.views.wording import Wording
from intents.intent import Intent

_ACTIONS = 25  # elements per actions block
_SECTION = 3000  # characters per section text


def header(text: str) -> Block:
    """A heading, plain text, ≤ 150."""
    return {"type": "header", "text": {"type": "plain_text", "text": bare(text, 150)}}


def section(*lines: str, button: Button | None = None) -> Block:
    """Lines of mrkdwn. `verbatim` keeps Slack from making links of names and addresses."""
    block: Block = {"type": "section", "text": _mrkdwn(fitting(lines, _SECTION))}
    if button:
        block["accessory"] = button
    return block


def context(*texts: str) -> Block:
    """Small print, ≤ 10 pieces."""
    return {"type": "context", "elements": [_mrkdwn(text) for text in texts[:10] if text]}


def actions(buttons: Sequence[Button | Link]) -> list[Block]:
    """As many actions blocks as the buttons need: none is ever dropped."""
    return [
        {"type": "actions", "elements": list(buttons[at : at + _ACTIONS])}
        for at in range(0, len(buttons), _ACTIONS)
    ]


def entry(label: str, line_: Button) -> Block:
    """A line to type in: told when Enter is pressed (Slack docs, Input block)."""
    text = {"type": "plain_text", "text": label, "emoji": False}
    return {"type": "input", "dispatch_action": True, "label": text, "element": line_}


def line(text: str) -> Message:
    """A one-liner without buttons; its fallback is the same sentence."""
    return composed(text.replace("*", ""), [section(text)])


def named_button(label: str, intent: Intent, words: Wording) -> Button:
    """One of many buttons of the same label: a screen reader says which check it is for."""
    return Button(label, intent, accessibility=aloud(f"{label}: {words.title}"))


def rich_lines(lines: Sequence[str]) -> Block:
    """Literal lines: rich_text reads no markup at all in a text element."""
    text = "\n".join(lines)
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]},
        ],
    }


def preformatted(lines: Sequence[str]) -> Block:
    """Literal lines in a fixed width: diagrams, and text to be copied."""
    text = {"type": "text", "text": "\n".join(lines) or "-"}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [text]}],
    }


def fitting(lines: Sequence[str], limit: int) -> Mrkdwn:
    """Whole lines up to `limit`, and how many did not fit: a cut line could cut a link open."""
    kept: list[str] = []
    room = limit - 30
    for text in lines:
        room -= units(text) + 1
        if room < 0:
            break
        kept.append(text)
    left = len(lines) - len(kept)
    return Mrkdwn("\n".join([*kept, *([f"… and {left} more lines"] if left else [])]))


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text or "-", "verbatim": True}
