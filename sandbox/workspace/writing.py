"""What people type: slash commands, messages, mentions."""

import uuid
from dataclasses import dataclass, replace

from sandbox.workspace.api.chat import posted
from sandbox.workspace.delivery.answers import command_answer, slackbot
from sandbox.workspace.delivery.events import Courier
from sandbox.workspace.delivery.payloads import slash_command
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.membership import VERBS, changed_members
from sandbox.workspace.message import Json, Message
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.state import State
from sandbox.workspace.typing_in import escaped, with_entities, with_mentions
from sandbox.workspace.world import Channel, User


@dataclass(frozen=True)
class Writing:
    """The message box of everyone in the world."""

    state: State
    people: People
    courier: Courier

    async def command(
        self, typed: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Type a slash command. Not in threads, not for people of other workspaces.

        `/invite` and `/remove` are Slack's own.
        """
        who = self.people.person(user)
        where = self.people.writable(channel, who)
        word, _, rest = typed.strip().partition(" ")
        at = self.state.within(who.team)
        if word in VERBS:
            changed_members(at or self.state, word, rest, who, where)
            return Delivery(None)
        why = None
        if at is None or word not in at.world.app.commands:
            why = f"`{word}` is not a valid command."
        elif thread_ts is not None:
            why = f"{word} is not supported in threads. Sorry!"
        if at is None or why is not None:
            told = slackbot(self.state, where.id, who.id, why or "")
            return Delivery(None, error="not_delivered", message=told)
        typed = with_entities(at.world, rest) if at.world.app.should_escape else rest
        payload = slash_command(at, word, escaped(typed.strip()), who, where)
        delivery = await self.people.sender.send(Request("slash_commands", payload))
        seen = command_answer(at, delivery, where.id, who.id)
        return replace(delivery, message=seen)

    async def message(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write a message, `@name` for a mention; the app hears of it if it may.

        Channel "@sixsense" is the direct message with the bot.
        """
        who = self.people.person(user)
        where = self.people.writable(channel, who)
        text = escaped(with_mentions(self.people.serving(who).world, text))
        at = self._hearing(who, where, text)
        written = self._written(text, who, where, thread_ts)
        event = _as_event(posted(where, written), written, who, where)
        mention = f"<@{at.world.app.bot_user}>" in text and where.kind != "im"
        heard = await self.courier.send(at, event)
        if mention:
            heard = await self.courier.send(at, _mention(event))
        return replace(heard, message=written)

    async def mention(
        self, text: str, user: str = "sam", channel: str = "support", thread_ts: str | None = None
    ) -> Delivery:
        """Write a message that begins with @bot, unless it names the bot itself."""
        at = self.people.serving(self.people.person(user))
        tag = f"<@{at.world.app.bot_user}>"
        said = with_mentions(at.world, text)
        said = said if tag in said else f"{tag} {text}"
        return await self.message(said, user, channel, thread_ts)

    def _hearing(self, who: User, where: Channel, text: str) -> State:
        """The installation that hears it: the one mentioned, else the writer's own, if inside."""
        found = [at for at in self.state.sights() if at.world.app.bot_user in where.members]
        named = [at for at in found if f"<@{at.world.app.bot_user}>" in text]
        own = self.state.within(who.team)
        mine = [at for at in found if own and at.world.app.bot_id == own.world.app.bot_id]
        return next(iter([*named, *mine, *found]), own or self.state)

    def _written(self, text: str, who: User, where: Channel, thread_ts: str | None) -> Message:
        parent = self.state.find(where.id, thread_ts) if thread_ts else None
        if thread_ts and parent is None:
            raise NotPossible(f"no message {thread_ts} in {where.name or where.id}")
        if parent is not None and parent.thread_ts is None:
            parent.thread_ts = parent.ts
        root = parent.thread_ts if parent else None
        ts = self.state.next_ts(where.id)
        return self.state.add(Message(where.id, ts, who.id, who.team, text, thread_ts=root))


def _as_event(event: Json, message: Message, who: User, where: Channel) -> Json:
    event |= {"client_msg_id": str(uuid.uuid4()), "blocks": _rich(message.text)}
    if where.shared_with:
        event |= {"source_team": who.team, "user_team": who.team}
    return event


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
