"""The payloads Slack sends, built from the state of the workspace (Slack docs, payloads)."""

import secrets
from typing import Any

from sandbox.workspace.message import Json, Message
from sandbox.workspace.state import ResponseUrl, State, Trigger
from sandbox.workspace.world import Channel, User

_NAMES = {"im": "directmessage", "mpim": "mpdm", "channel": "privategroup"}


def new_trigger(state: State, user: User, view_id: str | None = None) -> Trigger:
    """A fresh trigger_id in Slack's shape: number.number.hex."""
    number = state.next_id("")
    trigger_id = f"{number}.{int(number) + 474720}.{secrets.token_hex(16)}"
    expires = state.clock.now() + state.world.settings.trigger_seconds
    trigger = Trigger(trigger_id, user.id, expires, view_id=view_id)
    state.triggers[trigger_id] = trigger
    return trigger


def new_response_url(
    state: State, kind: str, user: User, channel: Channel, message: Message | None = None
) -> str:
    """A response_url: five answers within thirty minutes (facts §2.1)."""
    path = f"/{kind}/{state.world.app.team}/{state.next_id('')}/{secrets.token_urlsafe(18)}"
    settings = state.world.settings
    state.response_urls[path] = ResponseUrl(
        path=path,
        user=user.id,
        channel=channel.id,
        expires=state.clock.now() + settings.response_url_seconds,
        uses_left=settings.response_url_uses,
        message_ts=message.ts if message else None,
        thread_ts=message.thread_ts if message else None,
    )
    return state.url + path


def channel_name(channel: Channel) -> str:
    """Slash commands and interactions do not tell the names of private conversations."""
    is_open = channel.kind == "channel" and not channel.is_private
    return channel.name if is_open else _NAMES[channel.kind]


def slash_command(state: State, command: str, text: str, user: User, channel: Channel) -> Json:
    """The form of a slash command (Slack docs, slash commands)."""
    world = state.world
    team = world.team(world.app.team)
    return {
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
        "is_enterprise_install": "false",
        "response_url": new_response_url(state, "commands", user, channel),
        "trigger_id": new_trigger(state, user).id,
    }


def ssl_check(state: State) -> Json:
    """What Slack posts to a command's URL to look at its certificate."""
    return {"ssl_check": "1", "token": state.world.app.verification_token}


def block_actions(
    state: State, message: Message, action: Json, user: User, channel: Channel
) -> Json:
    """A pressed element of a message (Slack docs, block_actions payload).

    `team` is where the app is installed; a person of another workspace is told only by
    `user.team_id` (facts §1.3 point 9).
    """
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body = interaction(state, "block_actions", user) | {
        "container": container,
        "trigger_id": new_trigger(state, user).id,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": _values(action)},
        "response_url": new_response_url(state, "actions", user, channel, message),
        "actions": [action],
    }
    return body if message.is_ephemeral else body | {"message": message.to_event()}


def interaction(state: State, kind: str, user: User) -> Json:
    """What every interaction payload begins with."""
    world = state.world
    team = world.team(world.app.team)
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _values(action: Json) -> Json:
    """Buttons and overflow menus have no state; selects and pickers do."""
    if action["type"] in ("button", "overflow", "icon_button", "feedback_buttons"):
        return {}
    kept = {k: v for k, v in action.items() if k == "type" or k.startswith("selected_")}
    return {action["block_id"]: {action["action_id"]: kept}}


def event_callback(state: State, event: Json) -> Json:
    """The outer event (Slack docs, Events API)."""
    app = state.world.app
    place: Any = event.get("channel")
    channel = state.world.channel(place) if isinstance(place, str) else None
    return {
        "token": app.verification_token,
        "team_id": app.team,
        "context_team_id": app.team,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": state.next_id("Ev"),
        "event_time": int(state.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared_with),
        "event_context": f"4-{secrets.token_hex(12)}",
    }
