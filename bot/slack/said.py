"""All that can be read in a message: its text, its blocks, what is attached to it. Pure.

Of what a person typed, `text` holds everything; of what an app posted it is often a summary, or
empty, and the words stand in the blocks (Slack docs, Block Kit; Secondary message attachments).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.payload import words

#: What is pressed or filled in is not what was said.
_HANDS = frozenset({"actions", "input", "button", "confirm"})
_INSIDE = ("title", "text", "fields", "elements", "rows", "accessory", "blocks", "message_blocks")
_LINE = frozenset({"rich_text_section", "rich_text_preformatted", "rich_text_quote"})
_ATTACHED = ("pretext", "title", "text")


def said_in(message: Mapping[str, Any]) -> str:
    """Every text once, each on lines of its own."""
    told: list[str] = []
    for part in _parts(message):
        text = words(part)
        if text and not any(text in before for before in told):
            told.append(text)
    return "\n".join(told)


def _parts(message: Mapping[str, Any]) -> Iterator[str]:
    typed = str(message.get("text") or "")
    yield typed
    for block in message.get("blocks") or ():
        if not (typed and block.get("type") == "rich_text"):  # then it was typed: it stands above
            yield from _drawn(block)
    for one in message.get("attachments") or ():
        yield from _attached(one)


def _attached(one: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(one[name]) for name in _ATTACHED if one.get(name))
    for field in one.get("fields") or ():
        yield from (str(field[name]) for name in ("title", "value") if field.get(name))
    drawn = [text for name in ("blocks", "message_blocks") for text in _drawn(one.get(name))]
    yield from drawn
    if one.get("fallback") and not (one.get("text") or drawn):
        yield str(one["fallback"])


def _drawn(node: Any) -> Iterator[str]:  # noqa: ANN401 -- Block Kit is JSON
    """The texts of a piece of Block Kit; of one line of rich text, its pieces as one."""
    if isinstance(node, list):
        for inner in node:
            yield from _drawn(inner)
    elif isinstance(node, Mapping) and node.get("type") not in _HANDS:
        if node.get("type") in _LINE:
            yield "".join(_piece(piece) for piece in node.get("elements") or ())
        elif isinstance(text := node.get("text"), str):
            yield text
        else:
            for name in _INSIDE:
                yield from _drawn(node.get(name))
            yield from _drawn(dict(node.get("message") or {}).get("blocks"))


def _piece(piece: Mapping[str, Any]) -> str:
    """A piece of a line; a link is read as its address, which may be what the error stands in."""
    text, url = str(piece.get("text") or ""), str(piece.get("url") or "")
    return url if not text else f"{text} {url}" if url and url != text else text
