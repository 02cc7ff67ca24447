"""The routes under /sandbox/: what a browser or a terminal sees, does as a person, and changes."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.workspace.message import Json
from sandbox.workspace.screen.drawn import conversation, message_json, view_json, world_json
from sandbox.workspace.screen.hands import Hands
from sandbox.workspace.screen.stream import Stream

if TYPE_CHECKING:
    from sandbox.workspace.people import People
    from sandbox.workspace.sandbox import WorkspaceSandbox

_BAD = 400


class Control:
    """JSON in, JSON out; every verb is one of the sandbox's own."""

    def __init__(self, sandbox: "WorkspaceSandbox", people: "People") -> None:
        self._ws = sandbox
        self._people = people

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """`GET` shows, `POST` does."""
        shown = {"": self._settings, "about": self._about, "world": self._world}
        shown |= {"messages": self._messages, "views": self._views, "calls": self._calls}
        shown |= {"ephemerals": self._ephemerals, "deliveries": self._deliveries}
        for name, show in shown.items():
            router.add_get(f"/sandbox/{name}", _showing(show))
        stream = Stream(self._ws.state, self._people)
        router.add_get("/sandbox/events", _guarded(stream.handle))
        done = Hands(self._ws).verbs() | {
            "fail": self._fail,
            "world": self._change,
            "app_url": self._app_url,
            "advance": self._advance,
            "uninstall": self._uninstall,
        }
        for name, do in done.items():
            router.add_post(f"/sandbox/{name}", _doing(do))

    def _settings(self, _query: Json) -> Json:
        return self._ws.describe()

    def _about(self, _query: Json) -> Json:
        """What a page says of itself; no secrets."""
        app, world = self._ws.world.app, self._ws.world
        return {
            "url": self._ws.url,
            "app": app.name,
            "team": world.team(app.team).name,
            "team_id": app.team,
            "links": dict(self._ws.links),
            "event_id": self._ws.state.journal.last_id,
        }

    def _world(self, query: Json) -> Json:
        """As one person's client knows it, or whole, secrets included."""
        if name := _who(query):
            return world_json(self._ws.state, self._people.person(name))
        whole = self._ws.world.model_dump(mode="json")
        return whole | {"event_id": self._ws.state.journal.last_id}

    def _messages(self, query: Json) -> Json:
        """As one person sees the place, or raw: what everybody sees, with every version."""
        channel, ts = query.get("channel"), query.get("thread_ts")
        state = self._ws.state
        if name := _who(query):
            user = self._people.person(name)
            where = self._people.place(channel or "", user)
            messages = conversation(state, user, where, ts)
            return {
                "channel": where.id,
                "messages": messages,
                "event_id": state.journal.last_id,
            }
        found = self._ws.thread(channel, ts) if channel and ts else self._ws.messages(channel)
        return {"messages": [message_json(state, m) | m.to_dict() for m in found]}

    def _ephemerals(self, query: Json) -> Json:
        return {"messages": [m.to_dict() for m in self._ws.ephemerals(_who(query))]}

    def _calls(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"calls": [asdict(call) for call in self._ws.calls[since:]]}

    def _deliveries(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"deliveries": [d.to_dict() for d in self._ws.deliveries[since:]]}

    def _views(self, query: Json) -> Json:
        state = self._ws.state
        views = [view_json(state, view) for view in self._ws.views(_who(query) or "sam")]
        return {"views": views, "event_id": state.journal.last_id}

    async def _fail(self, body: Json) -> Json:
        self._ws.fail(body.pop("method"), **body)
        return {"ok": True}

    async def _advance(self, body: Json) -> Json:
        self._ws.advance(float(body["seconds"]))
        return {"ok": True}

    async def _uninstall(self, body: Json) -> Json:
        self._ws.uninstall(body.get("team"))
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


def _who(query: Json) -> str | None:
    return query.get("as") or query.get("user")


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _showing(show: Callable[[Json], Json]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.json_response(show(dict(request.query)))

    return _guarded(handler)


def _doing(do: Callable[[Json], Awaitable[Json]]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        body: Any = await request.json() if request.can_read_body else {}
        return web.json_response(await do(dict(body)))

    return _guarded(handler)


def _guarded(handler: Handler) -> Handler:
    """What cannot be done is answered with 400, its name and a sentence."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except KeyError as missing:
            said = {"error": "KeyError", "message": f"{missing.args[0]} is missing"}
        except (LookupError, ValueError, TypeError) as wrong:
            said = {"error": type(wrong).__name__, "message": str(wrong)}
        return web.json_response(said, status=_BAD)

    return guarded
