"""Many requests in one: ``composite`` and ``composite/batch``, standard and Tooling.

Source: REST API Developer Guide, "Composite" and "Composite Batch"; Tooling API, "Composite". A
composite costs one API call, a batch one per sub-request. That a standard batch refuses Tooling
and OAuth usage URLs is our reading: they are not on the documented list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.context import Context

Resource = Callable[[Call, Context], Answer]
_MOST = 25
_FAILED = 400
_MOST_QUERIES = 5
_REFERENCE = re.compile(r"@\{(\w+)((?:\.\w+|\[\d+\])*)\}")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_VERSION = re.compile(r"/services/data/v(\d+)\.0/")
_IN_BATCH = frozenset({"limits", "sobjects", "query", "queryAll", "search", "connect", "chatter"})
_IN_COMPOSITE = frozenset({"sobjects", "query", "queryAll", "composite/sobjects"})


def batch(call: Call, context: Context, resource: Resource, *, tooling: bool) -> Answer:
    """Independent sub-requests; each has its own status."""
    body = _object(call.json())
    asked = _listed(body, "batchRequests")
    results: list[dict[str, Any]] = []
    delay = 0.0
    for item in asked:
        if body.get("haltOnError") and any(r["statusCode"] >= _FAILED for r in results):
            results.append(_halted())
            continue
        found = _answered(_sub_call(item, call), context, resource, _IN_BATCH, tooling=tooling)
        if found.cut:
            return found
        delay = max(delay, found.delay)
        results.append({"statusCode": found.status, "result": found.body})
        context.org.spend(context.caller, 1)
    failed = any(r["statusCode"] >= _FAILED for r in results)
    return Answer(body={"hasErrors": failed, "results": results}, delay=delay)


def _halted() -> dict[str, Any]:
    text = "Batch processing halted, haltOnError is set to true and a prior request failed."
    return {
        "statusCode": 412,
        "result": [{"errorCode": "BATCH_PROCESSING_HALTED", "message": text}],
    }


def composite(call: Call, context: Context, resource: Resource, *, tooling: bool) -> Answer:
    """Ordered sub-requests that may use answers of earlier ones."""
    body = _object(call.json())
    asked = _listed(body, "compositeRequest")
    queries = sum("/query" in str(item.get("url", "")) for item in asked)
    if queries > _MOST_QUERIES:
        text = f"Composite request has more than {_MOST_QUERIES} query sub-requests: {queries}"
        raise Refusal(400, "LIMIT_EXCEEDED", text)
    answers: dict[str, Answer] = {}
    before = context.org.state
    rolled_back = False
    delay = 0.0
    for item in asked:
        found = _composed(item, call, context, resource, answers, tooling=tooling)
        if found.cut:
            return found
        delay = max(delay, found.delay)
        answers[str(item.get("referenceId"))] = found
        rolled_back = bool(body.get("allOrNone")) and found.status >= _FAILED
        if rolled_back:
            context.org.put_back(before)
            break
    responses = _responses(asked, answers, rolled_back=rolled_back)
    return Answer(body={"compositeResponse": responses}, delay=delay)


def _responses(
    asked: list[dict[str, Any]], answers: dict[str, Answer], *, rolled_back: bool
) -> list[dict[str, Any]]:
    """Rolled back: the failing one keeps its own error, all others say they were halted."""
    text = "The transaction was rolled back since another operation in the same transaction failed."
    halted = Refusal(400, "PROCESSING_HALTED", text).answer()
    names = [str(item.get("referenceId")) for item in asked]
    shown = [
        halted if rolled_back and index != len(answers) - 1 else answers[name]
        for index, name in enumerate(names)
    ]
    return [
        {
            "body": answer.body,
            "httpHeaders": {},
            "httpStatusCode": answer.status,
            "referenceId": name,
        }
        for name, answer in zip(names, shown, strict=True)
    ]


def _composed(
    item: dict[str, Any],
    call: Call,
    context: Context,
    resource: Resource,
    answers: dict[str, Answer],
    *,
    tooling: bool,
) -> Answer:
    try:
        item = {**item, "url": _filled(str(item.get("url", "")), answers, in_url=True)}
        if "body" in item:
            item["body"] = json.loads(_filled(json.dumps(item["body"]), answers, in_url=False))
    except Refusal as refusal:
        return refusal.answer()
    return _answered(
        _sub_call(item, call, body="body"), context, resource, _IN_COMPOSITE, tooling=tooling
    )


def _answered(
    call: Call, context: Context, resource: Resource, allowed: frozenset[str], *, tooling: bool
) -> Answer:
    versioned = _VERSION.match(call.path)
    path = call.path[versioned.end() :] if versioned else ""
    within = path.removeprefix("tooling/")
    try:
        offered = within in allowed or within.split("/")[0] in allowed
        if versioned is None or (within != path) != tooling or not offered:
            raise not_found()
        version = int(versioned[1])
        if version > context.version:
            raise not_found()
        return resource(call, Context(context.org, context.caller, version))
    except Refusal as refusal:
        return refusal.answer()


def _sub_call(item: dict[str, Any], outer: Call, body: str = "richInput") -> Call:
    url = str(item.get("url", ""))
    if not url.startswith("/"):
        url = f"/services/data/{url}"
    split = urlsplit(url)
    sent = item.get(body)
    return Call(
        method=str(item.get("method", "GET")).upper(),
        path=unquote(split.path),
        query=dict(parse_qsl(split.query, keep_blank_values=True)),
        body=b"" if sent is None else json.dumps(sent).encode(),
        headers=outer.headers,
        base=outer.base,
    )


def _filled(text: str, answers: dict[str, Answer], *, in_url: bool) -> str:
    def value(match: re.Match[str]) -> str:
        reference, steps = match.groups()
        here: Any = answers[reference].body if reference in answers else None
        for name, index in _STEP.findall(steps):
            try:
                here = here[int(index)] if index else here[name]
            except (KeyError, IndexError, TypeError):
                here = None
        if here is None:
            text = f"Invalid reference specified. No value for {match[0][2:-1]} found"
            raise Refusal(400, "PROCESSING_HALTED", text)
        return quote(str(here), safe="") if in_url else json.dumps(str(here))[1:-1]

    return _REFERENCE.sub(value, text)


def _object(body: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever JSON the client sent
    if not isinstance(body, dict):
        raise Refusal(400, "JSON_PARSER_ERROR", "The request body must be a JSON object")
    return body


def _listed(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = body.get(name)
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Refusal(400, "JSON_PARSER_ERROR", f"{name} must be a list of requests")
    if not 0 < len(listed) <= _MOST:
        text = f"{name} must hold between 1 and {_MOST} sub-requests, it has {len(listed)}"
        raise Refusal(400, "LIMIT_EXCEEDED", text)
    return listed
