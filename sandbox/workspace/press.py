"""Finding an element where it is drawn, and the action that pressing it makes."""

from sandbox.workspace.message import Json


class NotDrawn(LookupError):  # noqa: N818 - says what is so, as LookupError does
    """There is no such button to press; Slack would not have let anybody press it."""


_LISTED = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
}
_PLAIN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
_MANY = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_SHOWN = ("type", "action_id", "block_id", "text", "value", "url", "style", "placeholder")


def label(element: Json) -> str:
    """The words on an element."""
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text", ""))


def drawn(elements: list[Json], target: str) -> Json:
    """The one element with this action_id, or else with these words on it."""
    found = [e for e in elements if e["action_id"] == target]
    found = found or [e for e in elements if label(e).casefold() == target.casefold()]
    shown = ", ".join(f"{e['action_id']} ({label(e)})" for e in elements) or "nothing"
    if not found:
        raise NotDrawn(f"no {target!r} here; there is {shown}")
    if len(found) > 1:
        raise NotDrawn(f"{target!r} is there {len(found)} times: {shown}")
    return found[0]


def action_of(element: Json, choice: str | None, action_ts: str) -> Json:
    """The action in a block_actions payload (Slack docs, block_actions payload)."""
    kind = element["type"]
    action: Json = {k: element[k] for k in _SHOWN if k in element}
    action["action_ts"] = action_ts
    if kind in _LISTED:
        option = _option(element, choice)
        many = _LISTED[kind].endswith("s")
        action[_LISTED[kind]] = [option] if many else option
    elif kind in _PLAIN:
        action[_PLAIN[kind]] = choice
    elif kind in _MANY:
        action[_MANY[kind]] = [choice]
    elif kind == "feedback_buttons":
        button = element.get(f"{choice}_button") or element["positive_button"]
        action |= {"text": button["text"], "value": button["value"]}
    return action


def _option(element: Json, choice: str | None) -> Json:
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(o for g in groups for o in g["options"])]
    for option in options:
        if choice in (option["value"], option["text"]["text"]):
            return dict(option)
    if element["type"].endswith("external_select") and choice is not None:
        return {"text": {"type": "plain_text", "text": choice}, "value": choice}
    raise NotDrawn(f"no option {choice!r} in {element['action_id']}")


def entered(element: Json, given: str | None) -> Json | None:
    """An input's entry in `state.values`, its initial value unless something was given."""
    kind = element["type"]
    initial = next((v for k, v in element.items() if k.startswith("initial_")), None)
    if given is not None:
        chosen = action_of(element | {"block_id": ""}, given, "")
        field = next((k for k in chosen if k.startswith("selected_")), "value")
        return {"type": kind, field: chosen.get(field, given)}
    if initial is None:
        return None
    return {"type": kind, _LISTED.get(kind, _PLAIN.get(kind, _MANY.get(kind, "value"))): initial}
