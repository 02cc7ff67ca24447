"""The HTTP door of the Web API: `/api/<method>`, and the order in which Slack refuses."""

import asyncio
import time
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.workspace.api.arguments import Arguments, read
from sandbox.workspace.api.history import is_cut
from sandbox.workspace.api.method import Asked, Caller, Method, Refused, missing_scope
from sandbox.workspace.api.reach import in_team
from sandbox.workspace.api.table import METHODS
from sandbox.workspace.faults import Fault, Faults
from sandbox.workspace.message import Json
from sandbox.workspace.oauth.tokens import found
from sandbox.workspace.rates import Rates
from sandbox.workspace.records import Call
from sandbox.workspace.state import State

_TOO_MANY = 429
_SECRET = frozenset({"client_secret", "code", "refresh_token", "token"})


@dataclass(frozen=True)
class Answered:
    """What goes back over HTTP."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Door:
    """Takes every Web API request of one workspace."""

    state: State
    rates: Rates = field(default_factory=Rates)
    faults: Faults = field(default_factory=Faults)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, with the fault a test set for it, and write it down."""
        name = request.match_info["method"]
        began = time.perf_counter()
        sent = Arguments({}, None)
        fault = self.faults.next(name)
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        try:
            sent = await read(request)
            answered = self._fault(fault) or self.answer(name, sent)
        except Refused as refused:
            answered = Answered(refused.body, refused.status, refused.headers)
        shown = self._fault(fault, late=True) or answered
        cut = fault is not None and fault.cut
        self._note(name, sent, shown, began, "connection_cut" if cut else None)
        if cut:
            return _hang_up(request)
        return web.json_response(shown.body, status=shown.status, headers=shown.headers)

    def answer(self, name: str, sent: Arguments) -> Answered:
        """The call as Slack answers it: method, token, scope, rate, arguments, then the work."""
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        at, caller = self._caller(method, sent)
        if method.scopes and not set(method.scopes) & set(caller.scopes):
            raise missing_scope(caller, method.scopes)
        if caller.kind != "none":
            at = in_team(at, sent.values, needed=method.needs_team)
        self._limit(at, name, method, sent)
        absent = [n for n in method.required if sent.values.get(n) in (None, "")]
        if absent:
            said = [f"missing required field: {n}" for n in absent]
            raise Refused("invalid_arguments", messages=said)
        body = method.handler(Asked(at, sent.values, caller, sent.basic, sent.token))
        headers = {"X-OAuth-Scopes": ",".join(caller.scopes)} if caller.scopes else {}
        return Answered(body, 200, headers | {"X-Slack-Req-Id": self.state.next_id("req")})

    def _caller(self, method: Method, sent: Arguments) -> tuple[State, Caller]:
        """Whose token it is, and the workspaces as that installation sees them."""
        if method.caller == "none":
            return self.state, Caller("none")
        at, caller = found(self.state, sent.token)
        if (caller.kind == "app") != (method.caller == "app"):
            raise Refused("not_allowed_token_type")
        if caller.kind == "user" and method.caller != "any":
            raise Refused("not_allowed_token_type")
        return at, caller

    def _limit(self, at: State, name: str, method: Method, sent: Arguments) -> None:
        mode, now = self.state.world.settings.rate_limits, self.state.clock.now()
        channel = self.state.world.channel(str(sent.values.get("channel", "")))
        key = channel.id if channel else None
        tier = method.tier
        if tier == "history":
            tier = "cut" if is_cut(at) else "3"
        wait = self.rates.wait(mode, f"{at.world.app.bot_id} {name}", tier, key, now)
        if wait:
            raise too_many(wait)

    def _fault(self, fault: Fault | None, *, late: bool = False) -> Answered | None:
        """What the fault answers instead, before the work or after it."""
        if fault is None or fault.after != late:
            return None
        if fault.error == "ratelimited" or fault.http_status == _TOO_MANY:
            refused = too_many(fault.retry_after or 1)
            return Answered(refused.body, refused.status, refused.headers)
        if fault.http_status is not None:
            error = fault.error or "internal_error"
            return Answered({"ok": False, "error": error}, fault.http_status)
        if fault.error is not None or fault.cut:
            return Answered({"ok": False, "error": fault.error or "connection_cut"})
        return None

    def _note(
        self, name: str, sent: Arguments, answered: Answered, began: float, error: str | None
    ) -> None:
        seconds = time.perf_counter() - began
        told = error or answered.body.get("error")
        now = self.state.clock.now()
        args = {k: v for k, v in sent.values.items() if k not in _SECRET}
        call = Call(name, args, told is None, told, now, seconds, answered.status)
        self.state.calls.append(call)
        if call.ok:
            self.state.touch()
        else:
            said = answered.body.get("response_metadata", {}).get("messages", [])
            where = {k: str(args[k]) for k in ("channel", "ts", "user_id", "view_id") if k in args}
            refused = {"method": name, "error": told, "messages": said, "at": now} | where
            self.state.note("call_refused", refused)


def too_many(wait: int) -> Refused:
    """HTTP 429 with Retry-After (Slack docs, rate limits)."""
    return Refused("ratelimited", status=_TOO_MANY, headers={"Retry-After": str(wait)})


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
