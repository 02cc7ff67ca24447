"""The control API under /sandbox/: what a terminal or a browser does as a person."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.workspace.delivery.values import Delivery
from sandbox.workspace.message import Json

if TYPE_CHECKING:
    from sandbox.workspace.sandbox import WorkspaceSandbox

_BAD = 400


class Control:
    """JSON in, JSON out; every verb is one of the sandbox's own."""

    def __init__(self, sandbox: "WorkspaceSandbox") -> None:
        self._ws = sandbox

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """`GET` shows, `POST` does."""
        shown = {"": self._about, "world": self._world, "messages": self._messages}
        shown |= {"ephemerals": self._ephemerals, "calls": self._calls}
        shown |= {"deliveries": self._deliveries, "views": self._views}
        for name, show in shown.items():
            router.add_get(f"/sandbox/{name}", _showing(show))
        done = {"command": self._command, "mention": self._mention, "message": self._message}
        done |= {"click": self._click, "home": self._home, "fail": self._fail}
        done |= {"click_view": self._click_view, "submit": self._submit, "close": self._close}
        done |= {"world": self._change, "app_url": self._app_url, "advance": self._advance}
        for name, do in done.items():
            router.add_post(f"/sandbox/{name}", _doing(do))

    def _about(self, _query: Json) -> Json:
        return self._ws.describe()

    def _world(self, _query: Json) -> Json:
        return self._ws.world.model_dump(mode="json")

    def _messages(self, query: Json) -> Json:
        channel, ts = query.get("channel"), query.get("thread_ts")
        found = self._ws.thread(channel, ts) if channel and ts else self._ws.messages(channel)
        return {"messages": [m.to_dict() for m in found]}

    def _ephemerals(self, query: Json) -> Json:
        return {"messages": [m.to_dict() for m in self._ws.ephemerals(query.get("user"))]}

    def _calls(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"calls": [asdict(call) for call in self._ws.calls[since:]]}

    def _deliveries(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"deliveries": [d.to_dict() for d in self._ws.deliveries[since:]]}

    async def _command(self, body: Json) -> Json:
        return _told(await self._ws.command(body.pop("text"), **body))

    async def _mention(self, body: Json) -> Json:
        return _told(await self._ws.mention(body.pop("text"), **body))

    async def _message(self, body: Json) -> Json:
        return _told(await self._ws.message(body.pop("text"), **body))

    async def _click(self, body: Json) -> Json:
        ts, action = body.pop("ts"), body.pop("action")
        return _told(await self._ws.click(ts, action, **body))

    async def _home(self, body: Json) -> Json:
        return _told(await self._ws.open_home(**body))

    def _views(self, query: Json) -> Json:
        return {"views": [asdict(view) for view in self._ws.views(**query)]}

    async def _click_view(self, body: Json) -> Json:
        view_id, action = body.pop("view_id"), body.pop("action")
        return _told(await self._ws.click_view(view_id, action, **body))

    async def _submit(self, body: Json) -> Json:
        return _told(await self._ws.submit(body["view_id"], body.get("values")))

    async def _close(self, body: Json) -> Json:
        return _told(await self._ws.close(body["view_id"]))

    async def _fail(self, body: Json) -> Json:
        self._ws.fail(body.pop("method"), **body)
        return {"ok": True}

    async def _advance(self, body: Json) -> Json:
        self._ws.advance(float(body["seconds"]))
        return {"ok": True}

    async def _app_url(self, body: Json) -> Json:
        self._ws.app_url = body["url"]
        return self._ws.describe()

    async def _change(self, body: Json) -> Json:
        """`{"settings": {…}, "app": {…}, "channels": {name: {…}}, "users": {name: {…}}}`."""
        self._ws.configure(**body.get("settings", {}))
        self._ws.change_app(**body.get("app", {}))
        for name, fields in body.get("channels", {}).items():
            self._ws.change_channel(name, **fields)
        for name, fields in body.get("users", {}).items():
            self._ws.change_user(name, **fields)
        return self._ws.world.model_dump(mode="json")


def _told(delivery: Delivery) -> Json:
    return delivery.to_dict()


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _showing(show: Callable[[Json], Json]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(show(dict(request.query)))
        except (LookupError, ValueError) as wrong:
            return _refused(wrong)

    return handler


def _doing(do: Callable[[Json], Awaitable[Json]]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            body: Any = await request.json() if request.can_read_body else {}
            return web.json_response(await do(dict(body)))
        except (LookupError, ValueError, TypeError) as wrong:
            return _refused(wrong)

    return handler


def _refused(wrong: Exception) -> web.StreamResponse:
    said = {"error": type(wrong).__name__, "message": str(wrong)}
    return web.json_response(said, status=_BAD)
