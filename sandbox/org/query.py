"""``/query``, ``/queryAll`` and the pages behind ``nextRecordsUrl``, on both endpoints.

Source: REST API Developer Guide, "Query" and "Query Options"; Tooling API, "query" (its envelope
has size, queryLocator and entityTypeName); Implementation restriction texts as recorded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sandbox.org.call import Answer, Call, Refusal
from sandbox.org.context import Context
from sandbox.org.faults import FaultAnswer
from sandbox.org.query_columns import described
from sandbox.org.soql import Query, Result, SoqlError, parse, run
from sandbox.org.soql.tree import Compare, Logic, Path

_PAGE = 2000
_PAGES = (200, 2000)  # Query Options: batchSize between 200 and 2,000
_MOST_TOKENS = 2500  # OauthToken: this many rows at most and no queryMore (seen by sfdx-hardis)
_BY_ID_ALONE = frozenset({"subscriberpackage", "subscriberpackageversion"})
_BY_ID_ALONE_TEXT = (
    "Implementation restriction: You can only perform queries of the form Id='<some_value>'."
)
_BATCH_SIZE = re.compile(r"batchSize\s*=\s*(\d+)", re.IGNORECASE)


def answer(
    call: Call, context: Context, locator: str, *, tooling: bool, fault: FaultAnswer | None
) -> Answer:
    """A query, or the next page of one."""
    if locator:
        return Answer(body=_next_page(call, context, locator, tooling=tooling))
    text = call.query.get("q", "")
    if not text.strip():
        raise Refusal(400, "MALFORMED_QUERY", "A query string has to be specified")
    try:
        if call.query.get("columns", "").lower() == "true":
            return Answer(body=described(parse(text), context.view(tooling=tooling)))
        found = _found(text, context, tooling=tooling, hidden=bool(fault and fault.kind == "hide"))
    except SoqlError as error:
        raise Refusal(400, error.code, error.message) from None
    if fault and fault.kind == "cut":
        return Answer(body=_cut(found, context, fault, tooling=tooling))
    size = _MOST_TOKENS if found.entity == "OauthToken" else _page_size(call)
    return Answer(body=_page(found, context, 0, size, tooling=tooling))


def _found(text: str, context: Context, *, tooling: bool, hidden: bool) -> Result:
    asked = parse(text)
    view = context.view(tooling=tooling, hidden=hidden)
    result = run(asked, view)
    if asked.source.lower() in _BY_ID_ALONE and not _by_id(asked):
        raise SoqlError("MALFORMED_QUERY", _BY_ID_ALONE_TEXT)
    if result.entity == "OauthToken" and result.total > _MOST_TOKENS and not result.count_only:
        return replace(result, total=_MOST_TOKENS)
    return result


def _by_id(asked: Query) -> bool:
    where = asked.where
    parts = where.items if isinstance(where, Logic) and where.operator == "AND" else (where,)
    return any(
        isinstance(part, Compare)
        and isinstance(part.left, Path)
        and part.left.text.lower() == "id"
        and part.operator == "="
        for part in parts
    )


def _page_size(call: Call) -> int:
    asked = _BATCH_SIZE.search(call.headers.get("Sforce-Query-Options", ""))
    return min(max(int(asked[1]), _PAGES[0]), _PAGES[1]) if asked else _PAGE


def _page(
    found: Result, context: Context, start: int, size: int, *, tooling: bool
) -> dict[str, Any]:
    stop = min(start + size, found.total)
    records = [] if found.count_only else found.records(start, stop)
    done = found.count_only or stop >= found.total
    body: dict[str, Any] = {"totalSize": found.total, "done": done}
    if not done:
        locator = context.org.keep(found)
        prefix = f"{context.root}/tooling" if tooling else context.root
        body["nextRecordsUrl"] = f"{prefix}/query/{locator}-{stop}"
    if tooling:
        body = {"size": len(records) if not found.count_only else found.total, **body}
        body |= {"queryLocator": None, "entityTypeName": found.entity}
    return body | {"records": records}


def _cut(found: Result, context: Context, fault: FaultAnswer, *, tooling: bool) -> dict[str, Any]:
    """A list that stops early and says so: ``done`` is false."""
    keep = found.total // 2 if fault.keep is None else min(fault.keep, found.total)
    body = _page(found, context, 0, keep, tooling=tooling)
    locator = context.org.keep(found)
    return body | {"done": False, "nextRecordsUrl": f"{context.root}/query/{locator}-{keep}"}


def _next_page(call: Call, context: Context, locator: str, *, tooling: bool) -> dict[str, Any]:
    name, _, offset = locator.rpartition("-")
    found = context.org.cursors.get(name)
    if found is None or not offset.isdigit() or int(offset) > found.total:
        raise Refusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    return _page(found, context, int(offset), _page_size(call), tooling=tooling)
