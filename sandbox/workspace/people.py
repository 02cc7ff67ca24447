"""Who people are, where they may be, and which installation of the app serves them."""

from dataclasses import dataclass

from sandbox.workspace.audience import may_see, why_not_write
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.message import Message
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User


class NotPossible(LookupError):  # noqa: N818 -- says what is so, as LookupError does
    """A person cannot do this in Slack: there is no such person or place, or no way in."""


@dataclass
class People:
    """Everyone in the world."""

    state: State
    sender: Sender

    def person(self, name: str) -> User:
        user = self.state.world.user(name)
        if user is None:
            raise NotPossible(f"no user {name}")
        if user.deleted:
            raise NotPossible(f"{user.name} is deactivated")
        return user

    def serving(self, user: User) -> State:
        """The installation in this person's workspace; without one, the world's own."""
        return self.state.within(user.team) or self.state

    def place(self, name: str, user: User) -> Channel:
        """A channel the person sees; `@bot` or the bot's id is the DM with it."""
        at = self.serving(user)
        if name.removeprefix("@") in (at.world.app.bot_user, at.bot().name):
            return at.direct_message(user.id, at.world.app.bot_user)
        channel = at.world.channel(name)
        if channel is None:
            raise NotPossible(f"no channel {name}")
        if not may_see(at.world, user, channel):
            raise NotPossible(f"{user.name} is not in {channel.name or channel.id}")
        return channel

    def writable(self, name: str, user: User) -> Channel:
        """A place with a message box for this person."""
        channel = self.place(name, user)
        if (why := why_not_write(user, channel)) is not None:
            raise NotPossible(why)
        return channel

    def someone(self, message: Message) -> str:
        """Any person who sees the message."""
        channel = self.state.world.channel(message.channel)
        users = self.state.world.users
        inside = [u for u in users if channel and u.id in channel.members]
        able = [u.id for u in inside if not u.is_bot and not u.deleted]
        if not able:
            raise NotPossible("nobody is there to press it")
        return able[0]
