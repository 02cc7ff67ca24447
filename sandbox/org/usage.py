"""Connect REST: who uses which app by OAuth.

Source: Connect REST API Developer Guide, "OAuth Usage" (v59+): apps, then users of an app, then
tokens of a user. That View Setup and Manage Users are both needed is what Help asks for the page.
That the identifier is the app's id (0xI) is how public tools read it.
"""

from __future__ import annotations

from typing import Any

from sandbox.org import rights
from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.context import Context
from sandbox.org.faults import FaultAnswer
from sandbox.org.schema import Row
from sandbox.org.soql.render import json_value
from sandbox.org.tables.tokens import GRANT

_SINCE = 59
_PAGE = 100
_MOST_PER_PAGE = 200


def answer(call: Call, context: Context, rest: str, fault: FaultAnswer | None) -> Answer:
    """``/apps/oauth/usage`` and what is below it."""
    if context.version < _SINCE:
        raise not_found()
    if not context.caller.permissions >= rights.OAUTH_USAGE:
        text = "You do not have permission to access this resource."
        raise Refusal(403, "INSUFFICIENT_ACCESS", text)
    rows = [] if fault and fault.kind == "hide" else _grants(context)
    parts = rest.split("/") if rest else []
    if call.method == "DELETE":
        return _revoked(context, rows, parts)
    if not parts:
        listed = _apps(context, rows)
        return Answer(body=_page(call, context, "apps", listed, cut=fault))
    if parts[1:] == ["users"]:
        users = _users(context, [row for row in rows if _identifier(context, row) == parts[0]])
        return Answer(body=_page(call, context, "users", users, cut=fault))
    if parts[2:] == ["tokens"]:
        tokens = [
            _token(context, row)
            for row in rows
            if _identifier(context, row) == parts[0] and row["UserId"][:15] == parts[1][:15]
        ]
        return Answer(body=_page(call, context, "tokens", tokens, cut=fault))
    raise not_found()


def _grants(context: Context) -> list[Row]:
    return list(context.view(tooling=False).rows("OauthToken"))


def _identifier(context: Context, row: Row) -> str:
    """The id of an External Client App; what a connected app shows instead is our reading."""
    key = _eca(context, row)
    return context.org.state.id("ExternalClientApplication", key) if key else _name(row)


def _eca(context: Context, row: Row) -> str:
    """The key of the grant's External Client App; "" where it is a connected app's."""
    scenario = context.org.state.scenario
    grant = scenario.tokens.get(row[GRANT])
    return grant.app if grant and grant.app in scenario.ecas() else ""


def _developer_name(context: Context, row: Row) -> str:
    key = _eca(context, row)
    return context.org.state.scenario.ecas()[key].name if key else _name(row)


def _name(row: Row) -> str:
    return str(row["AppName"]).replace(" ", "_")


def _apps(context: Context, rows: list[Row]) -> list[dict[str, Any]]:
    users: dict[str, set[str]] = {}
    first: dict[str, Row] = {}
    for row in rows:
        key = _identifier(context, row)
        users.setdefault(key, set()).add(row["UserId"])
        first.setdefault(key, row)
    return [
        {
            "identifier": key,
            "developerName": _developer_name(context, first[key]),
            "label": first[key]["AppName"],
            "userCount": len(people),
        }
        for key, people in users.items()
    ]


def _users(context: Context, rows: list[Row]) -> list[dict[str, Any]]:
    """Each user once, with the uses of all their approvals."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        told = _user(context, row)
        known = found.setdefault(row["UserId"], told | {"useCount": 0})
        known["useCount"] += told["useCount"]
    return list(found.values())


def _user(context: Context, row: Row) -> dict[str, Any]:
    user = context.org.state.by_id("User").get(row["UserId"], {})
    return {
        "userIdentifier": row["UserId"],
        "username": user.get("Username"),
        "useCount": row["UseCount"],
    }


def _token(context: Context, row: Row) -> dict[str, Any]:
    state = context.org.state
    grant = state.scenario.tokens.get(row[GRANT])
    identifier = state.id("OauthToken", row[GRANT])
    return {
        "identifier": identifier,
        "accessTokenFormat": grant.format if grant else "opaque",
        "appDeveloperName": _developer_name(context, row),
        "appIdentifier": _identifier(context, row),
        "initialConnectionAt": json_value(row["CreatedDate"]),
        "lastUsedAt": json_value(row["LastUsedDate"]),
        "revocationUrl": f"{context.root}/apps/oauth/usage/tokens/{identifier}",
        "useCount": row["UseCount"],
        "userIdentifier": row["UserId"],
        "username": _user(context, row)["username"],
    }


def _page(
    call: Call, context: Context, name: str, listed: list[Any], *, cut: FaultAnswer | None
) -> dict[str, Any]:
    page = _number(call, "page", 0)
    size = min(max(_number(call, "pageSize", _PAGE), 1), _MOST_PER_PAGE)
    shown = listed[page * size : (page + 1) * size]
    stopped = cut is not None and cut.kind == "cut"
    if cut is not None and stopped:
        shown = shown[: len(shown) // 2 if cut.keep is None else cut.keep]
    more = stopped or (page + 1) * size < len(listed)
    path = f"{context.root}{call.path.removeprefix(context.root)}"
    return {
        name: shown,
        "currentPageUrl": f"{path}?page={page}&pageSize={size}",
        "nextPageUrl": f"{path}?page={page + 1}&pageSize={size}" if more else None,
    }


def _number(call: Call, name: str, default: int) -> int:
    text = call.query.get(name, "")
    return int(text) if text.isdigit() else default


def _revoked(context: Context, rows: list[Row], parts: list[str]) -> Answer:
    state = context.org.state
    if parts[:1] == ["tokens"] and len(parts) == 2:  # noqa: PLR2004  # tokens/<id>
        ended = [row for row in rows if state.id("OauthToken", row[GRANT]) == parts[1]]
    elif parts[1:] == ["tokens"]:
        ended = [row for row in rows if _identifier(context, row) == parts[0]]
    elif parts[2:] == ["tokens"]:
        ended = [
            r
            for r in rows
            if _identifier(context, r) == parts[0] and r["UserId"][:15] == parts[1][:15]
        ]
    else:
        raise not_found()
    if not ended:
        raise not_found()
    for row in ended:
        context.org.revoke(row[GRANT])
    return Answer(204)
