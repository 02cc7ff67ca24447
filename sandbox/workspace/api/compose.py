"""From arguments to the contents of a message: text, blocks, attachments, metadata."""

import copy
from dataclasses import dataclass
from typing import Any

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.surface import Fault, check_message
from sandbox.workspace.message import Json
from sandbox.workspace.state import State


@dataclass(frozen=True)
class Contents:
    """What a call wants a message to say; None means the argument was not sent."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def contents(asked: Asked) -> Contents:
    """Read and check the content arguments all chat methods share."""
    blocks = asked.json("blocks", "invalid_blocks_format")
    text = asked.text("text")
    markdown = asked.text("markdown_text")
    if markdown is not None:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > limits.MARKDOWN:
            raise Refused("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    return Contents(
        text=text,
        blocks=None if blocks is None else accepted(asked.state, blocks),
        attachments=_attachments(asked),
        metadata=_metadata(asked),
    )


def accepted(state: State, blocks: Any) -> list[Json]:  # noqa: ANN401 -- whatever was sent
    """The blocks as Slack stores them, or its refusal."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    without_plan = frozenset() if state.world.settings.plan_blocks else frozenset({"plan"})
    faults = check_message(blocks, switched_off=without_plan)
    if faults:
        raise invalid_blocks(faults)
    if limits.running_text(blocks) > limits.BLOCKS_TEXT:
        raise Refused("msg_blocks_too_long")
    return with_ids(state, blocks)


def invalid_blocks(faults: list[Fault]) -> Refused:
    """The error as chat.postMessage words it: the same sentences twice."""
    said = [str(fault) for fault in faults]
    return Refused("invalid_blocks", messages=said, errors=said)


def with_ids(state: State, blocks: list[Json]) -> list[Json]:
    """Slack gives blocks and elements the ids the app left out."""
    out = copy.deepcopy(blocks)
    for block in out:
        block.setdefault("block_id", state.next_id("b"))
        nested = [block.get("accessory"), block.get("element"), *_listed(block)]
        for element in nested:
            if isinstance(element, dict) and element.get("type") in limits.ACTING_ELEMENTS:
                element.setdefault("action_id", state.next_id("a"))
    return out


def _listed(block: Json) -> list[Any]:
    elements = block.get("elements")
    return elements if isinstance(elements, list) else []


def _attachments(asked: Asked) -> list[Json] | None:
    found = asked.json("attachments", "invalid_attachments")
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(a, dict) for a in found):
        raise Refused("invalid_attachments")
    if len(found) > limits.ATTACHMENTS:
        raise Refused("too_many_attachments")
    for attachment in found:
        if "blocks" in attachment:
            accepted(asked.state, attachment["blocks"])
    return found


def _metadata(asked: Asked) -> Json | None:
    found = asked.json("metadata", "invalid_metadata_format")
    if found is None:
        return None
    if not isinstance(found, dict):
        raise Refused("invalid_metadata_format")
    if found and not {"event_type", "event_payload"} <= set(found) and "entities" not in found:
        raise Refused("invalid_metadata_schema")
    if len(str(found)) > limits.METADATA:
        raise Refused("metadata_too_large")
    return found
