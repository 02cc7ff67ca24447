"""`WorkspaceSandbox`: a Slack workspace on localhost, and the hands to use it."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox.workspace.api.door import Door
from sandbox.workspace.control import Control
from sandbox.workspace.delivery.answers import ResponseUrls
from sandbox.workspace.delivery.events import Courier
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.delivery.socket import Sockets
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.faults import Fault
from sandbox.workspace.message import Json, Message
from sandbox.workspace.people import People
from sandbox.workspace.state import Call, State
from sandbox.workspace.world import Channel, User, World, load_world

_MOST_BYTES = 4 * 2**20


class WorkspaceSandbox:
    """A Slack workspace that speaks the Web API and delivers to one app.

    Names of users and channels may be used wherever ids may. See docs/sandbox-workspace.md.
    """

    def __init__(
        self,
        port: int = 0,
        app_url: str | None = None,
        world: World | Mapping[str, Any] | str | Path | None = None,
    ) -> None:
        self._port = port
        self.state = State(load_world(world))
        self.sockets = Sockets(self.state)
        self.sender = Sender(self.state, self.sockets, app_url)
        self.courier = Courier(self.state, self.sender)
        self.people = People(self.state, self.sender, self.courier)
        self.door = Door(self.state)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on localhost; port 0 takes a free one."""
        app = web.Application(client_max_size=_MOST_BYTES)
        answers = ResponseUrls(self.state)
        app.router.add_route("*", "/api/{method}", self.door.handle)
        app.router.add_post("/commands/{tail:.*}", answers.handle)
        app.router.add_post("/actions/{tail:.*}", answers.handle)
        app.router.add_get("/link/", self.sockets.handle)
        Control(self).add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.state.url = f"http://localhost:{port}"
        self.state.on_event = self.courier.collect

    async def stop(self) -> None:
        """Stop listening; nothing is delivered any more."""
        self.state.on_event = lambda: None
        await self.courier.close()
        await self.sockets.close()
        await self.sender.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # What the app is configured with ---------------------------------------------------------

    @property
    def url(self) -> str:
        return self.state.url

    @property
    def api_url(self) -> str:
        """Goes to the app as its Slack API base URL."""
        return f"{self.state.url}/api/"

    @property
    def app_url(self) -> str | None:
        """The app's request URL for commands, interactivity and events."""
        return self.sender.app_url

    @app_url.setter
    def app_url(self, url: str | None) -> None:
        self.sender.app_url = url

    @property
    def world(self) -> World:
        return self.state.world

    @property
    def bot_token(self) -> str:
        return self.world.app.bot_token

    @property
    def app_token(self) -> str:
        return self.world.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.world.app.signing_secret

    @property
    def team_id(self) -> str:
        return self.world.app.team

    @property
    def bot_user_id(self) -> str:
        return self.world.app.bot_user

    @property
    def app_id(self) -> str:
        return self.world.app.id

    # What people do --------------------------------------------------------------------------

    async def command(
        self, typed: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Type a slash command, for example `/6sense check acme-prod`."""
        return await self.people.command(typed, user, channel, thread_ts)

    async def mention(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write `@bot text`."""
        return await self.people.mention(text, user, channel, thread_ts)

    async def message(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write a message; channel "@sixsense" is the DM with the bot."""
        return await self.people.message(text, user, channel, thread_ts)

    async def click(  # noqa: PLR0913 - all of these are part of one press
        self,
        message: Message | str,
        target: str,
        user: str | None = None,
        channel: str | None = None,
        *,
        choice: str | None = None,
        confirm: bool = True,
        version: int = -1,
    ) -> Delivery:
        """Press the element with this action_id or these words; NotDrawn if it is not there."""
        found = message if isinstance(message, Message) else self.find(message, channel)
        return await self.people.click(
            found, target, user, choice=choice, confirm=confirm, version=version
        )

    async def open_home(self, user: str = "sam", tab: str = "home") -> Delivery:
        """Open the app's Home tab."""
        return await self.people.open_home(user, tab)

    async def deliver(
        self,
        request: Request | Delivery,
        *,
        timestamp: str | None = None,
        signature: str | None = None,
        secret: str | None = None,
    ) -> Delivery:
        """Send a request once more, the same bytes, or with a signature of one's own making."""
        again = request.request if isinstance(request, Delivery) else request
        if again is None:
            raise LookupError("that was never delivered")
        return await self.sender.send(
            again, timestamp=timestamp, signature=signature, secret=secret
        )

    # What there is to see --------------------------------------------------------------------

    def _channel_id(self, name: str) -> str:
        channel = self.world.channel(name)
        if channel is None:
            raise LookupError(f"no channel {name}")
        return channel.id

    def find(self, ts: str, channel: str | None = None) -> Message:
        """A message by its ts."""
        wanted = self._channel_id(channel) if channel else None
        for message in self.state.all_messages:
            if message.ts == ts and wanted in (None, message.channel) and not message.deleted:
                return message
        raise LookupError(f"no message {ts}")

    def messages(self, channel: str | None = None) -> list[Message]:
        """What everybody sees in a channel (or everywhere), replies included, oldest first."""
        ids = [self._channel_id(channel)] if channel else [c.id for c in self.world.channels]
        return [m for c in ids for m in self.state.visible(c)]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A parent and its replies."""
        return [m for m in self.messages(channel) if ts in (m.ts, m.thread_ts)]

    def ephemerals(self, user: str | None = None) -> list[Message]:
        """What was shown to one person only, or to anyone only."""
        who = self.world.user(user) if user else None
        wanted = who.id if who else None
        private = [m for m in self.state.all_messages if m.is_ephemeral and not m.deleted]
        return [m for m in private if user is None or m.ephemeral_to == wanted]

    async def wait_for(
        self, predicate: Callable[[Message], bool], timeout: float = 5.0  # noqa: ASYNC109
    ) -> Message:
        """The first message, ephemeral ones included, for which the predicate holds."""

        async def found() -> Message:
            while True:
                changed = self.state.changed
                for message in self.state.all_messages:
                    if not message.deleted and predicate(message):
                        return message
                await changed.wait()

        return await asyncio.wait_for(found(), timeout)

    async def settled(self) -> None:
        """Wait until no event delivery or retry is under way."""
        await self.courier.settled()

    @property
    def calls(self) -> list[Call]:
        """The log of Web API calls."""
        return self.state.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, retries included."""
        return self.sender.log

    # What a test changes ---------------------------------------------------------------------

    def fail(  # noqa: PLR0913 - one knob per way to fail
        self,
        method: str,
        error: str | None = None,
        *,
        http_status: int | None = None,
        times: int = 1,
        retry_after: int | None = None,
        delay: float = 0.0,
        cut: bool = False,
        after: bool = False,
    ) -> None:
        """Make the next calls of a method fail; `after` does the work and loses the answer."""
        fault = Fault(method, error, http_status, times, retry_after, delay, cut, after)
        self.door.faults.add(fault)

    def advance(self, seconds: float) -> None:
        """Let Slack's clock run ahead: triggers, response URLs, rate limits, edit windows."""
        self.state.clock.advance(seconds)

    def configure(self, **settings: Any) -> None:  # noqa: ANN401 - fields of Settings
        """Change the world's settings, for example `plan_blocks=False`."""
        self._replace(settings=self.world.settings.changed(settings))

    def change_app(self, **fields: Any) -> None:  # noqa: ANN401 - fields of App
        """Change the app, for example `scopes=(…)` or `token_state="revoked"`."""
        self._replace(app=self.world.app.changed(fields))

    def change_channel(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401
        """Change a channel, for example `is_archived=True`, or who is in it by `members`."""
        old = self.world.channel(name)
        if old is None:
            raise LookupError(f"no channel {name}")
        new = old.changed(fields)
        self.state.world = self.world.with_channel(new)
        return new

    def change_user(self, name: str, **fields: Any) -> User:  # noqa: ANN401
        """Change a user, for example `deleted=True`."""
        old = self.world.user(name)
        if old is None:
            raise LookupError(f"no user {name}")
        new = old.changed(fields)
        self.state.world = self.world.with_user(new)
        return new

    def _replace(self, **parts: Any) -> None:  # noqa: ANN401
        self.state.world = self.world.model_copy(update=parts)
        self.state.touch()

    def describe(self) -> Json:
        """What an app has to be configured with."""
        return {
            "url": self.url,
            "api_url": self.api_url,
            "app_url": self.app_url,
            "bot_token": self.bot_token,
            "app_token": self.app_token,
            "signing_secret": self.signing_secret,
            "team_id": self.team_id,
            "app_id": self.app_id,
            "bot_user_id": self.bot_user_id,
        }
