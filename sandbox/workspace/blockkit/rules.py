"""Rules across the fields of one object."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.workspace.blockkit.schema import Fault, Faults

Rule = Callable[[Mapping[str, Any], str], Faults]


def one_of(*names: str) -> Rule:
    """A rule: exactly one of these fields."""

    def rule(value: Mapping[str, Any], at: str) -> Faults:
        if sum(name in value for name in names) != 1:
            yield Fault("must define one of " + " or ".join(f"`{n}`" for n in names), at)

    return rule


def any_of(*names: str) -> Rule:
    """A rule: at least one of these fields (Slack says "either … or …")."""

    def rule(value: Mapping[str, Any], at: str) -> Faults:
        if not any(name in value for name in names):
            yield Fault("must define either " + " or ".join(f"`{n}`" for n in names), at)

    return rule


def not_both(first: str, second: str) -> Rule:
    """A rule: one of the two at most."""

    def rule(value: Mapping[str, Any], at: str) -> Faults:
        if value.get(first) and value.get(second):
            yield Fault(f"cannot define both `{first}` and `{second}`", at)

    return rule


def unique_task_ids(value: Mapping[str, Any], at: str) -> Faults:
    """A rule: no two tasks of a plan share an id."""
    tasks = value.get("tasks")
    ids = (
        [t.get("task_id") for t in tasks if isinstance(t, dict)] if isinstance(tasks, list) else []
    )
    for index, task_id in enumerate(ids):
        if task_id in ids[:index]:
            yield Fault(f"`task_id` {task_id} already exists", f"{at}/tasks/{index}/task_id")


def same_width(value: Mapping[str, Any], at: str) -> Faults:
    """A rule: every row of a table has as many cells."""
    rows = value.get("rows")
    widths = (
        {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else set()
    )
    if len(widths) > 1:
        yield Fault("all rows must have the same number of columns", f"{at}/rows")


def unique_values(value: Mapping[str, Any], at: str) -> Faults:
    """A rule: no two options share a value."""
    options = value.get("options")
    if not isinstance(options, list):
        return
    values = [o.get("value") for o in options if isinstance(o, dict)]
    if len(set(map(str, values))) != len(values):
        yield Fault("option values must be unique", f"{at}/options")
