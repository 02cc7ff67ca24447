"""The routes under /sandbox/: what a browser or a terminal sees, does as a person, and changes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.workspace.board import Board
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.levers import Levers
from sandbox.workspace.message import Json
from sandbox.workspace.people import People
from sandbox.workspace.screen.drawn import conversation, message_json, view_json, world_json
from sandbox.workspace.screen.hands import Hands
from sandbox.workspace.screen.stream import Stream
from sandbox.workspace.state import State

_BAD = 400


@dataclass(frozen=True)
class Control:
    """JSON in, JSON out; every verb is one of the sandbox's own."""

    state: State
    sender: Sender
    people: People
    board: Board
    levers: Levers
    hands: Hands
    describe: Callable[[], Json]
    links: Callable[[], Mapping[str, str]]

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """`GET` shows, `POST` does."""
        shown = {"": self._settings, "about": self._about, "world": self._world}
        shown |= {"messages": self._messages, "views": self._views, "calls": self._calls}
        shown |= {"ephemerals": self._ephemerals, "deliveries": self._deliveries}
        for name, show in shown.items():
            router.add_get(f"/sandbox/{name}", _showing(show))
        stream = Stream(self.state, self.people)
        router.add_get("/sandbox/events", _guarded(stream.handle))
        done = self.hands.verbs() | {
            "fail": self._fail,
            "world": self._change,
            "app_url": self._app_url,
            "advance": self._advance,
            "uninstall": self._uninstall,
        }
        for name, do in done.items():
            router.add_post(f"/sandbox/{name}", _doing(do))

    def _settings(self, _query: Json) -> Json:
        return self.describe()

    def _about(self, _query: Json) -> Json:
        """What a page says of itself; no secrets."""
        app, world = self.state.world.app, self.state.world
        return {
            "url": self.state.url,
            "app": app.name,
            "team": world.team(app.team).name,
            "team_id": app.team,
            "links": dict(self.links()),
            "event_id": self.state.journal.last_id,
        }

    def _world(self, query: Json) -> Json:
        """As one person's client knows it, or whole, secrets included."""
        if name := _who(query):
            return world_json(self.state, self.people.person(name))
        whole = self.state.world.model_dump(mode="json")
        return whole | {"event_id": self.state.journal.last_id}

    def _messages(self, query: Json) -> Json:
        """As one person sees the place, or raw: what everybody sees, with every version."""
        channel, ts = query.get("channel"), query.get("thread_ts")
        state = self.state
        if name := _who(query):
            user = self.people.person(name)
            where = self.people.place(channel or "", user)
            messages = conversation(state, user, where, ts)
            return {
                "channel": where.id,
                "messages": messages,
                "event_id": state.journal.last_id,
            }
        found = self.board.thread(channel, ts) if channel and ts else self.board.messages(channel)
        return {"messages": [message_json(state, m) | m.to_dict() for m in found]}

    def _ephemerals(self, query: Json) -> Json:
        return {"messages": [m.to_dict() for m in self.board.ephemerals(_who(query))]}

    def _calls(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"calls": [asdict(call) for call in self.state.calls[since:]]}

    def _deliveries(self, query: Json) -> Json:
        since = int(query.get("since", 0))
        return {"deliveries": [d.to_dict() for d in self.sender.log[since:]]}

    def _views(self, query: Json) -> Json:
        state = self.state
        views = [view_json(state, view) for view in self.hands.modals.views(_who(query) or "sam")]
        return {"views": views, "event_id": state.journal.last_id}

    async def _fail(self, body: Json) -> Json:
        self.levers.fail(body.pop("method"), **body)
        return {"ok": True}

    async def _advance(self, body: Json) -> Json:
        self.levers.advance(float(body["seconds"]))
        return {"ok": True}

    async def _uninstall(self, body: Json) -> Json:
        self.levers.uninstall(body.get("team"))
        return {"ok": True}

    async def _app_url(self, body: Json) -> Json:
        self.sender.app_url = body["url"]
        return self.describe()

    async def _change(self, body: Json) -> Json:
        """`{"settings": {…}, "app": {…}, "channels": {name: {…}}, "users": {name: {…}}}`."""
        self.levers.configure(**body.get("settings", {}))
        self.levers.change_app(**body.get("app", {}))
        for name, fields in body.get("channels", {}).items():
            self.levers.change_channel(name, **fields)
        for name, fields in body.get("users", {}).items():
            self.levers.change_user(name, **fields)
        return self.state.world.model_dump(mode="json")


def _who(query: Json) -> str | None:
    return query.get("as") or query.get("user")


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _showing(show: Callable[[Json], Json]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.json_response(show(dict(request.query)))

    return _guarded(handler)


def _doing(do: Callable[[Json], Awaitable[Json]]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if (origin := request.headers.get("Origin")) and urlsplit(origin).netloc != request.host:
            raise PermissionError("another page may not act here")
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
        except (LookupError, ValueError, TypeError, PermissionError) as wrong:
            said = {"error": type(wrong).__name__, "message": str(wrong)}
        return web.json_response(said, status=_BAD)

    return guarded
