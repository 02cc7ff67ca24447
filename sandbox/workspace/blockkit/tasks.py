"""plan and task_card: bare-string titles, four states, unique ids, messages only."""

from sandbox.workspace.blockkit import limits
from sandbox.workspace.blockkit.elements import ELEMENTS
from sandbox.workspace.blockkit.kinds import MESSAGE, Kind, block
from sandbox.workspace.blockkit.rich_text import RICH_TEXT
from sandbox.workspace.blockkit.rules import unique_task_ids
from sandbox.workspace.blockkit.schema import Anything, Choice, Items, Record, Spec, Str, Typed

RICH = Typed(lambda: {"rich_text": RICH_TEXT})

_NEEDED: dict[str, Spec] = {"task_id": Str(limits.ID), "title": Str()}


def _optional(*statuses: str) -> dict[str, Spec]:
    return {
        "status": Choice(statuses),
        "details": RICH,
        "output": RICH,
        "sources": Items(Typed(lambda: ELEMENTS, frozenset({"url"})), min=0),
    }


_TASK = Record(
    _NEEDED,
    _optional("pending", "in_progress", "complete", "error")
    | {"type": Choice(("task_card",)), "block_id": Str(limits.ID)},
)

TASKS: dict[str, Kind] = {
    "plan": Kind(
        block(
            {"title": Str(), "tasks": Items(_TASK, limits.PLAN_TASKS)},
            {"status": Anything()},
            unique_task_ids,
        ),
        MESSAGE,
    ),
    # Slack refuses `pending` on a task_card of its own, its documentation's example included.
    "task_card": Kind(block(_NEEDED, _optional("in_progress", "complete", "error")), MESSAGE),
}
