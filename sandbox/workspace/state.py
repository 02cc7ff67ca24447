"""Everything that changes while the sandbox runs, in one place; no I/O."""

import asyncio
import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from sandbox.workspace.app import App
from sandbox.workspace.journal import Journal
from sandbox.workspace.message import Json, Message
from sandbox.workspace.records import Call, Code, File, ResponseUrl, Token, Trigger, View
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
class Now:
    """What is replaced as a whole, in one box, so that every sight of the state shares it."""

    world: World
    url: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    on_event: Callable[[], None] = lambda: None
    count: int = 0


class State:
    """The workspaces now, as one installation of the app sees them.

    The world's own app is the first installation. `sights` gives the same state, nothing copied,
    with `world.app` being the app as it is installed elsewhere.
    """

    def __init__(self, world: World) -> None:
        self.now = Now(world)
        self.clock = Clock()
        self.journal = Journal()
        self.all_messages: list[Message] = []
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.views: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self.calls: list[Call] = []
        self.outbox: list[tuple[State, Json]] = []
        self.socket_tickets: set[str] = set()
        self.tokens: dict[str, Token] = {}
        self.codes: dict[str, Code] = {}
        self.installed: dict[str, App] = {}
        self._by_ts: dict[tuple[str, str], Message] = {}
        self._last_ts: dict[str, int] = {}
        self._key: str | None = None
        self._team: str | None = None

    @property
    def world(self) -> World:
        """The world, with the app as this installation has it."""
        if self._key is None and self._team is None:
            return self.now.world
        app = self.now.world.app if self._key is None else self.installed[self._key]
        team = {"team": self._team} if self._team else {}
        return self.now.world.model_copy(update={"app": app.model_copy(update=team)})

    @world.setter
    def world(self, world: World) -> None:
        own = self._key is None and self._team is None
        self.now.world = world if own else world.model_copy(update={"app": self.now.world.app})

    @property
    def changed(self) -> asyncio.Event:
        """Set at the next change."""
        return self.now.changed

    @property
    def key(self) -> str | None:
        """Which installation sees it; None is the world's own."""
        return self._key

    @property
    def url(self) -> str:
        return self.now.url

    def change_app(self, app: App) -> None:
        """Replace the app as this installation has it."""
        if self._team is not None:  # a workspace of an organisation is not where it was installed
            home = self.sight(self._key).world.app.team
            app = app.model_copy(update={"team": home})
        if self._key is None:
            self.now.world = self.now.world.model_copy(update={"app": app})
        else:
            self.installed[self._key] = app

    def sight(self, key: str | None, team: str | None = None) -> Self:
        """The same state, seen by the installation of that key."""
        other = copy.copy(self)
        other._key = key  # noqa: SLF001 -- one's own copy
        app = self.now.world.app if key is None else self.installed[key]
        other._team = team if team not in (None, app.team) else None  # noqa: SLF001 -- one's own copy
        return other

    def sights(self) -> Iterator[Self]:
        """Every installation there is."""
        if self.now.world.app.installed:
            yield self.sight(None)
        for key, app in self.installed.items():
            if app.installed:
                yield self.sight(key)

    def within(self, team: str) -> Self | None:
        """The installation that serves this workspace, an org-wide one included."""
        enterprise = self.now.world.team(team).enterprise
        for at in self.sights():
            app = at.world.app
            if app.team == team or (app.is_enterprise_install and app.enterprise == enterprise):
                return at.sight(at.key, team)
        return None

    def of_bot(self, bot_id: str | None) -> Self:
        """The installation this bot belongs to; the world's own if it is none's."""
        keys = [None, *self.installed]
        found = (at for at in map(self.sight, keys) if at.world.app.bot_id == bot_id)
        return next(found, self.sight(None))

    def next_id(self, prefix: str) -> str:
        """A new id in Slack's shape, the same in every run."""
        self.now.count += 1
        return f"{prefix}{self.now.count:08d}"

    def next_ts(self, channel: str) -> str:
        """A `ts`: unique and rising within its channel (Slack docs, chat.postMessage)."""
        micros = max(int(self.clock.now() * 1e6), self._last_ts.get(channel, 0) + 1)
        self._last_ts[channel] = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def touch(self) -> None:
        """Wake everyone who waits for a change."""
        waiting, self.now.changed = self.now.changed, asyncio.Event()
        waiting.set()

    def note(self, kind: str, about: Any) -> None:  # noqa: ANN401 -- see Entry
        """Write down what changed, and wake everyone."""
        self.journal.write(kind, about)
        self.touch()

    def add(self, message: Message) -> Message:
        self.all_messages.append(message)
        self._by_ts[message.channel, message.ts] = message
        self.note("ephemeral_posted" if message.is_ephemeral else "message_posted", message)
        return message

    def emit(self, event: Json) -> None:
        """Queue an event for the app; the edge sends it if the app subscribed to it."""
        self.outbox.append((self, event))
        self.now.on_event()

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
        channel = self.world.conversation(users)
        if channel is None:
            channel = self.world.new_conversation(users, self.next_id)
            self.world = self.world.with_channel(channel)
            self.note("world_changed", {"channel": channel.id})
        return channel
