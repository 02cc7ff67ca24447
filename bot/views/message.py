"""One wanted Slack message, with its buttons not yet written down."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.views.outside import units
from intents.intent import Intent

Block = dict[str, Any]
Payload = dict[str, Any]

#: Every button's action_id begins so, and every menu's; one listener serves all of a kind.
ACTION = "intent-"
PICK = "pick-"

_ROOM = 9_500
_LINE = {
    "type": "plain_text_input", "max_length": 200,
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
}  # fmt: skip
#: Keys whose strings a person reads.
_READ = frozenset({"text", "title", "alt_text", "label", "hint", "placeholder", "description"})


@dataclass(frozen=True)
class Button:
    """A button to be written down: runs stores the intent and puts an opaque id in its place.

    Attributes:
        label: what it does, ≤ 75 characters.
        intent: what pressing it asks.
        style: at most one `primary` per message; `danger` only with `confirm`.
        confirm: asked before it counts ("" = not asked).
        accessibility: read by screen readers in place of the label, ≤ 75 characters.
        slot: it is a menu, and what is chosen fills this field of the intent.
        typed: it is a line to type in instead; stands in an `input` block.
    """

    label: str
    intent: Intent
    style: Literal["primary", "danger"] | None = None
    confirm: str = ""
    accessibility: str = ""
    slot: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Link:
    """A button that only opens a page; `url` https, ≤ 3000 characters."""

    label: str
    url: str


@dataclass(frozen=True)
class Message:
    """What a message should say now.

    Attributes:
        text: the layout in one paragraph, for notifications and screen readers; mrkdwn, < 4000.
        blocks: Block Kit; a button's value is a placeholder that only `bound` understands.
        buttons: the buttons in the blocks, by placeholder number.
    """

    text: str
    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()


def composed(text: str, blocks: Sequence[Block]) -> Message:
    """A message out of blocks that hold `Button`s where Slack wants button elements."""
    buttons: list[Button] = []

    def numbered(node: Any) -> Any:  # noqa: ANN401 -- Block Kit is JSON
        if isinstance(node, Button):
            buttons.append(node)
            return _element(node, len(buttons) - 1)
        if isinstance(node, Link):
            return _link(node)
        return _each(node, numbered)

    drawn = tuple(numbered(block) for block in blocks)
    return Message(text, drawn, tuple(buttons))


def joined(first: Message, then: Message) -> Message:
    """Two messages as one; only the first may have buttons, which are numbered within it."""
    return Message(f"{first.text} {then.text}", (*first.blocks, *then.blocks), first.buttons)


def fitted(levels: Sequence[int], drawn: Callable[[int], Message]) -> Message:
    """The most detailed drawing that Slack will hold, `levels` from most to least.

    Slack refuses a message near 13,200 characters (`msg_blocks_too_long`, undocumented).
    """
    for level in levels:
        message = drawn(level)
        if sum(map(units, shown(message.blocks))) < _ROOM:
            break
    return message


def bound(message: Message, ids: Mapping[Button, str] | Callable[[Button], str]) -> Payload:
    """`text` and `blocks` ready to send, each button carrying its opaque id."""
    name = ids if callable(ids) else ids.__getitem__
    values = {_placeholder(n): name(button) for n, button in enumerate(message.buttons)}

    def filled(node: Any) -> Any:  # noqa: ANN401 -- Block Kit is JSON
        if isinstance(node, dict) and node.get("type") == "button" and "value" in node:
            return {**node, "value": values[node["value"]]}
        if isinstance(node, dict) and str(node.get("action_id", "")).startswith(PICK):
            head, _, placeholder = node["action_id"].rpartition("-")
            return {**node, "action_id": f"{head}-{values[placeholder]}"}
        return _each(node, filled)

    return {"text": message.text, "blocks": [filled(block) for block in message.blocks]}


def _each(node: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 -- Block Kit is JSON
    if isinstance(node, dict):
        return {key: change(inner) for key, inner in node.items()}
    if isinstance(node, list | tuple):
        return [change(inner) for inner in node]
    return node


def _placeholder(number: int) -> str:
    return f"button:{number}"


def _element(button: Button, number: int) -> Block:
    if button.slot:
        return _menu(button, number)
    element: Block = {
        "type": "button",
        "action_id": f"{ACTION}{number}-{button.intent.kind}",
        "text": {"type": "plain_text", "text": button.label, "emoji": False},
        "value": _placeholder(number),
    }
    if button.style:
        element["style"] = button.style
    if button.accessibility:
        element["accessibility_label"] = button.accessibility
    if button.confirm:
        element["confirm"] = _confirm(button)
    return element


def _menu(button: Button, number: int) -> Block:
    """A menu asked for as one types, or a line (Slack docs, external_select, plain_text_input)."""
    menu: Block = {"type": "external_select", "min_query_length": 0}
    return (_LINE if button.typed else menu) | {
        "action_id": f"{PICK}{button.slot}-{_placeholder(number)}",
        "placeholder": {"type": "plain_text", "text": button.label, "emoji": False},
    }


def _link(link: Link) -> Block:
    text = {"type": "plain_text", "text": link.label, "emoji": False}
    return {
        "type": "button",
        "action_id": f"link-{zlib.crc32(link.url.encode()):08x}",
        "text": text,
        "url": link.url,
    }


def _confirm(button: Button) -> Block:
    def plain(text: str) -> Block:
        return {"type": "plain_text", "text": text, "emoji": False}

    return {
        "title": plain("Are you sure?"),
        "text": plain(button.confirm),
        "confirm": plain(button.label[:30]),
        "deny": plain("Go back"),
    }


def nodes(node: Any) -> Iterator[Block]:  # noqa: ANN401 -- Block Kit is JSON
    """Every object in a piece of Block Kit."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from nodes(inner)


def shown(blocks: Any) -> Iterator[str]:  # noqa: ANN401 -- Block Kit is JSON
    """Every string of the blocks that a person would read."""
    for node in nodes(blocks):
        for key, inner in node.items():
            if key in _READ and isinstance(inner, str):
                yield inner
