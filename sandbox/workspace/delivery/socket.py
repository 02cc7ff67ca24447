"""Socket Mode: the WebSocket an app opens, envelopes out, acknowledgements in (Slack docs)."""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json
from sandbox.workspace.state import State


@dataclass
class Sockets:
    """The open connections of the app; each request goes to one of them."""

    state: State
    open: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)
    _turn: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.open)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from `hello` to its end. A ticket opens one."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.state.socket_tickets:
            return web.Response(status=403)
        self.state.socket_tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=10)
        await ws.prepare(request)
        app = self.state.world.app.id
        hello: Json = {"type": "hello", "num_connections": len(self.open) + 1}
        await ws.send_json(hello | {"connection_info": {"app_id": app}, "debug_info": {}})
        self.open.append(ws)
        self.state.touch()
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self.open.remove(ws)
            self.state.touch()
        return ws

    def _acknowledged(self, text: str) -> None:
        found: Any = json.loads(text)
        waiter = self.waiting.pop(str(found.get("envelope_id")), None)
        if waiter is not None and not waiter.done():
            waiter.set_result(found)

    async def send(self, request: Request, seconds: float) -> Delivery:
        """Send an envelope and wait for its acknowledgement."""
        self._turn += 1
        ws = self.open[self._turn % len(self.open)]
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": request.kind,
            "payload": request.payload,
            "accepts_response_payload": request.kind != "events_api",
        }
        if request.kind == "events_api":
            envelope |= {"retry_attempt": request.retry_num}
            envelope |= {"retry_reason": request.retry_reason or ""}
        waiter: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = waiter
        began = time.perf_counter()
        try:
            await ws.send_json(envelope)
            answer = await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return Delivery(request, seconds=seconds, error="operation_timeout")
        except ConnectionError:
            return Delivery(request, error="dispatch_failed")
        finally:
            self.waiting.pop(envelope_id, None)
        return _answered(request, answer, time.perf_counter() - began)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to be opened anew, as Slack does every few hours."""
        for ws in list(self.open):
            await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})

    async def close(self) -> None:
        for ws in list(self.open):
            await ws.close()


def _answered(request: Request, answer: Json, seconds: float) -> Delivery:
    payload = answer.get("payload")
    body = "" if payload is None else json.dumps(payload)
    if isinstance(payload, str):
        body = payload
    kind = "text/plain" if isinstance(payload, str) else "application/json"
    return Delivery(request, 200, body, {"Content-Type": kind}, seconds)
