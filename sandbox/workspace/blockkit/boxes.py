"""Tables, cards and containers: the big blocks, for messages and the Home tab."""

from collections.abc import Callable, Mapping

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.elements import elements
from sandbox.workspace.blockkit.kinds import MESSAGE_AND_HOME, Kind, block
from sandbox.workspace.blockkit.rich_text import RICH_TEXT
from sandbox.workspace.blockkit.rules import any_of, not_both, same_width
from sandbox.workspace.blockkit.schema import (
    Anything,
    Choice,
    Flag,
    Items,
    Record,
    Spec,
    Str,
    Text,
    Typed,
    Whole,
)
from sandbox.workspace.blockkit.tasks import RICH

_CELLS: dict[str, Spec] = {
    "raw_text": Record({"type": Anything(), "text": Str()}),
    "raw_number": Record({"type": Anything(), "value": Anything()}, {"text": Str()}),
    "rich_text": RICH_TEXT,
}
_ROWS = Items(
    Items(Typed(lambda: _CELLS), limits.TABLE_COLUMNS),
    limits.TABLE_ROWS,
)
_CONTAINED = frozenset(
    {"section", "context", "actions", "table", "rich_text", "divider", "image", "header"}
    | {"data_table", "markdown", "card"}
)
_CARD = block(
    {},
    {
        "title": Text(limits.CARD_TITLE),
        "subtitle": Text(limits.CARD_TITLE),
        "body": Text(limits.CARD_BODY),
        "subtext": Text(limits.CARD_BODY),
        "actions": Items(elements(frozenset({"button"})), limits.CARD_BUTTONS),
        "hero_image": Anything(),
        "icon": Anything(),
        "slack_icon": Anything(),
    },
    any_of("hero_image", "title", "actions", "body"),
    not_both("icon", "slack_icon"),
)
_DATA_ROWS = Items(
    Items(Anything(), limits.TABLE_COLUMNS),
    limits.DATA_TABLE_ROWS[1],
    limits.DATA_TABLE_ROWS[0],
)
_DATA_TABLE = block(
    {"caption": Str(), "rows": _DATA_ROWS},
    {"page_size": Whole(1, limits.DATA_TABLE_PAGE)},
    same_width,
    more=True,
)


def _container(shapes: Callable[[], Mapping[str, Spec]]) -> Record:
    children = Items(Typed(shapes, _CONTAINED), limits.CONTAINER_CHILDREN)
    return block(
        {"child_blocks": children},
        {
            "title": Text(limits.CONTAINER_TITLE),
            "rich_text_title": RICH,
            "subtitle": Text(limits.CONTAINER_TITLE),
            "width": Choice(("narrow", "standard", "wide", "full")),
            "icon": Anything(),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
            "has_header_divider": Flag(),
        },
        any_of("title", "rich_text_title"),
        not_both("is_collapsible", "has_header_divider"),
    )


def boxes(shapes: Callable[[], Mapping[str, Spec]]) -> dict[str, Kind]:
    """The big blocks; `shapes` tells, when asked, what may stand inside a container."""
    cards = Items(Typed(shapes, frozenset({"card"})), limits.CAROUSEL_CARDS)
    columns = Items(Anything(), limits.TABLE_COLUMNS, min=0)
    specs: dict[str, Record] = {
        "table": block({"rows": _ROWS}, {"column_settings": columns}, same_width),
        "data_table": _DATA_TABLE,
        "data_visualization": block({}, more=True),
        "card": _CARD,
        "carousel": block({"elements": cards}),
        "container": _container(shapes),
    }
    return {name: Kind(spec, MESSAGE_AND_HOME) for name, spec in specs.items()}
