"""Finding an element where it is drawn, the action that pressing it makes, the state around it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.workspace.entering import (
    FIELD,
    Given,
    NotDrawn,
    NotTaken,
    entered,
    initial,
    is_stateful,
)
from sandbox.workspace.message import Json, interactive

__all__ = ["NotDrawn", "NotTaken", "action_of", "drawn", "filled", "label", "pressed", "values"]

_SHOWN = ("type", "action_id", "block_id", "text", "value", "url", "style", "placeholder")


def label(element: Json) -> str:
    """The words on an element."""
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text", ""))


def drawn(elements: list[Json], target: str, *, user: str = "", block_id: str = "") -> Json:
    """The one element with this action_id, or else with these words on it."""
    elements = [e for e in elements if user in e.get("visible_to_user_ids", (user,))]
    elements = [e for e in elements if block_id in ("", e["block_id"])]
    found = [e for e in elements if e["action_id"] == target]
    found = found or [e for e in elements if label(e).casefold() == target.casefold()]
    shown = ", ".join(f"{e['action_id']} ({label(e)})" for e in elements) or "nothing"
    if not found:
        raise NotDrawn(f"no {target!r} here; there is {shown}")
    if len(found) > 1:
        raise NotDrawn(f"{target!r} is there {len(found)} times: {shown}")
    return found[0]


def action_of(element: Json, choice: Given, action_ts: str, offered: Sequence[Json] = ()) -> Json:
    """The action in a block_actions payload (Slack docs, block_actions payload)."""
    kind = element["type"]
    action: Json = {k: element[k] for k in _SHOWN if k in element}
    action["action_ts"] = action_ts
    if kind in FIELD:
        return action | entered(element, choice, offered)
    if kind == "feedback_buttons":
        button = element.get(f"{choice}_button") or element["positive_button"]
        action |= {"text": button["text"], "value": button["value"]}
    return action


def pressed(action: Json) -> Json:
    """What the action left behind in the element, as `state.values` holds it."""
    return {k: action[k] for k in ("type", FIELD[action["type"]])}


def values(blocks: list[Json], known: Json) -> Json:
    """`state.values`: every stateful element, entered or initial (facts of Slack's payloads)."""
    out: Json = {}
    for element in interactive(blocks):
        if is_stateful(element):
            held = known.get(element["block_id"], {}).get(element["action_id"])
            same = held is not None and held["type"] == element["type"]
            entry = held if same else initial(element)
            out.setdefault(element["block_id"], {})[element["action_id"]] = entry
    return out


def filled(blocks: list[Json], known: Json, given: Mapping[str, Any], offered: Json) -> Json:
    """`known` with what was given, by block_id and action_id, or by either one alone."""
    out = {block_id: dict(entries) for block_id, entries in known.items()}
    for element in interactive(blocks):
        block_id, action_id = element["block_id"], element["action_id"]
        for answer in _given(given, block_id, action_id):
            if is_stateful(element):
                entry = entered(element, answer, offered.get(action_id, ()))
                out.setdefault(block_id, {})[action_id] = entry
    return out


def _given(given: Mapping[str, Any], block_id: str, action_id: str) -> Iterator[Any]:
    """The one answer for this element, if there is one."""
    if action_id in given:
        yield given[action_id]
    elif block_id in given:
        inner = given[block_id]
        if not isinstance(inner, Mapping):
            yield inner
        elif action_id in inner:
            yield inner[action_id]
