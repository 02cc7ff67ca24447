"""What people do in the workspace: type a command, write, mention the bot, press a button."""

import uuid
from dataclasses import dataclass, replace

from sandbox.workspace.api.chat import posted
from sandbox.workspace.board import Board
from sandbox.workspace.delivery.answers import command_answer, slackbot
from sandbox.workspace.delivery.events import Courier
from sandbox.workspace.delivery.payloads import block_actions, slash_command
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.message import Json, Message, interactive
from sandbox.workspace.press import NotDrawn, action_of, drawn
from sandbox.workspace.state import State
from sandbox.workspace.typing_in import escaped, with_mentions
from sandbox.workspace.world import Channel, User


class NotPossible(LookupError):  # noqa: N818 - says what is so, as LookupError does
    """A person cannot do this in Slack: there is no such person or place, or no way in."""


@dataclass
class People:
    """The hands of everyone in the world."""

    state: State
    sender: Sender
    courier: Courier
    board: Board

    def person(self, name: str) -> User:
        user = self.state.world.user(name)
        if user is None:
            raise NotPossible(f"no user {name}")
        if user.deleted:
            raise NotPossible(f"{user.name} is deactivated")
        return user

    def place(self, name: str, user: User) -> Channel:
        """A channel the person can write in; `@bot` or the bot's id is the DM with it."""
        world = self.state.world
        if name.removeprefix("@") in (world.app.bot_user, self.state.bot().name):
            return self.state.direct_message(user.id, world.app.bot_user)
        channel = world.channel(name)
        if channel is None:
            raise NotPossible(f"no channel {name}")
        if not self._sees(user, channel):
            raise NotPossible(f"{user.name} is not in {channel.name or channel.id}")
        return channel

    def _sees(self, user: User, channel: Channel) -> bool:
        is_open = channel.kind == "channel" and not channel.is_private
        return user.id in channel.members or (is_open and not self.state.world.is_external(user))

    def _writable(self, channel: Channel) -> None:
        if channel.is_archived:
            raise NotPossible(f"{channel.name} is archived")

    async def command(
        self, typed: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Type a slash command. Not in threads, not for people of other workspaces (§2.5)."""
        who = self.person(user)
        where = self.place(channel, who)
        self._writable(where)
        word, _, rest = typed.strip().partition(" ")
        world = self.state.world
        why = None
        if word not in world.app.commands or world.is_external(who):
            why = f"`{word}` is not a valid command."
        elif thread_ts is not None:
            why = f"{word} is not supported in threads. Sorry!"
        if why is not None:
            told = slackbot(self.state, where.id, who.id, why)
            return Delivery(None, error="not_delivered", message=told)
        payload = slash_command(self.state, word, escaped(rest.strip()), who, where)
        delivery = await self.sender.send(Request("slash_commands", payload))
        seen = command_answer(self.state, delivery, where.id, who.id)
        return replace(delivery, message=seen)

    async def message(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write a message, `@name` for a mention; the app hears of it if it may.

        Channel "@sixsense" is the direct message with the bot.
        """
        who = self.person(user)
        where = self.place(channel, who)
        self._writable(where)
        text = escaped(with_mentions(self.state.world, text))
        written = self._written(text, who, where, thread_ts)
        event = self._as_event(posted(where, written), written, who, where)
        mention = f"<@{self.state.world.app.bot_user}>" in text and where.kind != "im"
        heard = await self.courier.send(event)
        if mention:
            heard = await self.courier.send(_mention(event))
        return replace(heard, message=written)

    async def mention(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write a message that begins with @bot, unless it names the bot itself."""
        tag = f"<@{self.state.world.app.bot_user}>"
        said = with_mentions(self.state.world, text)
        said = said if tag in said else f"{tag} {text}"
        return await self.message(said, user, channel, thread_ts)

    def _written(self, text: str, who: User, where: Channel, thread_ts: str | None) -> Message:
        parent = self.state.find(where.id, thread_ts) if thread_ts else None
        if thread_ts and parent is None:
            raise NotPossible(f"no message {thread_ts} in {where.name or where.id}")
        if parent is not None and parent.thread_ts is None:
            parent.thread_ts = parent.ts
        root = parent.thread_ts if parent else None
        ts = self.state.next_ts(where.id)
        return self.state.add(Message(where.id, ts, who.id, who.team, text, thread_ts=root))

    def _as_event(self, event: Json, message: Message, who: User, where: Channel) -> Json:
        event |= {"client_msg_id": str(uuid.uuid4()), "blocks": _rich(message.text)}
        if where.shared_with:
            event |= {"source_team": who.team, "user_team": who.team}
        return event

    async def click(
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
        """Press the element with this action_id or these words; NotDrawn if it is not there.

        `version=-2` presses on a screen one update old; `confirm=False` says no to its dialog.
        """
        if isinstance(message, str):
            message = self.board.find(message, channel)
        who = self.person(user or message.ephemeral_to or self._someone(message))
        where = self.place(message.channel, who)
        if message.ephemeral_to not in (None, who.id):
            raise NotDrawn(f"{who.name} does not see this message")
        if message.deleted:
            raise NotDrawn("the message was deleted")
        blocks = list(message.history[version].blocks)
        element = drawn(list(interactive(blocks)), target)
        if "confirm" in element and not confirm:
            return Delivery(None, error="not_confirmed", message=message)
        action = action_of(element, choice, self.state.next_ts("actions"))
        payload = block_actions(self.state, message, action, who, where)
        delivery = await self.sender.send(Request("interactive", payload))
        return replace(delivery, message=message)

    def _someone(self, message: Message) -> str:
        channel = self.state.world.channel(message.channel)
        users = self.state.world.users
        inside = [u for u in users if channel and u.id in channel.members]
        able = [u.id for u in inside if not u.is_bot and not u.deleted]
        if not able:
            raise NotPossible("nobody is there to press it")
        return able[0]

    async def open_home(self, user: str = "sam", tab: str = "home") -> Delivery:
        """Open the app's Home or Messages tab."""
        who = self.person(user)
        where = self.state.direct_message(who.id, self.state.world.app.bot_user)
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": where.id, "tab": tab}
        return await self.courier.send(event | {"event_ts": self.state.next_ts(where.id)})


def _mention(event: Json) -> Json:
    kept = {k: v for k, v in event.items() if k != "channel_type"}
    return kept | {"type": "app_mention"}


def _rich(text: str) -> list[Json]:
    """The rich_text block Slack makes of what a person typed."""
    parts: list[Json] = []
    if text.startswith("<@") and ">" in text:
        who, _, text = text.removeprefix("<@").partition(">")
        parts.append({"type": "user", "user_id": who})
    if text:
        parts.append({"type": "text", "text": text})
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]
