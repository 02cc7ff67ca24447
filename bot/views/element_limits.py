"""The limits of interactive elements, options and confirm dialogs (Slack docs, Block Kit)."""

from collections.abc import Callable
from typing import Any

from bot.views.text_limits import among, plain, sized, string, text_object

Problems = list[str]
Element = dict[str, Any]

_OPTIONS = 100


def element(node: Any, where: str) -> Problems:  # noqa: ANN401 -- untrusted JSON
    """What is wrong with an element in a block of type `where`."""
    if not isinstance(node, dict):
        return ["element: not an object"]
    kind = node.get("type")
    if kind not in ELEMENTS:
        return [f"unknown element {kind!r}"]
    places, check = ELEMENTS[kind]
    problems = [] if where in places else [f"{kind} is not allowed in {where}"]
    if "action_id" in node:
        problems += string(node, "action_id", 255)
    if "confirm" in node:
        problems += _confirm(node["confirm"])
    return [f"{kind}: {problem}" for problem in problems + check(node)]


def _button(node: Element) -> Problems:
    problems = plain(node.get("text"), 75, "text")
    for key, limit in (("value", 2000), ("url", 3000), ("accessibility_label", 75)):
        if key in node:
            problems += string(node, key, limit)
    if "style" in node:
        problems += among(node, "style", ("primary", "danger"))
    known = {"type", "text", "action_id", "value", "url", "style", "confirm"}
    extra = sorted(set(node) - known - {"accessibility_label"})
    return problems + [f"unknown key {key!r}" for key in extra]


def _confirm(node: Any) -> Problems:  # noqa: ANN401 -- untrusted JSON
    if not isinstance(node, dict):
        return ["confirm: not an object"]
    problems = plain(node.get("title"), 100, "confirm.title")
    problems += text_object(node.get("text"), 300, "confirm.text")
    problems += plain(node.get("confirm"), 30, "confirm.confirm")
    problems += plain(node.get("deny"), 30, "confirm.deny")
    return problems + (among(node, "style", ("primary", "danger")) if "style" in node else [])


def _option(node: Any) -> Problems:  # noqa: ANN401 -- untrusted JSON
    if not isinstance(node, dict):
        return ["option: not an object"]
    problems = text_object(node.get("text"), 75, "option") + string(node, "value", 150)
    if "description" in node:
        problems += text_object(node["description"], 75, "option.description")
    return problems


def _options(node: Element, least: int, most: int) -> Problems:
    options = node.get("options")
    problems = sized(options, least, most, "options")
    for option in options if isinstance(options, list) else []:
        problems += _option(option)
    return problems


def _static_select(node: Element) -> Problems:
    if "option_groups" not in node:
        return _placeholder(node) + _options(node, 1, _OPTIONS)
    groups = node["option_groups"]
    problems = sized(groups, 1, _OPTIONS, "option_groups")
    for group in groups if isinstance(groups, list) else []:
        problems += plain(group.get("label"), 75, "label") + _options(group, 1, _OPTIONS)
    return _placeholder(node) + problems


def _placeholder(node: Element) -> Problems:
    return plain(node["placeholder"], 150, "placeholder") if "placeholder" in node else []


def _overflow(node: Element) -> Problems:
    return _options(node, 1, 5)


def _boxes(node: Element) -> Problems:
    return _options(node, 1, 10)


def _image(node: Element) -> Problems:
    problems = string(node, "alt_text", 2000)
    return problems + (string(node, "image_url", 3000) if "image_url" in node else [])


def _plain_text_input(node: Element) -> Problems:
    longest = node.get("max_length", 1)
    problems = [] if 1 <= longest <= 3000 else ["max_length: 1 to 3000"]  # noqa: PLR2004 -- Slack's
    return problems + _placeholder(node)


_ACTIVE = frozenset({"section", "actions"})
_ANY = _ACTIVE | {"input"}

#: Each element we may send: where it may stand, and its rules.
ELEMENTS: dict[str, tuple[frozenset[str], Callable[[Element], Problems]]] = {
    "button": (_ACTIVE, _button),
    "overflow": (_ACTIVE, _overflow),
    "static_select": (_ANY, _static_select),
    "external_select": (_ANY, _placeholder),
    "users_select": (_ANY, _placeholder),
    "conversations_select": (_ANY, _placeholder),
    "radio_buttons": (_ANY, _boxes),
    "checkboxes": (_ANY, _boxes),
    "plain_text_input": (frozenset({"input"}), _plain_text_input),
    "image": (frozenset({"section", "context"}), _image),
}
