"""Layout blocks as a table: shape, and the surfaces they may appear on (Slack docs, blocks)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.elements import (
    ACCESSORIES,
    ACTIONS,
    ELEMENTS,
    FILE,
    INPUTS,
    elements,
)
from sandbox.workspace.blockkit.rich_text import RICH_TEXT
from sandbox.workspace.blockkit.schema import (
    Anything,
    Choice,
    Fault,
    Faults,
    Flag,
    Items,
    Record,
    Spec,
    Str,
    Text,
    Typed,
    Whole,
    any_of,
    one_of,
    plain,
)

EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGE = frozenset({"message"})
MODAL = frozenset({"modal"})
BIG = frozenset({"message", "home"})


@dataclass(frozen=True)
class Kind:
    """A block type."""

    spec: Spec
    surfaces: frozenset[str] = EVERYWHERE


def _block(
    required: dict[str, Spec],
    optional: dict[str, Spec] | None = None,
    *rules: Any,  # noqa: ANN401 - rules of Record
    open_ended: bool = False,
) -> Record:
    own: dict[str, Spec] = {"block_id": Str(limits.ID)}
    return Record({"type": Anything()} | required, own | (optional or {}), rules, open_ended)


def _not_both(first: str, second: str) -> Any:  # noqa: ANN401 - a rule
    def rule(value: Mapping[str, Any], at: str) -> Faults:
        if value.get(first) and value.get(second):
            yield Fault(f"cannot define both `{first}` and `{second}`", at)

    return rule


def _no_duplicate_tasks(value: Mapping[str, Any], at: str) -> Faults:
    tasks = value.get("tasks")
    ids = [t.get("task_id") for t in tasks if isinstance(t, dict)] if isinstance(tasks, list) else []
    for index, task_id in enumerate(ids):
        if task_id in ids[:index]:
            yield Fault(f"`task_id` {task_id} already exists", f"{at}/tasks/{index}/task_id")


def _same_width(value: Mapping[str, Any], at: str) -> Faults:
    rows = value.get("rows")
    widths = {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else set()
    if len(widths) > 1:
        yield Fault("all rows must have the same number of columns", f"{at}/rows")


_STATUS = ("pending", "in_progress", "complete", "error")
_RICH = Typed(lambda: {"rich_text": RICH_TEXT})
_SOURCES = Items(Typed(lambda: ELEMENTS, frozenset({"url"})), min=0)


def _task(statuses: tuple[str, ...], type_spec: Spec, *, loose: bool) -> Record:
    needed: dict[str, Spec] = {"task_id": Str(limits.ID), "title": Str()}
    more: dict[str, Spec] = {
        "status": Choice(statuses),
        "details": _RICH,
        "output": _RICH,
        "sources": _SOURCES,
        "block_id": Str(limits.ID),
    }
    kind = {"type": type_spec}
    return Record(needed if loose else kind | needed, more | kind)


_CELL = Typed(
    lambda: {
        "raw_text": Record({"type": Anything(), "text": Str()}),
        "raw_number": Record({"type": Anything(), "value": Anything()}, {"text": Str()}),
        "rich_text": RICH_TEXT,
    }
)
_ROWS = Items(Items(_CELL, limits.TABLE_COLUMNS), limits.TABLE_ROWS)
_COLUMNS = Items(Anything(), limits.TABLE_COLUMNS, min=0)
_IMAGE: dict[str, Spec] = {"image_url": Str(limits.URL), "slack_file": FILE}
_BUTTONS = Items(elements(frozenset({"button"})), limits.CARD_BUTTONS)
_CONTAINED = frozenset(
    {"section", "context", "actions", "table", "rich_text", "divider", "image", "header"}
    | {"data_table", "markdown", "plan", "task_card", "card"}
)

_CONTEXT_PART = Typed(
    lambda: {
        "image": ELEMENTS["image"],
        "plain_text": Text(limits.FIELD_TEXT, ("plain_text",)),
        "mrkdwn": Text(limits.FIELD_TEXT, ("mrkdwn",)),
    }
)

_SECTION = _block(
    {},
    {
        "text": Text(limits.SECTION_TEXT),
        "fields": Items(Text(limits.FIELD_TEXT), limits.SECTION_FIELDS),
        "accessory": elements(frozenset(ACCESSORIES)),
        "expand": Flag(),
    },
    any_of("text", "fields"),
)
_CARD = _block(
    {},
    {
        "title": Text(limits.CARD_TITLE),
        "subtitle": Text(limits.CARD_TITLE),
        "body": Text(limits.CARD_BODY),
        "subtext": Text(limits.CARD_BODY),
        "actions": _BUTTONS,
        "hero_image": Anything(),
        "icon": Anything(),
        "slack_icon": Anything(),
    },
    any_of("hero_image", "title", "actions", "body"),
    _not_both("icon", "slack_icon"),
)
_CONTAINER = _block(
    {"child_blocks": Items(Typed(lambda: SHAPES, _CONTAINED), limits.CONTAINER_CHILDREN)},
    {
        "title": Text(limits.CONTAINER_TITLE),
        "rich_text_title": _RICH,
        "subtitle": Text(limits.CONTAINER_TITLE),
        "width": Choice(("narrow", "standard", "wide", "full")),
        "icon": Anything(),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    any_of("title", "rich_text_title"),
    _not_both("is_collapsible", "has_header_divider"),
)
_INPUT = _block(
    {"label": plain(limits.LABEL), "element": elements(frozenset(INPUTS))},
    {"hint": plain(limits.LABEL), "optional": Flag(), "dispatch_action": Flag()},
)
_PLAN = _block(
    {"title": Str(), "tasks": Items(_task(_STATUS, Choice(("task_card",)), loose=True), 50)},
    {"status": Anything()},
    _no_duplicate_tasks,
)
_DATA_TABLE = _block(
    {"caption": Str(), "rows": Items(Items(Anything(), 20), limits.DATA_TABLE_ROWS[1], 2)},
    {"page_size": Whole(1, limits.DATA_TABLE_PAGE)},
    _same_width,
    open_ended=True,
)

KINDS: dict[str, Kind] = {
    "section": Kind(_SECTION),
    "divider": Kind(_block({})),
    "header": Kind(_block({"text": plain(limits.HEADER_TEXT)}, {"level": Whole(1, 4)})),
    "context": Kind(_block({"elements": Items(_CONTEXT_PART, limits.CONTEXT_ELEMENTS)})),
    "actions": Kind(
        _block({"elements": Items(elements(frozenset(ACTIONS)), limits.ACTIONS_ELEMENTS)})
    ),
    "context_actions": Kind(
        _block(
            {"elements": Items(elements(frozenset({"feedback_buttons", "icon_button"})), 5)}
        ),
        MESSAGE,
    ),
    "image": Kind(
        _block(
            {"alt_text": Str(limits.ALT_TEXT)},
            _IMAGE | {"title": plain(limits.ALT_TEXT)},
            one_of("image_url", "slack_file"),
        )
    ),
    "input": Kind(_INPUT),
    "rich_text": Kind(RICH_TEXT),
    "markdown": Kind(_block({"text": Str(limits.MARKDOWN)}), MESSAGE),
    "plan": Kind(_PLAN, MESSAGE),
    "task_card": Kind(
        _task(("in_progress", "complete", "error"), Anything(), loose=False), MESSAGE
    ),
    "table": Kind(_block({"rows": _ROWS}, {"column_settings": _COLUMNS}, _same_width), BIG),
    "data_table": Kind(_DATA_TABLE, BIG),
    "data_visualization": Kind(_block({}, open_ended=True), BIG),
    "alert": Kind(
        _block(
            {"text": Text(limits.ALERT_TEXT)},
            {"level": Choice(("default", "info", "warning", "error", "success"))},
        ),
        MODAL,
    ),
    "card": Kind(_CARD, BIG),
    "carousel": Kind(
        _block(
            {"elements": Items(Typed(lambda: SHAPES, frozenset({"card"})), limits.CAROUSEL_CARDS)}
        ),
        BIG,
    ),
    "container": Kind(_CONTAINER, BIG),
    "video": Kind(_block({"alt_text": Str(), "title": plain(200)}, open_ended=True)),
    "file": Kind(_block({"external_id": Str(), "source": Choice(("remote",))}), MESSAGE),
    "call": Kind(_block({"call_id": Str()}, open_ended=True), MESSAGE),
    "auth_provider": Kind(_block({"value": Str(150)}, open_ended=True)),
}

SHAPES: dict[str, Spec] = {name: kind.spec for name, kind in KINDS.items()}
