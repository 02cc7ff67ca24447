"""``composite/sobjects``: up to 200 records in one call, all or each for itself.

Source: REST API Developer Guide, "sObject Collections"; the rolled-back text as documented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.org.call import Answer, Call, Refusal
from sandbox.org.context import Context
from sandbox.org.writes import records
from sandbox.org.writes.mistakes import Mistake

_MOST = 200
_ROLLED_BACK = Mistake(
    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    "Record rolled back because not all records were valid and the request was using AllOrNone"
    " header",
)


def answer(call: Call, context: Context, *, tooling: bool) -> Answer:
    """Create, update or delete a list of records."""
    if call.method == "DELETE":
        ids = [one for one in call.query.get("ids", "").split(",") if one]
        every = call.query.get("allOrNone", "").lower() == "true"
        tasks = [_deletion(context, one) for one in ids]
        return _together(context, tasks, all_or_none=every)
    body = call.json()
    listed = body.get("records") if isinstance(body, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Refusal(400, "JSON_PARSER_ERROR", "records must be a list")
    if call.method not in {"POST", "PATCH"}:
        text = f"HTTP Method '{call.method}' not allowed. Allowed are POST,PATCH,DELETE"
        raise Refusal(405, "METHOD_NOT_ALLOWED", text)
    tasks = [_task(context, record, call.method, tooling=tooling) for record in listed]
    return _together(context, tasks, all_or_none=bool(body.get("allOrNone")))


def _together(context: Context, tasks: list[Callable[[], str]], *, all_or_none: bool) -> Answer:
    if not 0 < len(tasks) <= _MOST:
        text = f"The number of records must be between 1 and {_MOST}"
        raise Refusal(400, "EXCEEDED_MAX_SIZE_REQUEST", text)
    before = context.org.state
    results = [_result(task) for task in tasks]
    if all_or_none and not all(result["success"] for result in results):
        context.org.put_back(before)
        results = [_ROLLED_BACK.in_collection() if r["success"] else r for r in results]
    return Answer(body=results)


def _result(task: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"id": task(), "success": True, "errors": []}
    except Mistake as mistake:
        return mistake.in_collection()
    except Refusal as refusal:
        return Mistake(refusal.code, refusal.message).in_collection()


def _task(
    context: Context, record: dict[str, Any], method: str, *, tooling: bool
) -> Callable[[], str]:
    attributes = record.get("attributes")
    kind = str(attributes.get("type", "")) if isinstance(attributes, dict) else ""
    row_id = next((str(v) for k, v in record.items() if k.lower() == "id"), "")

    def create() -> str:
        return records.create(context, kind, record, tooling=tooling)

    def update() -> str:
        body = {k: v for k, v in record.items() if k.lower() != "id"}
        records.update(context, kind, row_id, body, tooling=tooling)
        return row_id

    return create if method == "POST" else update


def _deletion(context: Context, row_id: str) -> Callable[[], str]:
    def delete() -> str:
        view = context.view(tooling=False)
        kinds = [e.name for e in view.entities() if e.prefix and row_id.startswith(e.prefix)]
        if not kinds:
            raise Mistake("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
        records.delete(context, kinds[0], row_id)
        return row_id

    return delete
