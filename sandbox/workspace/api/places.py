"""Where a message may go: the channel, the right to post there, the thread."""

import re

from sandbox.workspace.api.method import Asked, Refused, shares_channel
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel

_TS = re.compile(r"\d{1,12}\.\d{6}")


def destination(asked: Asked) -> Channel:
    """Where chat.postMessage goes: an id, a channel's name, or a person's id for a DM."""
    wanted = asked.text("channel") or ""
    world = asked.state.world
    person = next((u for u in world.users if u.id == wanted), None)
    if person is not None:
        reachable = not world.is_external(person) or shares_channel(asked.state, person)
        if person.deleted or person.is_stranger or not reachable:
            raise Refused("channel_not_found")
        return asked.state.direct_message(person.id, world.app.bot_user)
    return asked.channel(by_name=True)


def may_post(asked: Asked, channel: Channel) -> None:
    """Refuse where the bot is no member or posting is restricted."""
    world = asked.state.world
    if channel.is_archived:
        raise Refused("is_archived")
    anywhere = "chat:write.public" in asked.caller.scopes and not channel.is_private
    if world.app.bot_user not in channel.members and not anywhere:
        raise Refused("not_in_channel")
    if channel.kind == "im" and not world.settings.messages_tab:
        raise Refused("messages_tab_disabled")
    if channel.posting == "read_only":
        raise Refused("restricted_action_read_only_channel")
    if channel.posting == "admins":
        raise Refused("restricted_action")


def thread_of(state: State, channel: str, thread_ts: str | None) -> str | None:
    """The parent's `ts`, also when the ts of a reply was given."""
    if not thread_ts:
        return None
    if not _TS.fullmatch(thread_ts):
        raise Refused("invalid_thread_ts")
    parent = state.find(channel, thread_ts)
    if parent is None:
        raise Refused("thread_not_found")
    if parent.is_ephemeral:
        raise Refused("cannot_reply_to_message")
    return parent.thread_ts or parent.ts
