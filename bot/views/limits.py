"""Whether Slack would take a payload: its published limits, and the rules about a whole message.

slack_sdk checks single blocks only, and not all of them; what a whole message must keep (one
table, unique ids, its size) is written here. Source: Slack docs, Block Kit reference and
chat.postMessage; for plan tasks and the size of a whole message, where the docs are wrong or
silent, what others found by trying (slackblocks 3.0; slackapi/bolt-js #2509).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.views.block_limits import BLOCKS, wrong
from bot.views.message import nodes, shown
from bot.views.outside import units

Surface = Literal["message", "modal", "home"]
Problems = list[str]

_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_TEXT = 4000  # chat.update refuses more; postMessage would cut
_ALL_TEXT = 10_000  # undocumented `msg_blocks_too_long` begins a little above
_TABLE_TEXT = 10_000
_MARKDOWN = 12_000  # all markdown blocks of a payload together
_PLANS = 1
_ONLY = {
    "plan": {"message"},
    "task_card": {"message"},
    "markdown": {"message"},
    "table": {"message", "home"},
    "input": {"message", "modal", "home"},
}


def valid(payload: Mapping[str, Any], surface: Surface = "message") -> Problems:
    """Everything Slack would refuse, or cut, in plain sentences; empty = send it.

    Args:
        payload: `text` and `blocks` of a message, or `blocks` of a view.
        surface: where it is to be shown.
    """
    blocks = payload.get("blocks") or []
    if not isinstance(blocks, list | tuple):
        return ["blocks: not a list"]
    problems = _message(payload, bool(blocks)) if surface == "message" else []
    if len(blocks) > _BLOCKS[surface]:
        problems.append(f"{len(blocks)} blocks, at most {_BLOCKS[surface]}")
    for at, block in enumerate(blocks):
        problems += [f"blocks[{at}]: {problem}" for problem in _one(block, surface)]
    if all(isinstance(block, dict) for block in blocks):
        problems += _together(blocks)
    return problems


def _message(payload: Mapping[str, Any], has_blocks: bool) -> Problems:  # noqa: FBT001 -- private
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        missing = "text: missing; screen readers and notifications have nothing else"
        return [missing if has_blocks else "no text and no blocks"]
    problems = [f"text: {units(text)}, must stay below {_TEXT}"] if units(text) >= _TEXT else []
    extra = set(payload) - {"text", "blocks"}
    return problems + [f"{name}: not part of what a view makes" for name in sorted(extra)]


def _one(block: Any, surface: Surface) -> Problems:  # noqa: ANN401 -- untrusted JSON
    if not isinstance(block, dict):
        return ["not an object"]
    kind = block.get("type")
    if kind not in BLOCKS:
        return [f"unknown block type {kind!r}"]
    if surface not in _ONLY.get(kind, {surface}):
        return [f"{kind} is not allowed on a {surface}"]
    return wrong(block)


def _together(blocks: Sequence[dict[str, Any]]) -> Problems:
    """The rules no single block can break alone."""
    problems = _twice("block_id", [b["block_id"] for b in blocks if b.get("block_id")])
    actions = [node["action_id"] for node in nodes(blocks) if node.get("action_id")]
    problems += _twice("action_id", actions)
    tasks = [n["task_id"] for n in nodes(blocks) if isinstance(n.get("task_id"), str)]
    problems += _twice("task_id", tasks)
    kinds = Counter(block.get("type") for block in blocks)
    if kinds["table"] > 1:
        problems.append("more than one table in a message")
    if kinds["plan"] > _PLANS:
        problems.append("more than one plan in a message")
    if kinds["plan"] and kinds["task_card"]:
        problems.append("plan and task_card exclude each other")
    marked = sum(units(str(b.get("text", ""))) for b in blocks if b.get("type") == "markdown")
    if marked > _MARKDOWN:
        problems.append(f"markdown blocks: {marked} characters together, at most {_MARKDOWN}")
    tabled = sum(units(t) for t in shown([b for b in blocks if b.get("type") == "table"]))
    if tabled > _TABLE_TEXT:
        problems.append(f"table: {tabled} characters, at most {_TABLE_TEXT}")
    size = sum(units(text) for text in shown(blocks))
    if size >= _ALL_TEXT:
        problems.append(f"{size} characters of text in the blocks, must stay below {_ALL_TEXT}")
    return problems


def _twice(what: str, names: list[str]) -> Problems:
    return [f"{what} {n!r} is used {c} times" for n, c in Counter(names).items() if c > 1]
