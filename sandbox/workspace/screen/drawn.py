"""One person's screen as JSON: the sidebar, the messages of a place, the views open to them."""

from typing import Any

from sandbox.workspace.api.conversations import described
from sandbox.workspace.api.views import shown
from sandbox.workspace.audience import conversation_name, may_see, shows, why_not_write
from sandbox.workspace.message import Json, Message
from sandbox.workspace.press import values
from sandbox.workspace.records import View
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User


def author(state: State, user_id: str, team: str) -> Json:
    """Who wrote it, as the client shows them."""
    user = state.world.user(user_id)
    if user is None:
        return {"id": user_id, "name": "Slackbot", "real_name": "Slackbot", "is_bot": True}
    home = next((t.name for t in state.world.teams if t.id == user.team), "")
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name or user.name,
        "title": user.title,
        "is_bot": user.is_bot,
        "team": user.team,
        "team_name": home,
        "is_external": user.team != team,
    }


def message_json(state: State, message: Message, user: User | None = None) -> Json:
    """A message with its author, as this person sees it; without one, as nobody in particular."""
    team = user.team if user else state.world.app.team
    known = message.entered.get(user.id, {}) if user else {}
    return message.to_event() | {
        "channel": message.channel,
        "thread_ts": message.thread_ts,
        "blocks": message.blocks,
        "author": author(state, message.user, team),
        "is_bot": message.bot_id is not None or message.user == "USLACKBOT",
        "is_ephemeral": message.is_ephemeral,
        "ephemeral_to": message.ephemeral_to,
        "edited": message.edited is not None,
        "broadcast": message.broadcast,
        "updates": message.updates,
        "values": values(message.blocks, known),
    }


def conversation(state: State, user: User, channel: Channel, thread_ts: str | None) -> list[Json]:
    """A place as this person sees it: without its threads, or one thread of it."""
    here = [m for m in state.all_messages if m.channel == channel.id and shows(user, m)]
    if thread_ts is not None:
        inside = [m for m in here if thread_ts in (m.ts, m.thread_ts)]
        return [message_json(state, m, user) for m in inside]
    top = [m for m in here if m.thread_ts in (None, m.ts) or m.broadcast]
    return [message_json(state, m, user) | _replies(m, here) for m in top]


def _replies(message: Message, here: list[Message]) -> Json:
    found = [m for m in here if m.thread_ts == message.ts and m.ts != message.ts]
    open_ = [m for m in found if not m.is_ephemeral]
    return {
        "reply_count": len(open_),
        "reply_users": list(dict.fromkeys(m.user for m in open_)),
        "latest_reply": open_[-1].ts if open_ else None,
    }


def view_json(state: State, view: View) -> Json:
    """A view as its person sees it: its contents, what they entered, what was wrong with it."""
    at = state.of_bot(view.bot_id)
    depth = [v.id for v in state.stack(view)]
    return shown(at, view) | {
        "user": view.user,
        "body": view.body,
        "root_id": view.root_id,
        "previous_id": view.previous_id,
        "closed": view.closed,
        "errors": view.errors,
        "depth": depth.index(view.id) + 1 if view.id in depth else 0,
    }


def world_json(state: State, user: User) -> Json:
    """The workspace as this person's client knows it; their DM with the bot is always there."""
    at = state.within(user.team)
    if at is not None:
        at.direct_message(user.id, at.world.app.bot_user)
    seen = at or state
    world = seen.world
    return {
        "you": author(seen, user.id, user.team),
        "teams": [t.model_dump() for t in world.teams],
        "users": [_person(u) for u in world.users],
        "channels": [_sidebar(seen, user, c) for c in world.channels if may_see(world, user, c)],
        "usergroups": [g.model_dump(mode="json") for g in world.usergroups],
        "app": _app(seen, installed=at is not None),
        "settings": world.settings.model_dump(mode="json"),
        "event_id": state.journal.last_id,
    }


def _person(user: User) -> Json:
    shown_of = user.model_dump(exclude={"email"})
    return shown_of | {"can_act": not user.is_bot and not user.deleted}


def _sidebar(state: State, user: User, channel: Channel) -> Json:
    bot = state.world.app.bot_user
    why = why_not_write(user, channel)
    out: dict[str, Any] = {
        "id": channel.id,
        "name": conversation_name(state.world, channel, user),
        "kind": channel.kind,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_ext_shared": described(state, channel).get("is_ext_shared", False),
        "shared_with": list(channel.shared_with),
        "members": list(channel.members),
        "is_member": user.id in channel.members,
        "has_bot": bot in channel.members,
        "is_app_dm": channel.kind == "im" and bot in channel.members,
        "can_post": why is None,
        "why_not": why,
    }
    return out


def _app(state: State, *, installed: bool) -> Json:
    """The app, without its secrets. A workspace that does not have it has no commands."""
    app = state.world.app
    return {
        "id": app.id,
        "name": app.name,
        "team": app.team,
        "bot_user": app.bot_user,
        "installed": installed,
        "commands": list(app.commands) if installed else [],
        "usage_hints": dict(app.usage_hints) if installed else {},
        "shortcuts": [s.model_dump() for s in app.shortcuts] if installed else [],
    }
