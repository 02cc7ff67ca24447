"""What a layout block is: its shape, and the surfaces it may appear on."""

from dataclasses import dataclass

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.rules import Rule
from sandbox.workspace.blockkit.schema import Anything, Record, Spec, Str

EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGE = frozenset({"message"})
MODAL = frozenset({"modal"})
MESSAGE_AND_HOME = frozenset({"message", "home"})


@dataclass(frozen=True)
class Kind:
    """A block type."""

    spec: Spec
    surfaces: frozenset[str] = EVERYWHERE


def block(
    required: dict[str, Spec],
    optional: dict[str, Spec] | None = None,
    *rules: Rule,
    more: bool = False,
) -> Record:
    """A block's fields beside `type` and `block_id`; `more` lets unknown ones pass."""
    own: dict[str, Spec] = {"block_id": Str(limits.ID)}
    return Record({"type": Anything()} | required, own | (optional or {}), rules, more)
