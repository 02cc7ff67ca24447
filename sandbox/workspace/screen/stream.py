"""What happens, as server-sent events; `Last-Event-ID` or `?since=` resumes (HTML standard)."""

import json
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from sandbox.workspace.audience import may_see
from sandbox.workspace.journal import Entry
from sandbox.workspace.message import Json, Message
from sandbox.workspace.people import People
from sandbox.workspace.records import View
from sandbox.workspace.screen.drawn import message_json, view_json
from sandbox.workspace.state import State
from sandbox.workspace.world import User

_SILENCE = 15.0  # seconds until a comment keeps the connection alive
_HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


@dataclass(frozen=True)
class Stream:
    """`GET /sandbox/events?as=&since=`."""

    state: State
    people: People

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Tell what is missed, then what comes, until the page leaves or the sandbox stops."""
        name = request.query.get("as") or request.query.get("user")
        user = self.people.person(name) if name else None
        journal = self.state.journal
        since = request.headers.get("Last-Event-ID") or request.query.get("since")
        last = int(since) if since and since.isdigit() else journal.last_id
        answer = web.StreamResponse(headers=_HEADERS)
        await answer.prepare(request)
        with suppress(ConnectionError):  # the page may leave at any time
            await self._tell(answer, last, user)
        return answer

    async def _tell(self, answer: web.StreamResponse, last: int, user: User | None) -> None:
        journal = self.state.journal
        await answer.write(_line("hello", last, {"type": "hello", "id": last}))
        while not journal.is_closed:
            entries = journal.since(last)
            if entries is None:
                entries, last = [], journal.last_id
                await answer.write(_line("reset", last, {"type": "reset", "id": last}))
            for entry in entries:
                last = entry.id
                if (told := event_json(self.state, entry, user)) is not None:
                    await answer.write(_line(entry.kind, entry.id, told))
            if not await journal.more(last, _SILENCE):
                await answer.write(b": still here\n\n")


def _line(kind: str, number: int, body: Json) -> bytes:
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(body, default=str)}\n\n".encode()


def event_json(state: State, entry: Entry, user: User | None) -> Json | None:
    """What this person's page hears of it; None if it is not for them. `as` nobody: everything."""
    head: Json = {"id": entry.id, "type": entry.kind}
    about = entry.about
    if isinstance(about, Message):
        return head | told if (told := _of_message(state, about, user)) is not None else None
    if isinstance(about, View):
        if user is not None and about.user != user.id:
            return None
        return head | {"view_id": about.id, "user": about.user, "view": view_json(state, about)}
    return head | dict(about)


def _of_message(state: State, message: Message, user: User | None) -> Json | None:
    channel = state.world.channel(message.channel)
    if user is not None:
        private = message.ephemeral_to not in (None, user.id)
        if private or channel is None or not may_see(state.world, user, channel):
            return None
    ids = {"channel": message.channel, "ts": message.ts, "thread_ts": message.thread_ts}
    if message.deleted:
        return ids
    return ids | {"message": message_json(state, message, user)}
