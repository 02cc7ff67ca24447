"""chat.*: post, update, delete, ephemeral, permalink (Slack docs, method pages of each)."""

from sandbox.workspace.api.compose import Contents, contents
from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.api.places import destination, may_post, thread_of
from sandbox.workspace.blockkit import limits
from sandbox.workspace.message import Json, Message
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel


def bot_message(state: State, channel: Channel, said: Contents, thread_ts: str | None) -> Message:
    """A message of the app's, not yet stored."""
    app = state.world.app
    text = (said.text or "")[: limits.TEXT_KEPT]
    return Message(
        channel=channel.id,
        ts=state.next_ts(channel.id),
        user=app.bot_user,
        team=app.team,
        bot_id=app.bot_id,
        app_id=app.id,
        text=text,
        blocks=said.blocks or [],
        attachments=said.attachments or [],
        metadata=said.metadata,
        thread_ts=thread_ts,
    )


def post_message(asked: Asked) -> Json:
    """Sends a message to a channel (Slack docs, chat.postMessage)."""
    channel = destination(asked)
    may_post(asked, channel)
    said = contents(asked)
    if not said.text and not said.blocks and not said.attachments:
        raise Refused("no_text")
    state = asked.state
    thread_ts = thread_of(state, channel.id, asked.text("thread_ts"))
    message = bot_message(state, channel, said, thread_ts)
    message.broadcast = bool(thread_ts) and asked.flag("reply_broadcast")
    parent = state.find(channel.id, thread_ts) if thread_ts else None
    if parent is not None:
        parent.thread_ts = parent.ts
    state.add(message)
    state.emit(posted(channel, message))
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown(state, message)}


def shown(state: State, message: Message) -> Json:
    """The message as the chat methods return it, with the bot's profile."""
    app = state.world.app
    profile = {"id": app.bot_id, "app_id": app.id, "name": app.name, "team_id": app.team}
    return message.to_event() | {"bot_profile": profile | {"deleted": False}}


def posted(channel: Channel, message: Message) -> Json:
    """The `message` event that a new message leads to."""
    types = {"im": "im", "mpim": "mpim", "channel": "group" if channel.is_private else "channel"}
    body = message.to_event() | {"channel": channel.id, "channel_type": types[channel.kind]}
    return body | {"event_ts": message.ts}


def post_ephemeral(asked: Asked) -> Json:
    """Shows a message to one person in a channel (Slack docs, chat.postEphemeral)."""
    state, channel = asked.state, asked.channel(by_name=True)
    may_post(asked, channel)
    user = next((u for u in state.world.users if u.id == asked.text("user")), None)
    if user is None or user.deleted or user.id not in channel.members:
        raise Refused("user_not_in_channel")
    said = contents(asked)
    if not said.text and not said.blocks and not said.attachments:
        raise Refused("no_text")
    thread_ts = thread_of(state, channel.id, asked.text("thread_ts"))
    message = bot_message(state, channel, said, thread_ts)
    message.ephemeral_to = user.id
    state.add(message)
    return {"ok": True, "message_ts": message.ts}


def own_message(asked: Asked, channel: Channel, refusal: str) -> Message:
    """The bot's message at `ts`; ephemeral ones cannot be reached by their ts."""
    message = asked.state.find(channel.id, asked.text("ts") or "")
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    if message.bot_id != asked.state.world.app.bot_id or message.via_response_url:
        raise Refused(refusal)
    return message


def update(asked: Asked) -> Json:
    """Changes a message (Slack docs, chat.update)."""
    state, channel = asked.state, asked.channel()
    message = own_message(asked, channel, "cant_update_message")
    if channel.is_archived:
        raise Refused("is_inactive")
    window = state.world.settings.edit_window_seconds
    if window is not None and state.clock.now() - float(message.ts) > window:
        raise Refused("edit_window_closed")
    said = contents(asked)
    if said.text is None and not said.blocks and said.attachments is None:
        raise Refused("no_text")
    if said.text and len(said.text) > limits.TEXT_UPDATED:
        raise Refused("msg_too_long")
    _rewrite(state, message, said)
    state.emit(_changed(state, channel, message))
    answer = {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text}
    return answer | {"message": shown(state, message)}


def _rewrite(state: State, message: Message, said: Contents) -> None:
    """Text without blocks removes the old blocks; neither keeps them (chat.update)."""
    kept = message.blocks if said.text is None else []
    text = message.text if said.text is None else said.text
    if said.attachments is not None:
        message.attachments = said.attachments
    if said.metadata is not None:
        message.metadata = said.metadata or None
    if not said.blocks:
        message.edited = {"user": message.user, "ts": f"{int(state.clock.now())}.000000"}
    message.rewrite(text, said.blocks if said.blocks is not None else kept, state.clock.now())
    state.note("message_changed", message)


def _changed(state: State, channel: Channel, message: Message) -> Json:
    event = posted(channel, message)
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message.to_event(),
        "channel": channel.id,
        "hidden": True,
        "ts": state.next_ts(channel.id),
        "event_ts": event["event_ts"],
        "channel_type": event["channel_type"],
    }


def delete(asked: Asked) -> Json:
    """Deletes a message; a thread's parent leaves a tombstone (Slack docs, chat.delete)."""
    channel = asked.channel()
    message = own_message(asked, channel, "cant_delete_message")
    state = asked.state
    replies = [m for m in state.visible(channel.id) if m.thread_ts == message.ts]
    if any(reply.ts != message.ts for reply in replies):
        message.subtype, message.user, message.bot_id = "tombstone", "USLACKBOT", None
        message.rewrite("This message was deleted.", [], state.clock.now())
        state.note("message_changed", message)
    else:
        message.deleted = True
        state.note("message_deleted", message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def get_permalink(asked: Asked) -> Json:
    """The address of a message (Slack docs, chat.getPermalink)."""
    channel = asked.channel()
    message = asked.state.find(channel.id, asked.text("message_ts") or "")
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    domain = asked.state.world.team(asked.state.world.app.team).domain
    link = f"https://{domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": link}
