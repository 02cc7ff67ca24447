"""Answers that are not Web API calls: the body of a command's answer, and response URLs."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.workspace.api.chat import bot_message
from sandbox.workspace.api.compose import contents
from sandbox.workspace.api.method import Asked, Caller, Refused
from sandbox.workspace.delivery.values import Delivery
from sandbox.workspace.message import Json, Message
from sandbox.workspace.records import ResponseUrl
from sandbox.workspace.state import State

_GONE = 404
_BAD = 400


def slackbot(state: State, channel: str, user: str, text: str) -> Message:
    """What Slack itself tells one person."""
    message = Message(
        channel=channel,
        ts=state.next_ts(channel),
        user="USLACKBOT",
        team=state.world.app.team,
        text=text,
        ephemeral_to=user,
    )
    return state.add(message)


def answer_message(
    state: State, body: Json, channel_id: str, user: str, thread_ts: str | None
) -> Message:
    """Store the message an answer asks for: to the person, or to all with `in_channel`."""
    channel = state.world.channel(channel_id)
    if channel is None:
        raise Refused("channel_not_found")
    said = contents(Asked(state, body, Caller("bot", state.world.app.scopes)))
    if not said.text and not said.blocks and not said.attachments:
        raise Refused("no_text")
    message = bot_message(state, channel, said, body.get("thread_ts") or thread_ts)
    message.via_response_url = True
    if body.get("response_type", "ephemeral") != "in_channel":
        message.ephemeral_to = user
    return state.add(message)


def command_answer(state: State, delivery: Delivery, channel: str, user: str) -> Message | None:
    """What the person sees after a slash command (Slack docs, slash commands)."""
    command = delivery.request.payload["command"] if delivery.request else ""
    if delivery.error is not None:
        said = f'{command} failed with the error "{delivery.error}"'
        return slackbot(state, channel, user, said)
    if not delivery.body.strip():
        return None
    try:
        return answer_message(state, _as_json(delivery), channel, user, None)
    except Refused as refused:
        return slackbot(state, channel, user, f'{command} failed with the error "{refused.error}"')


def _as_json(delivery: Delivery) -> Json:
    if "json" in delivery.headers.get("Content-Type", ""):
        try:
            found: Any = json.loads(delivery.body)
        except ValueError:
            raise Refused("invalid_json") from None
        return found if isinstance(found, dict) else {"text": str(found)}
    return {"text": delivery.body}


@dataclass
class ResponseUrls:
    """The door of `response_url` (Slack docs, handling interactions)."""

    state: State

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Accept an answer, or refuse it in the words Slack uses."""
        known = self.state.response_urls.get(request.path)
        if known is None:
            return _no("invalid_url", _GONE)
        if self.state.clock.now() > known.expires:
            return _no("expired_url", _GONE)
        if known.uses_left <= 0:
            return _no("used_url", _GONE)
        try:
            body = json.loads(await request.text())
            self._apply(known, dict(body))
        except (ValueError, TypeError):
            return _no("invalid_payload", _BAD)
        except Refused as refused:
            return web.json_response(refused.body, status=_BAD)
        known.uses_left -= 1
        return web.Response(text="ok")

    def _apply(self, known: ResponseUrl, body: Json) -> None:
        at = self.state.within(known.team) or self.state
        original = self.state.find(known.channel, known.message_ts or "")
        if original is not None and _true(body, "delete_original"):
            original.deleted = True
            self.state.note("message_deleted", original)
        elif original is not None and _true(body, "replace_original"):
            self._replace(original, body)
        else:
            answer_message(at, body, known.channel, known.user, known.thread_ts)

    def _replace(self, original: Message, body: Json) -> None:
        said = contents(Asked(self.state, body, Caller("bot", self.state.world.app.scopes)))
        if not said.text and not said.blocks and not said.attachments:
            raise Refused("no_text")
        original.attachments = said.attachments or []
        original.rewrite(said.text or "", said.blocks or [], self.state.clock.now())
        self.state.note("message_changed", original)


def _true(body: Json, name: str) -> bool:
    return str(body.get(name, "")).lower() == "true"


def _no(error: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)
