"""Block elements and composition objects as tables (Slack docs, block elements)."""

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.rules import one_of, unique_values
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
    plain,
)

LINK = Str(limits.URL, starts=("http://", "https://", "mailto:", "tel:", "slack://"))
STYLE = Choice(("primary", "danger"))
CONFIRM = Record(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": Text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
    },
    {"style": STYLE},
)
TYPE = {"type": Anything()}
ACTION: dict[str, Spec] = {"action_id": Str(limits.ID), "confirm": CONFIRM}
FOCUS: dict[str, Spec] = {"focus_on_load": Flag(), "placeholder": plain(limits.PLACEHOLDER)}
DISPATCH: dict[str, Spec] = {"dispatch_action_config": Record({}, open=True)}


def option(text: Text, *, url: bool = False) -> Record:
    """An option object: its text, its value, and a link in overflow menus."""
    link: dict[str, Spec] = {"url": LINK} if url else {}
    description = {"description": Text(limits.OPTION_DESCRIPTION)}
    return Record({"text": text, "value": Str(limits.OPTION_VALUE)}, description | link)


PLAIN_OPTION = option(plain(limits.OPTION_TEXT))
RICH_OPTION = option(Text(limits.OPTION_TEXT))
OPTION_LIST = Items(PLAIN_OPTION, limits.OPTIONS)
OPTION_GROUPS = Items(
    Record({"label": plain(limits.OPTION_TEXT), "options": OPTION_LIST}), limits.OPTIONS
)
FILE = Record({}, {"id": Str(), "url": Str(limits.URL)}, (one_of("id", "url"),))


def _select(kind: str, own: dict[str, Spec], *, many: bool) -> Record:
    more: dict[str, Spec] = {"max_selected_items": Whole(1)} if many else {}
    fields = TYPE | ACTION | FOCUS | own | more
    rules = (one_of("options", "option_groups"), unique_values) if kind == "static" else ()
    return Record({}, fields, rules)


def _selects() -> dict[str, Spec]:
    single: dict[str, dict[str, Spec]] = {
        "static": {
            "options": OPTION_LIST,
            "option_groups": OPTION_GROUPS,
            "initial_option": PLAIN_OPTION,
        },
        "external": {"min_query_length": Whole(0), "initial_option": PLAIN_OPTION},
        "users": {"initial_user": Str()},
        "conversations": {
            "initial_conversation": Str(),
            "default_to_current_conversation": Flag(),
            "response_url_enabled": Flag(),
            "filter": Record({}, open=True),
        },
        "channels": {"initial_channel": Str(), "response_url_enabled": Flag()},
    }
    table: dict[str, Spec] = {}
    for kind, own in single.items():
        table[f"{kind}_select"] = _select(kind, own, many=False)
        several = {n + "s" if n.startswith("initial_") else n: s for n, s in own.items()}
        several = {n: Items(s) if n.startswith("initial_") else s for n, s in several.items()}
        table[f"multi_{kind}_select"] = _select(kind, several, many=True)
    return table


def _input(own: dict[str, Spec]) -> Record:
    return Record({}, TYPE | ACTION | FOCUS | DISPATCH | own)


_CHOICES: dict[str, Spec] = {"options": Items(RICH_OPTION, limits.CHOICES)}
_VISIBLE: dict[str, Spec] = {"visible_to_user_ids": Items(Str(), limits.VISIBLE_TO)}
_LABEL: dict[str, Spec] = {"accessibility_label": Str(limits.ACCESSIBILITY_LABEL)}
_FEEDBACK = Record({"text": plain(limits.BUTTON_TEXT), "value": Str(limits.BUTTON_VALUE)}, _LABEL)

ELEMENTS: dict[str, Spec] = {
    "button": Record(
        TYPE | {"text": plain(limits.BUTTON_TEXT)},
        ACTION
        | _LABEL
        | _VISIBLE
        | {"url": LINK, "value": Str(limits.BUTTON_VALUE), "style": STYLE}
        | {"agent_prompt": Str(4_000), "agent_prompt_display": Anything()},
    ),
    "image": Record(
        TYPE | {"alt_text": Str(limits.ALT_TEXT)},
        {"image_url": Str(limits.URL), "slack_file": FILE},
        (one_of("image_url", "slack_file"),),
    ),
    "overflow": Record(
        TYPE
        | {"options": Items(option(plain(limits.OPTION_TEXT), url=True), limits.OVERFLOW_OPTIONS)},
        ACTION,
        (unique_values,),
    ),
    "checkboxes": Record(
        TYPE | _CHOICES,
        ACTION | {"initial_options": Items(RICH_OPTION), "focus_on_load": Flag()},
        (unique_values,),
    ),
    "radio_buttons": Record(
        TYPE | _CHOICES,
        ACTION | {"initial_option": RICH_OPTION, "focus_on_load": Flag()},
        (unique_values,),
    ),
    "datepicker": Record({}, TYPE | ACTION | FOCUS | {"initial_date": Str(10)}),
    "timepicker": Record({}, TYPE | ACTION | FOCUS | {"initial_time": Str(5), "timezone": Str()}),
    "datetimepicker": Record(
        {}, TYPE | ACTION | {"initial_date_time": Whole(0), "focus_on_load": Flag()}
    ),
    "plain_text_input": _input(
        {
            "initial_value": Str(limits.INPUT_TEXT, min=0),
            "multiline": Flag(),
            "min_length": Whole(0, limits.INPUT_TEXT),
            "max_length": Whole(1, limits.INPUT_TEXT),
        }
    ),
    "email_text_input": _input({"initial_value": Str()}),
    "url_text_input": _input({"initial_value": Str()}),
    "number_input": Record(
        TYPE | {"is_decimal_allowed": Flag()},
        ACTION | FOCUS | DISPATCH | {n: Str() for n in ("initial_value", "min_value", "max_value")},
    ),
    "rich_text_input": Record({}, TYPE | ACTION | FOCUS | DISPATCH, open=True),
    "file_input": Record(
        {}, TYPE | ACTION | {"filetypes": Items(Str()), "max_files": Whole(1, 10)}
    ),
    "workflow_button": Record(
        TYPE | {"text": plain(limits.BUTTON_TEXT), "workflow": Record({}, open=True)},
        ACTION | _LABEL | {"style": STYLE},
    ),
    "feedback_buttons": Record(
        TYPE | {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, ACTION
    ),
    "icon_button": Record(
        TYPE | {"icon": Choice(("trash",)), "text": plain(limits.BUTTON_TEXT)},
        ACTION | _LABEL | _VISIBLE | {"value": Str(limits.BUTTON_VALUE)},
    ),
    "url": Record(TYPE | {"url": LINK, "text": Str()}),
    **_selects(),
}

SELECTS = frozenset(_selects())
PICKERS = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
INPUTS = (
    SELECTS
    | PICKERS
    | {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
    | {"rich_text_input", "file_input", "datetimepicker"}
)
ACCESSORIES = SELECTS | PICKERS | {"button", "image", "overflow", "workflow_button"}
ACTIONS = (SELECTS | PICKERS | {"button", "overflow", "workflow_button"}) | {
    "datetimepicker",
    "rich_text_input",
}


def elements(allowed: frozenset[str]) -> Typed:
    """An element of one of these kinds."""
    return Typed(lambda: ELEMENTS, allowed)
