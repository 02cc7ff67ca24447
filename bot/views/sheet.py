"""A sheet → one Slack message. Text is plain and escaped here; links are buttons."""

from bot.views.blocks import actions, context, fitting, header, section
from bot.views.message import Block, Button, Link, Message, composed, fitted
from bot.views.outside import bare, escaped, tagged
from bot.views.signs import MARK
from intents.replies.sheet import Line, Sheet, Way

_ROOM = (3000, 1500, 600)  # characters of lines that have no button of their own
_ACCESSORY = 12  # lines that may carry a button beside them


def sheet(told: Sheet) -> Message:
    """The title, the lead, a line each, and the ways on."""
    blocks: list[Block] = [header(told.title)]
    if told.lead:
        blocks.append(section(escaped(told.lead, 1200)))

    def drawn(room: int) -> Message:
        lines = _lines(told.lines, room)
        ends = actions([button(way) for way in told.ways])
        small = [context(escaped(told.small, 600))] if told.small else []
        return composed(_said(told), [*blocks, *lines, *ends, *small])

    return fitted(_ROOM, drawn)


def button(way: Way) -> Button | Link:
    """A way on as what Slack shows for it."""
    label = bare(way.label, 75)
    if way.intent is None:
        return Link(label, way.url)
    confirm = bare(way.confirm, 300) if way.confirm else ""
    return Button(label, way.intent, way.style or None, confirm, slot=way.slot)


def _lines(lines: tuple[Line, ...], room: int) -> list[Block]:
    """Lines with ways stand alone, with their buttons; the rest flow together."""
    blocks: list[Block] = []
    flow: list[str] = []

    def flush() -> None:
        if flow:
            blocks.append(section(fitting(flow, room)))
            flow.clear()

    for line in lines:
        if not line.ways or len(blocks) > 2 * _ACCESSORY:
            flow.append(_text(line))
            continue
        flush()
        first, *rest = (button(way) for way in line.ways)
        blocks.append({**section(_text(line)), "accessory": first})
        blocks += actions(rest)
    flush()
    return blocks


def _text(line: Line) -> str:
    mark = f"{MARK[line.mark].symbol} " if line.mark else ""
    by = f" {tagged(line.by)}" if line.by else ""
    detail = f"\n{escaped(line.detail, 500)}{by}" if line.detail else ""
    who = "".join(f" {tagged(entity)}" for entity in line.who)
    said = escaped(line.text, 500)
    title = f"*{said}*" if detail and "\n" not in said else said  # bold ends with its line
    return f"{mark}{title}{who}{detail}"


def _said(told: Sheet) -> str:
    """The layout in one paragraph, for notifications and screen readers."""
    parts: list[str] = [escaped(text, 1200) for text in (told.title, told.lead) if text]
    parts += [_heard(line) for line in told.lines]
    *before, last = fitting(parts, 2500).split("\n")
    ended = (text if text.endswith((".", "?", "!", "…")) else f"{text}." for text in before)
    return " ".join((*ended, last))


def _heard(line: Line) -> str:
    mark = f"{MARK[line.mark].word}: " if line.mark else ""
    who = "".join(f" {tagged(entity)}" for entity in line.who)
    return f"{mark}{escaped(line.text, 500)}{who}"
