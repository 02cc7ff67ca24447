"""Slack messages as a terminal shows them: for the demo where there is no browser page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.views.message import nodes

Block = Mapping[str, Any]
_TASK = {"complete": "✓", "error": "✗", "in_progress": "▸", "pending": "○"}
_DATE = re.compile(r"<!date\^(\d+)\^[^>]*>")
_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")
_STYLED = re.compile(r"\*([^*\n]+)\*|_([^_\n]+)_|`([^`\n]+)`")
_STYLES = ("bold", "italic", "cyan")


def drawn(title: str, message: Mapping[str, Any], numbers: Mapping[str, int]) -> RenderableType:
    """One message in a frame; `numbers` gives each button's value the number to press."""
    lines = [line for block in message["blocks"] for line in _block(block, numbers)]
    return Panel(Group(*(lines or [_words(message["text"])])), title=title, title_align="left")


@dataclass(frozen=True)
class Key:
    """A button that sends something."""

    action: str
    value: str
    label: str


def keys(blocks: list[Any]) -> list[Key]:
    """Every button of a message that sends something, in reading order."""
    return [
        Key(str(node["action_id"]), str(node["value"]), str(node["text"]["text"]))
        for node in nodes(blocks)
        if node.get("type") == "button" and node.get("value") and "url" not in node
    ]


def _block(block: Block, numbers: Mapping[str, int]) -> Iterator[RenderableType]:
    match block["type"]:
        case "header":
            yield Text(block["text"]["text"], "bold")
        case "section":
            yield _words(block["text"]["text"])
            if "accessory" in block:
                yield _buttons([block["accessory"]], numbers)
        case "context":
            yield Text(" · ").join([_words(e["text"]) for e in block["elements"]])
        case "actions":
            yield _buttons(block["elements"], numbers)
        case "plan":
            yield from _plan(block)
        case "rich_text":
            yield Text("".join(_plain(block)))
        case "divider":
            yield Text("─" * 20, "dim")


def _plan(plan: Block) -> Iterator[RenderableType]:
    yield Text(plan["title"], "bold")
    for task in plan["tasks"]:
        yield Text(f"  {_TASK[task['status']]} {task['title']}")
        for part in ("details", "output"):
            if part in task:
                yield Padding(Text("".join(_plain(task[part])).strip(), "dim"), (0, 0, 0, 6))


def _plain(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in ("text", "link"):
            yield str(node.get("text") or node.get("url", ""))
        for inner in node.get("elements", ()):
            yield from _plain(inner)
        if node.get("type") in ("rich_text_section", "rich_text_list"):
            yield "\n"


def _buttons(elements: list[Any], numbers: Mapping[str, int]) -> Text:
    line = Text()
    for element in elements:
        number = numbers.get(str(element.get("value")))
        label = element["text"]["text"]
        line.append(f" {number} · {label} " if number else f" {label} ", "reverse")
        line.append("  ")
    return line


def _words(mrkdwn: str) -> Text:
    """Slack's mrkdwn, near enough to read."""
    said = _DATE.sub(lambda m: _moment(int(m.group(1))), mrkdwn)
    said = _LINK.sub(r"\2 (\1)", said)
    said = said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text, end = Text(), 0
    for found in _STYLED.finditer(said):
        text.append(said[end : found.start()])
        which = next(n for n, part in enumerate(found.groups()) if part is not None)
        text.append(found.group(which + 1), _STYLES[which])
        end = found.end()
    text.append(said[end:])
    return text


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%H:%M")
