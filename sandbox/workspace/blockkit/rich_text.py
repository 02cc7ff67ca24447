"""Rich text: sections, lists, quotes, preformatted, and the parts in them (Slack docs)."""

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.schema import (
    Anything,
    Choice,
    Flag,
    Items,
    Record,
    Spec,
    Str,
    Typed,
    Whole,
)

_TYPE: dict[str, Spec] = {"type": Anything()}
_STYLE: dict[str, Spec] = {"style": Record({}, open=True)}


def _part(own: dict[str, Spec], optional: dict[str, Spec] | None = None) -> Record:
    return Record(_TYPE | own, _STYLE | (optional or {}))


PARTS: dict[str, Spec] = {
    "text": _part({"text": Str()}),
    "link": _part({"url": Str(limits.URL)}, {"text": Str(), "unsafe": Flag()}),
    "user": _part({"user_id": Str()}),
    "channel": _part({"channel_id": Str()}),
    "usergroup": _part({"usergroup_id": Str()}),
    "team": _part({"team_id": Str()}),
    "emoji": _part({"name": Str()}, {"unicode": Str(), "skin_tone": Whole()}),
    "date": _part(
        {"timestamp": Whole(), "format": Str()}, {"url": Str(limits.URL), "fallback": Str()}
    ),
    "broadcast": _part({"range": Choice(("here", "channel", "everyone"))}),
    "color": _part({"value": Str()}),
}
_PARTS = Items(Typed(lambda: PARTS), min=0)

SECTIONS: dict[str, Spec] = {
    "rich_text_section": Record(_TYPE | {"elements": _PARTS}),
    "rich_text_quote": Record(_TYPE | {"elements": _PARTS}, {"border": Whole(0, 1)}),
    "rich_text_preformatted": Record(
        _TYPE | {"elements": Items(Typed(lambda: PARTS, frozenset({"text", "link"})), min=0)},
        {"border": Whole(0, 1), "language": Str()},
    ),
    "rich_text_list": Record(
        _TYPE
        | {
            "elements": Items(Typed(lambda: SECTIONS, frozenset({"rich_text_section"}))),
            "style": Choice(("bullet", "ordered")),
        },
        {"indent": Whole(0, 8), "offset": Whole(0), "border": Whole(0, 1)},
    ),
}

RICH_TEXT = Record(
    _TYPE | {"elements": Items(Typed(lambda: SECTIONS), min=0)}, {"block_id": Str(limits.ID)}
)
