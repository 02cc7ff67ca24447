"""The numbers (Slack docs, Block Kit reference and chat methods), in one place."""

from collections.abc import Iterator, Mapping
from typing import Any

BLOCKS = {"message": 50, "modal": 100, "home": 100}
VIEW_BYTES = 250_000
TEXT_KEPT = 40_000  # chat.postMessage cuts what is longer
TEXT_UPDATED = 4_000  # chat.update refuses what is longer
MARKDOWN = 12_000  # all markdown blocks of a message together
BLOCKS_TEXT = 13_200  # undocumented: bolt-js #2509 met msg_blocks_too_long near here
ATTACHMENTS = 100
METADATA = 8_000

ID = 255
TEXT_OBJECT = 3_000
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
CONTEXT_ACTIONS_ELEMENTS = 5
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
URL = 3_000
ACCESSIBILITY_LABEL = 75
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTION_DESCRIPTION = 75
OPTIONS = 100
OVERFLOW_OPTIONS = 5
CHOICES = 10  # checkboxes and radio buttons
PLACEHOLDER = 150
LABEL = 2_000
INPUT_TEXT = 3_000
ALT_TEXT = 2_000
VISIBLE_TO = 10
PLAN_TASKS = 50
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000
TABLES = 1
DATA_TABLE_ROWS = (2, 201)
DATA_TABLE_TEXT = 20_000
DATA_TABLE_PAGE = 100
ALERT_TEXT = 200
CARD_TITLE = 150
CARD_BODY = 200
CARD_BUTTONS = 3
CAROUSEL_CARDS = 10
CONTAINER_TITLE = 150
CONTAINER_CHILDREN = 10
DATA_VISUALIZATIONS = 2
VIDEO_TITLE = 200
VIEW_TITLE = 24
PRIVATE_METADATA = 3_000
VIEW_STACK = 3

ACTING_ELEMENTS = frozenset(
    {
        "button",
        "checkboxes",
        "channels_select",
        "conversations_select",
        "datepicker",
        "datetimepicker",
        "email_text_input",
        "external_select",
        "feedback_buttons",
        "file_input",
        "icon_button",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "number_input",
        "overflow",
        "plain_text_input",
        "radio_buttons",
        "rich_text_input",
        "static_select",
        "timepicker",
        "url_text_input",
        "users_select",
        "workflow_button",
    }
)

_WORDS = frozenset({"text", "title", "alt_text", "description", "fallback", "caption"})


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 -- any JSON
    """Every string a reader would see inside blocks."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str) and key in _WORDS:
                yield inner
            elif not isinstance(inner, str):
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def content_length(value: Any) -> int:  # noqa: ANN401 -- any JSON
    """How many characters of text there are in it."""
    return sum(map(len, strings(value)))


def running_text(blocks: list[Any]) -> int:
    """Characters outside tables, which have limits of their own."""
    return content_length([b for b in blocks if b.get("type") not in ("table", "data_table")])
