"""Ways to the app beside words: shortcuts, and its Home tab (Slack docs, shortcuts, App Home)."""

from dataclasses import dataclass

from sandbox.workspace.api.views import home_of, shown
from sandbox.workspace.app import Shortcut
from sandbox.workspace.board import Board
from sandbox.workspace.delivery.events import Courier
from sandbox.workspace.delivery.payloads import (
    channel_name,
    interaction,
    new_response_url,
    new_trigger,
)
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json, Message
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.state import State
from sandbox.workspace.world import User


@dataclass(frozen=True)
class Opening:
    """The lightning bolt, a message's menu, and the app's own page."""

    state: State
    people: People
    courier: Courier
    board: Board

    async def shortcut(
        self,
        callback_id: str,
        user: str = "sam",
        message: Message | str | None = None,
        channel: str | None = None,
    ) -> Delivery:
        """Choose a shortcut by callback_id or name, on a message if it is one for messages.

        People of other workspaces have none of this app's.
        """
        who = self.people.person(user)
        at = self.state.within(who.team)
        if at is None:
            raise NotPossible(f"{who.name}'s workspace does not have this app")
        found = _known(at, callback_id)
        payload = interaction(at, _KIND[found.type], who) | {
            "callback_id": found.callback_id,
            "trigger_id": new_trigger(at, who).id,
            "action_ts": self.state.next_ts("actions"),
        }
        if found.type == "message":
            if message is None:
                raise NotPossible(f"{found.name} is chosen on a message")
            on = self.board.find(message, channel) if isinstance(message, str) else message
            payload |= self._on(at, who, on)
        elif message is not None:
            raise NotPossible(f"{found.name} is not in the menu of a message")
        return await self.people.sender.send(Request("interactive", payload))

    def _on(self, at: State, who: User, message: Message) -> Json:
        where = self.people.place(message.channel, who)
        if message.is_ephemeral:
            raise NotPossible("a message for one person only has no shortcuts")
        return {
            "channel": {"id": where.id, "name": channel_name(where)},
            "message_ts": message.ts,
            "message": message.to_event(),
            "response_url": new_response_url(at, "app", who, where, message),
        }

    async def open_home(self, user: str = "sam", tab: str = "home") -> Delivery:
        """Open the app's Home or Messages tab."""
        who = self.people.person(user)
        at = self.state.within(who.team)
        if at is None:
            raise NotPossible(f"{who.name}'s workspace does not have this app")
        where = at.direct_message(who.id, at.world.app.bot_user)
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": where.id, "tab": tab}
        event["event_ts"] = self.state.next_ts(where.id)
        if tab == "home" and (view := home_of(at, who.id)) is not None:
            event["view"] = shown(at, view)
        return await self.courier.send(at, event)


_KIND = {"global": "shortcut", "message": "message_action"}


def _known(at: State, wanted: str) -> Shortcut:
    for shortcut in at.world.app.shortcuts:
        if wanted in (shortcut.callback_id, shortcut.name):
            return shortcut
    raise NotPossible(f"there is no shortcut {wanted!r}")
