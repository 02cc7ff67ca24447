"""Whole surfaces: the blocks of a message, a modal or a Home tab, and rules across blocks."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.blocks import KINDS
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
    Typed,
    plain,
)

__all__ = ["Fault", "check_message", "check_view"]

Blocks = list[Any]


def check_message(blocks: Blocks, *, switched_off: frozenset[str] = frozenset()) -> list[Fault]:
    """Every reason Slack would refuse these blocks in a message; empty if it would take them."""
    return list(_check(blocks, "message", "/blocks", switched_off))


def check_view(view: Any) -> list[Fault]:  # noqa: ANN401 -- whatever was sent
    """Every reason Slack would refuse this modal or Home tab."""
    if not isinstance(view, dict):
        return [Fault("must provide an object", "/view")]
    surface = "home" if view.get("type") == "home" else "modal"
    faults = list(_VIEWS[surface].check(view, "/view"))
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        faults += _check(blocks, surface, "/view/blocks", frozenset())
        inputs = any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
        if inputs and surface == "modal" and "submit" not in view:
            faults.append(Fault("missing required field: submit", "/view"))
    return faults


def _check(blocks: Blocks, surface: str, at: str, switched_off: frozenset[str]) -> Faults:
    allowed = frozenset(n for n, k in KINDS.items() if surface in k.surfaces) - switched_off
    shapes: dict[str, Spec] = {name: KINDS[name].spec for name in allowed}
    yield from Items(Typed(lambda: shapes), limits.BLOCKS[surface], min=0).check(blocks, at)
    sound = [(i, b) for i, b in enumerate(blocks) if isinstance(b, dict)]
    yield from _unique_block_ids(sound, at)
    yield from _unique_action_ids(sound, at)
    yield from _across(sound, at)


def _unique_block_ids(blocks: list[tuple[int, Any]], at: str) -> Faults:
    seen: set[str] = set()
    for index, block in blocks:
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in seen:
                yield Fault(f"`block_id` {block_id} already exists", f"{at}/{index}/block_id")
            seen.add(block_id)


def _unique_action_ids(blocks: list[tuple[int, Any]], at: str) -> Faults:
    for index, block in blocks:
        listed = block.get("elements")
        found = listed if isinstance(listed, list) else []
        ids = [e.get("action_id") for e in found if isinstance(e, dict) and "action_id" in e]
        for action_id, count in Counter(map(str, ids)).items():
            if count > 1:
                yield Fault(f"`action_id` {action_id} already exists", f"{at}/{index}/elements")


def _across(blocks: list[tuple[int, Any]], at: str) -> Faults:
    kinds = Counter(str(block.get("type")) for _, block in _deep(blocks))
    if kinds["table"] > limits.TABLES:
        yield Fault("only one table is allowed", at)
    if kinds["data_visualization"] > limits.DATA_VISUALIZATIONS:
        yield Fault("no more than 2 data_visualization blocks allowed", at)
    if kinds["plan"] and kinds["task_card"]:
        yield Fault("plan and task_card blocks cannot be used together", at)
    lengths = {
        "markdown": limits.MARKDOWN,
        "table": limits.TABLE_TEXT,
        "data_table": limits.DATA_TABLE_TEXT,
    }
    for kind, most in lengths.items():
        of_kind = [block for _, block in _deep(blocks) if block.get("type") == kind]
        if limits.content_length(of_kind) > most:
            yield Fault(f"{kind} text must be less than {most + 1} characters", at)


def _deep(blocks: list[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """The blocks and those inside containers; plan tasks are no blocks."""
    for index, block in blocks:
        yield index, block
        children = block.get("child_blocks")
        if isinstance(children, list):
            yield from _deep([(index, child) for child in children if isinstance(child, dict)])


_BLOCK_LIST = Anything()  # checked by _check, which knows the surface
_COMMON: dict[str, Spec] = {
    "private_metadata": Str(limits.PRIVATE_METADATA, min=0),
    "callback_id": Str(limits.ID, min=0),
    "external_id": Str(limits.ID, min=0),
}
_VIEWS: dict[str, Spec] = {
    "home": Record({"type": Choice(("home",)), "blocks": Items(_BLOCK_LIST, min=0)}, _COMMON),
    "modal": Record(
        {
            "type": Choice(("modal",)),
            "title": plain(limits.VIEW_TITLE),
            "blocks": Items(_BLOCK_LIST, min=0),
        },
        _COMMON
        | {
            "submit": plain(limits.VIEW_TITLE),
            "close": plain(limits.VIEW_TITLE),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
    ),
}
