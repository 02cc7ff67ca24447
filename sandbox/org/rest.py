"""REST resources, whether asked alone or inside a composite request.

Source: REST API Developer Guide and Tooling API, "Resources".
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.org import composite, describe, limits, query, usage
from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.context import Context
from sandbox.org.faults import FaultAnswer
from sandbox.org.mdapi import deploy_request
from sandbox.org.org import Org
from sandbox.org.writes import collections, records

_LABELS = ("Winter", "Spring", "Summer")  # v58 Summer '23, v59 Winter '24, v60 Spring '24 …
_FIRST_SUMMER = 58


def versions(org: Org) -> Answer:
    """``GET /services/data``: no sign-in needed."""
    span = org.state.scenario.versions
    listed = range(span.oldest, span.newest + 1)
    return Answer(
        body=[
            {"label": label(n), "url": f"/services/data/v{n}.0", "version": f"{n}.0"}
            for n in listed
        ]
    )


def label(version: int) -> str:
    """The release an API version belongs to."""
    since = version - _FIRST_SUMMER + 2
    return f"{_LABELS[since % 3]} '{23 + since // 3:02d}"


def speaks(org: Org, version: int) -> bool:
    """Whether the org still, or already, answers this version."""
    span = org.state.scenario.versions
    return span.oldest <= version <= span.newest


def resource(call: Call, context: Context) -> Answer:
    """One resource of one version, faults on purpose included."""
    fault = context.org.faults.meeting(call)
    return broken(fault, lambda: _routed(call, context, fault))


def broken(fault: FaultAnswer | None, answer: Callable[[], Answer]) -> Answer:
    """The answer, unless a fault takes its place; hiding and cutting are the resource's own."""
    if fault and fault.kind == "error":
        raise Refusal(fault.status, fault.errorCode, fault.message)
    if fault and fault.kind == "disconnect":
        return Answer(cut=True)
    if fault and fault.kind == "garbage":
        return Answer(200, "<html><body>}{ not JSON", content_type="text/html")
    found = answer()
    return found.later(fault.seconds) if fault and fault.kind == "timeout" else found


def _routed(call: Call, context: Context, fault: FaultAnswer | None) -> Answer:
    path = call.path.removeprefix(context.root).strip("/")
    tooling = path == "tooling" or path.startswith("tooling/")
    path = path.removeprefix("tooling").strip("/") if tooling else path
    name, _, rest = path.partition("/")
    if name in {"query", "queryAll"}:
        _only(call, "GET")
        return query.answer(call, context, rest, tooling=tooling, fault=fault)
    if name == "sobjects":
        if call.method not in {"GET", "HEAD"}:
            return records.answer(call, context, rest, tooling=tooling)
        return describe.sobjects(call, context, rest, tooling=tooling, hidden=_hides(fault))
    if name == "composite":
        return _composite(call, context, rest, tooling=tooling)
    return _standard(call, context, path, tooling=tooling, fault=fault)


def _composite(call: Call, context: Context, kind: str, *, tooling: bool) -> Answer:
    if kind == "sobjects":
        return collections.answer(call, context, tooling=tooling)
    if kind not in {"", "batch"}:
        raise not_found()
    _only(call, "POST")
    many = composite.batch if kind else composite.composite
    return many(call, context, resource, tooling=tooling)


def _standard(
    call: Call, context: Context, path: str, *, tooling: bool, fault: FaultAnswer | None
) -> Answer:
    simple: dict[str, Callable[[], Answer]] = {
        "": lambda: describe.resources(context, tooling=tooling),
        "limits": lambda: limits.answer(context, hidden=_hides(fault)),
    }
    if tooling and path:
        raise not_found()
    if path in simple:
        _only(call, "GET", "HEAD")
        return simple[path]()
    name, _, rest = path.partition("/")
    if name == "metadata" and rest.split("/")[0] == "deployRequest":
        return deploy_request.answer(call, context, rest.partition("/")[2])
    if path == "apps/oauth/usage" or path.startswith("apps/oauth/usage/"):
        return usage.answer(call, context, path.removeprefix("apps/oauth/usage").strip("/"), fault)
    raise not_found()


def _hides(fault: FaultAnswer | None) -> bool:
    return fault is not None and fault.kind in {"hide", "cut"}


def _only(call: Call, *methods: str) -> None:
    if call.method not in methods:
        allowed = ",".join(methods)
        text = f"HTTP Method '{call.method}' not allowed. Allowed are {allowed}"
        raise Refusal(405, "METHOD_NOT_ALLOWED", text)
