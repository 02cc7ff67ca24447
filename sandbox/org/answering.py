"""A request to its answer: which door it is for, who asks, and what goes wrong on purpose.

Source: REST API Developer Guide; the order is the real one: version list without sign-in, then the
token, then the API permission and the limit, then the resource.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from sandbox.org import control, oauth, rest, rights, trust
from sandbox.org.call import Answer, Call, Refusal, not_found
from sandbox.org.caller import Caller
from sandbox.org.context import Context
from sandbox.org.mdapi import soap
from sandbox.org.oauth_apps import assigned, controlled
from sandbox.org.org import Org
from sandbox.org.signin import authorize, login, practice

_VERSIONED = re.compile(r"/services/data/v(\d+)\.0(?:/(.*))?")
_BATCH = "composite/batch"


def answer(call: Call, org: Org) -> Answer:
    """The answer to one request as it came over the wire."""
    org.ripen()
    if call.path.startswith(("/sandbox/connect", "/sandbox/callback/")):
        return practice.answer(call, org)
    if call.path.startswith("/sandbox/"):
        return control.answer(call, org)
    weather = org.state.scenario.weather
    if weather.flaky and (broken := _flaky(call, org)):
        return broken.later(weather.latency)
    if weather.garbage:
        return Answer(200, "<html>Down for maintenance", content_type="text/html")
    try:
        return _dispatched(call, org).later(weather.latency)
    except Refusal as refusal:
        return refusal.answer().later(weather.latency)


def _flaky(call: Call, org: Org) -> Answer | None:
    """Every third request: a 500, then a connection cut off, in turn; the same again works."""
    org.flaky_count += 1
    request = (call.method, call.path, tuple(call.query.items()), call.body)
    if request in org.failed:
        org.failed.remove(request)
        return None
    turn, rest_of = divmod(org.flaky_count, 3)
    if rest_of:
        return None
    org.failed.add(request)
    if turn % 2:
        body = [{"message": "An unexpected error occurred.", "errorCode": "UNKNOWN_EXCEPTION"}]
        return Answer(500, body)
    return Answer(cut=True)


def _dispatched(call: Call, org: Org) -> Answer:
    doors: tuple[tuple[str, Callable[[Call, Org], Answer]], ...] = (
        ("/services/oauth2/", oauth.answer),
        ("/id/", oauth.identity),
        ("/v1/instances/", trust.answer),
        ("/login", login.answer),
        ("/secur/logout.jsp", login.leave),
        ("/setup/secur/", authorize.pages),
    )
    if call.path.startswith("/services/Soap/m/"):
        return soap.answer(call, org)  # its faults are SOAP faults
    for prefix, door in doors:
        if call.path.startswith(prefix):
            return rest.broken(org.faults.meeting(call), partial(door, call, org))
    if call.path.rstrip("/") == "/services/data":
        return rest.versions(org)
    versioned = _VERSIONED.fullmatch(call.path)
    if versioned is None:
        raise not_found()
    return _authenticated(call, org, int(versioned[1]), versioned[2] or "")


def _authenticated(call: Call, org: Org, version: int, resource: str) -> Answer:
    caller = org.caller(oauth.bearer(call))
    info = {"Sforce-Limit-Info": org.limit_info}
    try:
        _check_api(org, caller, version)
        if not resource.endswith(_BATCH):  # a batch is billed by its sub-requests
            org.spend(caller, 1)
        info = {"Sforce-Limit-Info": org.limit_info}
        found = rest.resource(call, Context(org, caller, version))
        return found.with_headers({"Sforce-Limit-Info": org.limit_info})
    except Refusal as refusal:
        return refusal.answer().with_headers(info)


def _check_api(org: Org, caller: Caller, version: int) -> None:
    if rights.API not in caller.permissions:
        text = "The REST API is not enabled for this Organization."
        raise Refusal(403, "API_DISABLED_FOR_ORG", text)
    token = org.state.scenario.tokens[caller.grant]
    if not _app_may(token.app, token.user, org):
        text = "This session is not valid for use with the REST API"
        raise Refusal(401, "INVALID_SESSION_ID", text)
    if not rest.speaks(org, version):
        raise not_found()


def _app_may(app: str, user: str, org: Org) -> bool:
    """With API Access Control on, a connected app is for the users assigned to it."""
    if not controlled(org.state) or app not in org.state.scenario.connected_apps:
        return True
    return org.state.scenario.connected_apps[app].installed and assigned(app, user, org.state)
