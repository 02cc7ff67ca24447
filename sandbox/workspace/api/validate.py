"""blocks.validate: what Slack thinks of some Block Kit (Slack docs, blocks.validate)."""

from typing import Any

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.blockkit.surface import Fault, check_message, check_view
from sandbox.workspace.message import Json

_KINDS = ("blocks", "message", "view")


def validate(asked: Asked) -> Json:
    """Exactly one of blocks, message, view; pointers begin at what was sent."""
    given = [kind for kind in _KINDS if asked.args.get(kind) not in (None, "")]
    if len(given) != 1:
        raise Refused("invalid_arguments", messages=["exactly one of blocks, message, view"])
    kind = given[0]
    value: Any = asked.json(kind, "invalid_arguments")
    faults = _faults(kind, value)
    if faults:
        raise Refused(f"invalid_{kind}", errors=[_described(kind, f) for f in faults])
    return {"ok": True}


def _faults(kind: str, value: Any) -> list[Fault]:  # noqa: ANN401 -- any JSON
    if kind == "view":
        return check_view(value)
    blocks = value.get("blocks") if kind == "message" and isinstance(value, dict) else value
    if not isinstance(blocks, list):
        return [Fault("must provide an array", "/blocks")]
    return check_message(blocks)


def _described(kind: str, fault: Fault) -> Json:
    root = {"blocks": "/blocks", "view": "/view", "message": ""}[kind]
    missing = fault.message.startswith("missing required field")
    return {
        "pointer": fault.pointer.removeprefix(root),
        "code": "missing_field" if missing else "failed_constraint",
        "message": fault.message,
    }
