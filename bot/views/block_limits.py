"""The limits of each block, one function each (Slack docs, Block Kit reference)."""

from collections.abc import Callable
from typing import Any

from bot.views.element_limits import element
from bot.views.text_limits import among, plain, required, rich_text, sized, string, text_object

Block = dict[str, Any]
Problems = list[str]

_STATUSES = ("pending", "in_progress", "complete", "error")
_TASKS = 50
_ROWS, _COLUMNS = 100, 20


def wrong(block: Block) -> Problems:
    """What is wrong with one block on its own."""
    keys, check = BLOCKS[block["type"]]
    extra = sorted(set(block) - keys - {"type", "block_id"})
    problems = [f"unknown key {key!r}" for key in extra]
    if "block_id" in block:
        problems += string(block, "block_id", 255)
    return problems + check(block)


def _section(block: Block) -> Problems:
    text, fields = block.get("text"), block.get("fields")
    problems = [] if text or fields else ["section without text or fields"]
    if text is not None:
        problems += text_object(text, 3000, "text")
    if fields is not None:
        problems += sized(fields, 1, 10, "fields")
        problems += [p for field in fields for p in text_object(field, 2000, "fields")]
    if "accessory" in block:
        problems += element(block["accessory"], "section")
    return problems


def _header(block: Block) -> Problems:
    level = among(block, "level", (1, 2, 3, 4)) if "level" in block else []
    return plain(block.get("text"), 150, "text") + level


def _context(block: Block) -> Problems:
    parts = block.get("elements")
    problems = sized(parts, 1, 10, "elements")
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict) and part.get("type") == "image":
            problems += element(part, "context")
        else:
            problems += text_object(part, 2000, "elements")
    return problems


def _actions(block: Block) -> Problems:
    parts = block.get("elements")
    problems = sized(parts, 1, 25, "elements")
    return problems + [
        p for part in (parts if isinstance(parts, list) else []) for p in element(part, "actions")
    ]


def _image(block: Block) -> Problems:
    problems = string(block, "alt_text", 2000)
    if "image_url" in block:
        problems += string(block, "image_url", 3000)
    elif "slack_file" not in block:
        problems.append("image without image_url or slack_file")
    return problems + (plain(block["title"], 2000, "title") if "title" in block else [])


def _input(block: Block) -> Problems:
    problems = plain(block.get("label"), 2000, "label") + element(block.get("element"), "input")
    return problems + (plain(block["hint"], 2000, "hint") if "hint" in block else [])


def _plan(block: Block) -> Problems:
    problems = string(block, "title", 3000)  # a bare string; a text object is refused
    tasks = block.get("tasks", [])
    problems += sized(tasks, 1, _TASKS, "tasks")
    for at, task in enumerate(tasks if isinstance(tasks, list) else []):
        problems += [f"tasks[{at}]: {problem}" for problem in _task(task)]
    return problems


def _task(task: Any) -> Problems:  # noqa: ANN401 -- untrusted JSON
    if not isinstance(task, dict):
        return ["not an object"]
    if task.get("type", "task_card") != "task_card":
        return ["not a task_card"]
    known = BLOCKS["task_card"][0] | {"type", "block_id"}
    problems = [f"unknown key {key!r}" for key in sorted(set(task) - known)]
    problems += string(task, "task_id", 255) + string(task, "title", 3000)
    problems += among(task, "status", _STATUSES)
    for name in ("details", "output"):
        if name in task:
            problems += rich_text(task[name], name)
    for source in task.get("sources", []):
        problems += required(source, ("type", "url", "text"), "sources")
    return problems


def _lone_task(block: Block) -> Problems:
    pending = block.get("status") == "pending"
    refused = ["`pending` is refused on a task_card outside a plan"] if pending else []
    return _task(block) + refused


def _markdown(block: Block) -> Problems:
    return string(block, "text", 12_000)


def _table(block: Block) -> Problems:
    rows = block.get("rows")
    problems = sized(rows, 1, _ROWS, "rows")
    for at, row in enumerate(rows if isinstance(rows, list) else []):
        problems += sized(row, 1, _COLUMNS, f"rows[{at}]")
    widths = {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else ()
    return problems + (["rows of different widths"] if len(widths) > 1 else [])


def _nothing(_: Block) -> Problems:
    return []


def _rich(block: Block) -> Problems:
    return rich_text(block, "rich_text")


_TASK_KEYS = frozenset({"task_id", "title", "details", "output", "sources", "status"})

#: Each block we may send: its keys, and its rules. Any other type is a problem in itself.
BLOCKS: dict[str, tuple[frozenset[str], Callable[[Block], Problems]]] = {
    "section": (frozenset({"text", "fields", "accessory", "expand"}), _section),
    "header": (frozenset({"text", "level"}), _header),
    "context": (frozenset({"elements"}), _context),
    "actions": (frozenset({"elements"}), _actions),
    "divider": (frozenset(), _nothing),
    "image": (frozenset({"alt_text", "image_url", "slack_file", "title"}), _image),
    "input": (
        frozenset({"label", "element", "hint", "optional", "dispatch_action"}),
        _input,
    ),
    "rich_text": (frozenset({"elements"}), _rich),
    "markdown": (frozenset({"text"}), _markdown),
    "table": (frozenset({"rows", "column_settings"}), _table),
    "plan": (frozenset({"title", "tasks"}), _plan),
    "task_card": (_TASK_KEYS, _lone_task),
}
