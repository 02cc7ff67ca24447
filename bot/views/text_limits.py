"""The limits of text in blocks: strings, text objects, rich text (Slack docs, Block Kit)."""

from collections.abc import Sequence
from typing import Any

from bot.views.outside import units

Problems = list[str]

_RICH = {
    "rich_text_section",
    "rich_text_list",
    "rich_text_preformatted",
    "rich_text_quote",
}
_INLINE = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "channel": "channel_id",
    "emoji": "name",
    "date": "timestamp",
    "usergroup": "usergroup_id",
    "broadcast": "range",
    "color": "value",
    "team": "team_id",
}


def string(node: dict[str, Any], key: str, limit: int) -> Problems:
    """A required string of 1 to `limit`."""
    text = node.get(key)
    if not isinstance(text, str):
        return [f"{key}: must be a string"]
    if not text:
        return [f"{key}: empty"]
    return [f"{key}: {units(text)}, at most {limit}"] if units(text) > limit else []


def among(node: dict[str, Any], key: str, allowed: Sequence[Any]) -> Problems:
    """A value out of a fixed list."""
    found = node.get(key)
    return [] if found in allowed else [f"{key}: {found!r} is none of {list(allowed)}"]


def sized(parts: Any, least: int, most: int, what: str) -> Problems:  # noqa: ANN401 -- JSON
    """A list of so many."""
    if not isinstance(parts, list):
        return [f"{what}: must be a list"]
    return [] if least <= len(parts) <= most else [f"{what}: {len(parts)}, {least} to {most}"]


def required(node: Any, keys: Sequence[str], what: str) -> Problems:  # noqa: ANN401 -- JSON
    """Keys that must hold something."""
    if not isinstance(node, dict):
        return [f"{what}: not an object"]
    return [f"{what}: {key} is missing" for key in keys if not node.get(key)]


def text_object(node: Any, limit: int, what: str) -> Problems:  # noqa: ANN401 -- JSON
    """`plain_text` or `mrkdwn`; each knows a key that the other does not."""
    if not isinstance(node, dict):
        return [f"{what}: must be a text object"]
    kind = node.get("type")
    allowed = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}.get(str(kind))
    if allowed is None:
        return [f"{what}: {kind!r} is not a text object"]
    extra = set(node) - {"type", "text"} - allowed
    problems = [f"{what}: unknown key {key!r}" for key in sorted(extra)]
    return problems + [f"{what}.{problem}" for problem in string(node, "text", limit)]


def plain(node: Any, limit: int, what: str) -> Problems:  # noqa: ANN401 -- JSON
    """A `plain_text` object and nothing else."""
    if isinstance(node, dict) and node.get("type") == "mrkdwn":
        return [f"{what}: must be plain_text"]
    return text_object(node, limit, what)


def rich_text(node: Any, what: str) -> Problems:  # noqa: ANN401 -- JSON
    """A whole `rich_text` with its parts."""
    if not isinstance(node, dict) or node.get("type") != "rich_text":
        return [f"{what}: must be one rich_text"]
    parts = node.get("elements")
    problems = sized(parts, 1, 1000, f"{what}.elements")
    for part in parts if isinstance(parts, list) else []:
        problems += _part(part, what)
    return problems


def _part(part: Any, what: str) -> Problems:  # noqa: ANN401 -- JSON
    kind = part.get("type") if isinstance(part, dict) else None
    if kind not in _RICH:
        return [f"{what}: {kind!r} is no part of a rich_text"]
    inner = part.get("elements")
    problems = sized(inner, 0, 1000, f"{what}.{kind}")
    if kind == "rich_text_list":
        problems += among(part, "style", ("bullet", "ordered"))
    for one in inner if isinstance(inner, list) else []:
        problems += _part(one, what) if kind == "rich_text_list" else _inline(one, what)
    return problems


def _inline(one: Any, what: str) -> Problems:  # noqa: ANN401 -- JSON
    kind = one.get("type") if isinstance(one, dict) else None
    if kind not in _INLINE:
        return [f"{what}: {kind!r} is no rich_text element"]
    return required(one, (_INLINE[kind],), f"{what}.{kind}")
