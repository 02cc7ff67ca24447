"""Layout blocks as a table (Slack docs, blocks)."""

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.boxes import boxes
from sandbox.workspace.blockkit.elements import (
    ACCESSORIES,
    ACTIONS,
    ELEMENTS,
    FILE,
    INPUTS,
    elements,
)
from sandbox.workspace.blockkit.kinds import MESSAGE, MODAL, Kind, block
from sandbox.workspace.blockkit.rich_text import RICH_TEXT
from sandbox.workspace.blockkit.rules import any_of, one_of
from sandbox.workspace.blockkit.schema import (
    Choice,
    Flag,
    Items,
    Spec,
    Str,
    Text,
    Typed,
    Whole,
    plain,
)
from sandbox.workspace.blockkit.tasks import TASKS

_CONTEXT_PARTS: dict[str, Spec] = {
    "image": ELEMENTS["image"],
    "plain_text": Text(limits.TEXT_OBJECT, ("plain_text",)),
    "mrkdwn": Text(limits.TEXT_OBJECT, ("mrkdwn",)),
}
_SECTION = block(
    {},
    {
        "text": Text(limits.SECTION_TEXT),
        "fields": Items(Text(limits.FIELD_TEXT), limits.SECTION_FIELDS),
        "accessory": elements(frozenset(ACCESSORIES)),
        "expand": Flag(),
    },
    any_of("text", "fields"),
)
_INPUT = block(
    {"label": plain(limits.LABEL), "element": elements(frozenset(INPUTS))},
    {"hint": plain(limits.LABEL), "optional": Flag(), "dispatch_action": Flag()},
)
_IMAGE = block(
    {"alt_text": Str(limits.ALT_TEXT)},
    {"image_url": Str(limits.URL), "slack_file": FILE, "title": plain(limits.ALT_TEXT)},
    one_of("image_url", "slack_file"),
)
_ALERT = block(
    {"text": Text(limits.ALERT_TEXT)},
    {"level": Choice(("default", "info", "warning", "error", "success"))},
)
_CONTEXT = Items(Typed(lambda: _CONTEXT_PARTS), limits.CONTEXT_ELEMENTS)
_ACTIONS = Items(elements(frozenset(ACTIONS)), limits.ACTIONS_ELEMENTS)
_FEEDBACK = Items(
    elements(frozenset({"feedback_buttons", "icon_button"})), limits.CONTEXT_ACTIONS_ELEMENTS
)

KINDS: dict[str, Kind] = {
    "section": Kind(_SECTION),
    "divider": Kind(block({})),
    "header": Kind(block({"text": plain(limits.HEADER_TEXT)}, {"level": Whole(1, 4)})),
    "context": Kind(block({"elements": _CONTEXT})),
    "actions": Kind(block({"elements": _ACTIONS})),
    "context_actions": Kind(block({"elements": _FEEDBACK}), MESSAGE),
    "image": Kind(_IMAGE),
    "input": Kind(_INPUT),
    "rich_text": Kind(RICH_TEXT),
    "markdown": Kind(block({"text": Str(limits.MARKDOWN)}), MESSAGE),
    "alert": Kind(_ALERT, MODAL),
    "video": Kind(block({"alt_text": Str(), "title": plain(limits.VIDEO_TITLE)}, more=True)),
    "file": Kind(block({"external_id": Str(), "source": Choice(("remote",))}), MESSAGE),
    "call": Kind(block({"call_id": Str()}, more=True), MESSAGE),
    "auth_provider": Kind(block({"value": Str(limits.OPTION_VALUE)}, more=True)),
    **TASKS,
    **boxes(lambda: SHAPES),
}

SHAPES: dict[str, Spec] = {name: kind.spec for name, kind in KINDS.items()}
