"""What a person enters into an element: the value Slack's client makes of it, or will not take.

Shapes: Slack docs, block elements and `state.values` in interaction payloads.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sandbox.workspace.message import Json

Given = str | int | Sequence[str] | Mapping[str, Any] | None


class NotDrawn(LookupError):  # noqa: N818 -- says what is so, as LookupError does
    """There is no such button to press; Slack would not have let anybody press it."""


class NotTaken(ValueError):  # noqa: N818 -- the same
    """Slack's client does not take this for a value, and says why beside the field."""


LISTED = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
}
NAMED = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
FIELD = LISTED | NAMED | dict.fromkeys(TYPED, "value")
_STATELESS = frozenset({"overflow"})


def is_stateful(element: Json) -> bool:
    """Whether it appears in `state.values`; buttons and overflow menus do not."""
    return element["type"] in FIELD and element["type"] not in _STATELESS


def initial(element: Json) -> Json:
    """Its value before anybody touched it."""
    kind = element["type"]
    field = FIELD[kind]
    found = next((v for k, v in element.items() if k.startswith("initial_")), None)
    empty: Any = [] if field.endswith("s") else None
    return {"type": kind, field: empty if found is None else found}


def entered(element: Json, given: Given, offered: Sequence[Json] = ()) -> Json:
    """Its value after a person chose or typed this; NotDrawn or NotTaken if they cannot."""
    kind = element["type"]
    field = FIELD[kind]
    if isinstance(given, Mapping) and field in given:
        given = _plain(given[field])
    many = field.endswith("s")
    listed = [] if given in (None, "") else _as_list(given)
    if kind in LISTED:
        value: Any = [_option(element, g, offered) for g in listed]
    else:
        check = _CHECKS.get(kind, _anything)
        value = [check(element, g) for g in listed]
    most = element.get("max_selected_items")
    if many and most is not None and len(value) > most:
        raise NotTaken(f"at most {most} may be chosen")
    return {"type": kind, field: value if many else next(iter(value), None)}


def _as_list(given: Any) -> list[Any]:  # noqa: ANN401 -- see Given
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _plain(value: Any) -> Any:  # noqa: ANN401 -- an entry of `state.values`
    """An option's own value, so that an entry of `state.values` may be given back."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value["value"] if isinstance(value, Mapping) and "value" in value else value


def options(element: Json) -> Iterator[Json]:
    """The options drawn in it, those in groups too."""
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]


def _option(element: Json, choice: object, offered: Sequence[Json]) -> Json:
    for option in [*options(element), *offered]:
        if choice in (option["value"], option["text"]["text"]):
            return dict(option)
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(choice)}, "value": str(choice)}
    raise NotDrawn(f"no option {choice!r} in {element['action_id']}")


def _anything(_element: Json, given: object) -> object:
    return given


def _text(element: Json, given: object) -> str:
    text = str(given)
    least, most = element.get("min_length", 0), element.get("max_length", 3_000)
    if len(text) < least:
        raise NotTaken(f"write at least {least} characters")
    if len(text) > most:
        raise NotTaken(f"write at most {most} characters")
    return text


def _number(element: Json, given: object) -> str:
    try:
        number = float(str(given))
    except ValueError:
        raise NotTaken("enter a number") from None
    if not element.get("is_decimal_allowed") and "." in str(given):
        raise NotTaken("enter a whole number")
    for bound, outside in (("min_value", number.__lt__), ("max_value", number.__gt__)):
        if bound in element and outside(float(element[bound])):
            raise NotTaken(f"that is beyond {element[bound]}")
    return str(given)


def _date(_element: Json, given: object) -> str:
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise NotTaken("choose a date, as in 2026-11-22") from None


def _matching(pattern: str, wanted: str) -> Callable[[Json, object], str]:
    def check(_element: Json, given: object) -> str:
        if not re.fullmatch(pattern, str(given)):
            raise NotTaken(wanted)
        return str(given)

    return check


def _moment(_element: Json, given: object) -> int:
    if not str(given).isdigit():
        raise NotTaken("choose a date and a time")
    return int(str(given))


_CHECKS: dict[str, Callable[[Json, object], object]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "enter an email address"),
    "url_text_input": _matching(r"https?://\S+", "enter a URL that begins with http"),
    "datepicker": _date,
    "timepicker": _matching(r"([01]\d|2[0-3]):[0-5]\d", "choose a time, as in 09:30"),
    "datetimepicker": _moment,
}
