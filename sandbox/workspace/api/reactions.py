"""reactions.* (Slack docs, method pages of each)."""

import re

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.message import Json, Message
from sandbox.workspace.world import Channel

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def _on(asked: Asked) -> tuple[Channel, Message, str]:
    channel, name = asked.channel(), asked.text("name") or ""
    if channel.is_archived:
        raise Refused("is_archived")
    if not _NAME.fullmatch(name):
        raise Refused("invalid_name")
    message = asked.state.find(channel.id, asked.text("timestamp") or "")
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    return channel, message, name


def add(asked: Asked) -> Json:
    """Reacts to a message (Slack docs, reactions.add)."""
    channel, message, name = _on(asked)
    bot = asked.state.world.app.bot_user
    entry = next((r for r in message.reactions if r["name"] == name), None)
    if entry is not None and bot in entry["users"]:
        raise Refused("already_reacted")
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        message.reactions.append(entry)
    entry["users"].append(bot)
    entry["count"] = len(entry["users"])
    _tell(asked, channel, message, "reaction_added", name)
    return {"ok": True}


def remove(asked: Asked) -> Json:
    """Takes a reaction back (Slack docs, reactions.remove)."""
    channel, message, name = _on(asked)
    bot = asked.state.world.app.bot_user
    entry = next((r for r in message.reactions if r["name"] == name), None)
    if entry is None or bot not in entry["users"]:
        raise Refused("no_reaction")
    entry["users"].remove(bot)
    entry["count"] = len(entry["users"])
    message.reactions = [r for r in message.reactions if r["users"]]
    _tell(asked, channel, message, "reaction_removed", name)
    return {"ok": True}


def _tell(asked: Asked, channel: Channel, message: Message, kind: str, name: str) -> None:
    state = asked.state
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    event = {"type": kind, "user": state.world.app.bot_user, "reaction": name, "item": item}
    state.emit(event | {"item_user": message.user, "event_ts": state.next_ts(channel.id)})
    state.note("message_changed", message)
