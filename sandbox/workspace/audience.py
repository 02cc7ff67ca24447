"""Who sees what, and who may write where. Pure; each refusal is a sentence."""

from sandbox.workspace.message import Message
from sandbox.workspace.world import Channel, User, World


def may_see(world: World, user: User, channel: Channel) -> bool:
    """Members do, and everybody of a workspace the open channel is in."""
    return user.id in channel.members or world.is_open_to(user.team, channel)


def shows(user: User, message: Message) -> bool:
    """Whether this message, in a channel they see, is on their screen."""
    return not message.deleted and message.ephemeral_to in (None, user.id)


def why_not_write(user: User, channel: Channel) -> str | None:
    """Why Slack shows no message box here, or None where it does."""
    if channel.is_archived:
        return f"{channel.name} is archived"
    if channel.posting == "read_only" or (channel.posting == "admins" and not user.is_admin):
        return f"only admins may post in {channel.name}"
    return None


def conversation_name(world: World, channel: Channel, user: User) -> str:
    """What the sidebar of this person calls it."""
    if channel.kind == "channel":
        return channel.name
    others = (u for u in world.users if u.id in channel.members and u.id != user.id)
    return ", ".join(u.real_name or u.name for u in others) or user.name
