"""Events: what the app subscribed to, sent once and repeated while it fails."""

import asyncio
from dataclasses import dataclass, field

from sandbox.workspace.delivery.payloads import app_rate_limited, event_callback
from sandbox.workspace.delivery.quota import Quota
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json
from sandbox.workspace.state import State

_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
_PLACES = {"im": "im", "mpim": "mpim", "channel": "channels", "group": "groups"}


def subscription(event: Json) -> str:
    """The name under which an app subscribes to this event."""
    if event["type"] == "message":
        return f"message.{_PLACES[event['channel_type']]}"
    return str(event["type"])


def place_of(event: Json) -> str:
    """The conversation an event is about, "" if none."""
    item = event.get("item") or {}
    found = event.get("channel") or event.get("channel_id") or item.get("channel") or ""
    return str(found)


def wanted(state: State, event: Json) -> bool:
    """Whether Slack sends it: subscribed, allowed by a scope, and the bot is in the place."""
    app, name = state.world.app, subscription(event)
    scope = _SCOPES.get(name)
    last_words = name in ("app_uninstalled", "tokens_revoked")
    if not (app.installed or last_words):
        return False
    if name not in app.events or (scope is not None and scope not in app.scopes):
        return False
    if scope is None:
        return True
    channel = state.world.channel(place_of(event))
    return channel is not None and app.bot_user in channel.members


def reason(delivery: Delivery) -> str:
    """`x-slack-retry-reason`."""
    if delivery.error == "operation_timeout":
        return "http_timeout"
    return "http_error" if delivery.status else "connection_failed"


@dataclass
class Courier:
    """Carries events to the app and remembers its background work."""

    state: State
    sender: Sender
    running: set["asyncio.Task[None]"] = field(default_factory=set)
    quota: Quota = field(default_factory=Quota)

    def collect(self) -> None:
        """Take what the API calls caused and send it in the background."""
        events = [*self.state.outbox]
        self.state.outbox.clear()
        for at, event in events:
            if wanted(at, event):
                self._start(self._carry(at, event))

    async def _carry(self, at: State, event: Json) -> None:
        await self.send(at, event)

    async def send(self, at: State, event: Json) -> Delivery:
        """The first attempt; repeats, if it fails, go on in the background."""
        if not wanted(at, event):
            return Delivery(None, error="not_subscribed")
        team, most = at.world.app.team, at.world.settings.events_per_hour
        now = at.clock.now()
        if not self.quota.take(team, most, now):
            minute = self.quota.minute_to_tell(team, now)
            if minute is not None:
                await self.sender.send(Request("events_api", app_rate_limited(at, minute)))
            return Delivery(None, error="app_rate_limited")
        request = Request("events_api", event_callback(at, event))
        first = await self.sender.send(request)
        if not first.ok and first.error != "no_request_url":
            self._start(self._repeat(request, first))
        return first

    async def _repeat(self, request: Request, last: Delivery) -> None:
        for number, wait in enumerate(self.state.world.settings.event_retry_waits, start=1):
            if last.headers.get("x-slack-no-retry") == "1":
                return
            await asyncio.sleep(wait)
            last = await self.sender.send(request.again(number, reason(last)))
            if last.ok:
                return

    def _start(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def settled(self) -> None:
        """Wait until no event is under way."""
        while self.running:
            await asyncio.gather(*self.running, return_exceptions=True)

    async def close(self) -> None:
        for task in list(self.running):
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
