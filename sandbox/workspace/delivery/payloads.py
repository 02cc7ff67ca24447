"""The payloads Slack sends, built from the state of the workspace (Slack docs, payloads)."""

import secrets
from typing import Any

from sandbox.workspace.api.views import shown
from sandbox.workspace.message import Json, Message
from sandbox.workspace.press import values
from sandbox.workspace.records import ResponseUrl, Trigger, View
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User

_NAMES = {"im": "directmessage", "mpim": "mpdm", "channel": "privategroup"}


def new_trigger(state: State, user: User, view_id: str | None = None) -> Trigger:
    """A fresh trigger_id in Slack's shape: number.number.hex."""
    number = state.next_id("")
    trigger_id = f"{number}.{int(number) + 474720}.{secrets.token_hex(16)}"
    expires = state.clock.now() + state.world.settings.trigger_seconds
    bot_id = state.world.app.bot_id
    trigger = Trigger(trigger_id, user.id, expires, view_id=view_id, bot_id=bot_id)
    state.triggers[trigger_id] = trigger
    return trigger


def new_response_url(
    state: State, kind: str, user: User, channel: Channel, message: Message | None = None
) -> str:
    """A response_url: five answers within thirty minutes."""
    path = f"/{kind}/{state.world.app.team}/{state.next_id('')}/{secrets.token_urlsafe(18)}"
    settings = state.world.settings
    state.response_urls[path] = ResponseUrl(
        path=path,
        user=user.id,
        channel=channel.id,
        expires=state.clock.now() + settings.response_url_seconds,
        uses_left=settings.response_url_uses,
        message_ts=message.ts if message else None,
        thread_ts=_thread_of(message),
        team=state.world.app.team,
    )
    return state.url + path


def _thread_of(message: Message | None) -> str | None:
    """The thread an answer to this message belongs in; a thread's first message has none."""
    return message.thread_ts if message and message.thread_ts != message.ts else None


def channel_name(channel: Channel) -> str:
    """Slash commands and interactions do not tell the names of private conversations."""
    is_open = channel.kind == "channel" and not channel.is_private
    return channel.name if is_open else _NAMES[channel.kind]


def slash_command(state: State, command: str, text: str, user: User, channel: Channel) -> Json:
    """The form of a slash command (Slack docs, slash commands)."""
    world = state.world
    team = world.team(world.app.team)
    whole = enterprise_of(state) or {}
    grid = {"enterprise_id": whole["id"], "enterprise_name": whole["name"]} if whole else {}
    return grid | {
        "token": world.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": str(world.app.is_enterprise_install).lower(),
        "response_url": new_response_url(state, "commands", user, channel),
        "trigger_id": new_trigger(state, user).id,
    }


def in_message(state: State, message: Message, user: User, channel: Channel, known: Json) -> Json:
    """What block_actions say of the message and all its elements (Slack docs, block_actions)."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body: Json = {
        "container": container,
        "trigger_id": new_trigger(state, user).id,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": values(message.blocks, known)},
        "response_url": new_response_url(state, "actions", user, channel, message),
    }
    return body if message.is_ephemeral else body | {"message": message.to_event()}


def in_view(state: State, view: View) -> Json:
    """What block_actions say of the view (Slack docs, block_actions)."""
    user = state.world.user(view.user)
    if user is None:
        raise LookupError(view.user)
    return {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": new_trigger(state, user, view.id).id,
        "view": shown(state, view),
    }


def interaction(state: State, kind: str, user: User) -> Json:
    """What every interaction payload begins with.

    `team` is where the app is installed; a person of another workspace is told only by
    `user.team_id`. An org-wide installation has no team of its own (bolt-python #23).
    """
    app = state.world.app
    team = state.world.team(app.team)
    whole = app.is_enterprise_install
    domain = {"id": team.id, "domain": team.domain}
    if team.enterprise:
        domain |= {"enterprise_id": team.enterprise}
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": None if whole else domain,
        "enterprise": enterprise_of(state),
        "is_enterprise_install": whole,
    }


def enterprise_of(state: State) -> Json | None:
    """The organisation of the workspace, as payloads and OAuth answers name it."""
    team = state.world.team(state.world.app.team)
    found = (e for e in state.world.enterprises if e.id == team.enterprise)
    return next(({"id": e.id, "name": e.name} for e in found), None)


def event_callback(state: State, event: Json) -> Json:
    """The outer event (Slack docs, Events API)."""
    app = state.world.app
    item = event.get("item") or {}
    place: Any = event.get("channel") or event.get("channel_id") or item.get("channel")
    channel = state.world.channel(place) if isinstance(place, str) else None
    enterprise = (enterprise_of(state) or {}).get("id")
    whole = app.is_enterprise_install
    return {
        "token": app.verification_token,
        "team_id": app.team,
        "context_team_id": app.team,
        "context_enterprise_id": enterprise,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": state.next_id("Ev"),
        "event_time": int(state.clock.now()),
        **({"enterprise_id": enterprise} if enterprise else {}),
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": None if whole else app.team,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": whole,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared_with),
        "event_context": f"4-{secrets.token_hex(12)}",
    }


def app_rate_limited(state: State, minute: int) -> Json:
    """What the app gets instead of events for the rest of the minute (Slack docs, Events API)."""
    app = state.world.app
    return {
        "token": app.verification_token,
        "type": "app_rate_limited",
        "team_id": app.team,
        "minute_rate_limited": minute,
        "api_app_id": app.id,
    }
