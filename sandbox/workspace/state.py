"""Everything that changes while the sandbox runs, in one place; no I/O."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.workspace.message import Json, Message
from sandbox.workspace.world import Channel, User, World


class Clock:
    """Slack's clock: real time plus what a test added by hand."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass: triggers and response URLs expire, rate limits recover."""
        self._ahead += seconds


@dataclass
class Trigger:
    """A `trigger_id`: three seconds, one use (Slack docs, interactivity)."""

    id: str
    user: str
    expires: float
    used: bool = False
    view_id: str | None = None


@dataclass
class ResponseUrl:
    """Where an answer to one command or interaction may be sent."""

    path: str
    user: str
    channel: str
    expires: float
    uses_left: int
    message_ts: str | None = None
    thread_ts: str | None = None


@dataclass(frozen=True)
class Call:
    """One Web API call as it was answered. Tokens are not kept."""

    method: str
    args: Json
    ok: bool
    error: str | None
    at: float
    seconds: float
    http_status: int = 200


@dataclass
class View:
    """A modal or a Home tab."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    """The workspace now."""

    world: World
    url: str = ""
    clock: Clock = field(default_factory=Clock)
    all_messages: list[Message] = field(default_factory=list)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    outbox: list[Json] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    on_event: Callable[[], None] = lambda: None
    socket_tickets: set[str] = field(default_factory=set)
    _by_ts: dict[tuple[str, str], Message] = field(default_factory=dict)
    _last_ts: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def next_id(self, prefix: str) -> str:
        """A new id in Slack's shape, the same in every run."""
        self._count += 1
        return f"{prefix}{self._count:08d}"

    def next_ts(self, channel: str) -> str:
        """A `ts`: unique and rising within its channel (Slack docs, chat.postMessage)."""
        micros = max(int(self.clock.now() * 1e6), self._last_ts.get(channel, 0) + 1)
        self._last_ts[channel] = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def touch(self) -> None:
        """Wake everyone who waits for a change."""
        waiting, self.changed = self.changed, asyncio.Event()
        waiting.set()

    def add(self, message: Message) -> Message:
        self.all_messages.append(message)
        self._by_ts[message.channel, message.ts] = message
        self.touch()
        return message

    def emit(self, event: Json) -> None:
        """Queue an event for the app; the edge sends it if the app subscribed to it."""
        self.outbox.append(event)
        self.on_event()

    def find(self, channel: str, ts: str) -> Message | None:
        """A message that is still there, ephemeral ones included."""
        found = self._by_ts.get((channel, ts))
        return None if found is None or found.deleted else found

    def visible(self, channel: str) -> Iterator[Message]:
        """What everyone in the channel sees, thread replies included, oldest first."""
        shown = (m for m in self.all_messages if m.channel == channel)
        return (m for m in shown if not m.deleted and not m.is_ephemeral)

    def stack(self, view: View) -> list[View]:
        """The open views of one modal, lowest first."""
        return [v for v in self.views.values() if v.root_id == view.root_id and not v.closed]

    def bot(self) -> User:
        user = self.world.user(self.world.app.bot_user)
        if user is None:  # the world's own check refuses this
            raise LookupError(self.world.app.bot_user)
        return user

    def direct_message(self, *users: str) -> Channel:
        """The conversation of these people, opened if it was not there."""
        members = tuple(sorted(set(users)))
        kind: Any = "im" if len(members) <= 2 else "mpim"  # noqa: PLR2004 - one to one
        for channel in self.world.channels:
            if channel.kind == kind and tuple(sorted(channel.members)) == members:
                return channel
        name = "" if kind == "im" else "mpdm-" + "--".join(members).lower() + "-1"
        prefix = "D" if kind == "im" else "G"
        channel = Channel(
            id=self.next_id(prefix),
            name=name,
            kind=kind,
            is_private=kind == "mpim",
            members=members,
        )
        self.world = self.world.with_channel(channel)
        self.touch()
        return channel
