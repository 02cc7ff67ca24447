"""files.*: upload in three steps, look, delete (Slack docs, method pages of each)."""

import mimetypes
import secrets
from typing import Any

from sandbox.workspace.api.chat import bot_message, posted
from sandbox.workspace.api.compose import Contents, accepted
from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.api.places import may_post, thread_of
from sandbox.workspace.message import Json
from sandbox.workspace.records import File
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel

_ALT_TEXT = 1_000
_SNIPPET = 2**20
_CHANNELS = 100


def get_upload_url(asked: Asked) -> Json:
    """Where to send the bytes (Slack docs, files.getUploadURLExternal)."""
    length = asked.text("length") or ""
    if not length.isdigit() or int(length) == 0:
        raise Refused("missing_argument")
    alt_txt = asked.text("alt_txt") or ""
    if len(alt_txt) > _ALT_TEXT:
        raise Refused("alt_txt_too_large")
    if asked.text("snippet_type") and int(length) > _SNIPPET:
        raise Refused("snippet_too_large")
    state, app = asked.state, asked.state.world.app
    file = File(
        id=state.next_id("F"),
        name=asked.text("filename") or "",
        length=int(length),
        ticket=secrets.token_urlsafe(24),
        user=app.bot_user,
        team=app.team,
        alt_txt=alt_txt,
    )
    state.files[file.id] = file
    return {"ok": True, "upload_url": f"{state.url}/upload/v1/{file.ticket}", "file_id": file.id}


def complete_upload(asked: Asked) -> Json:
    """Finishes uploads, and shares them (Slack docs, files.completeUploadExternal)."""
    wanted: Any = asked.json("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments", messages=["must be a list of files [/files]"])
    files = [_uploaded(asked, item) for item in wanted]
    places = _places(asked)
    thread_ts = asked.text("thread_ts")
    if thread_ts and len(places) != 1:
        raise Refused("invalid_arguments", messages=["thread_ts needs exactly one channel"])
    for file, item in zip(files, wanted, strict=True):
        file.done, file.title = True, str(item.get("title") or file.name)
    for channel in places:
        _share(asked, files, channel, thread_ts)
    return {"ok": True, "files": [described(asked.state, f) for f in files]}


def _uploaded(asked: Asked, item: Any) -> File:  # noqa: ANN401 -- any JSON
    file = asked.state.files.get(str(item.get("id"))) if isinstance(item, dict) else None
    mine = file is not None and file.team == asked.state.world.app.team
    if file is None or not mine or file.done or file.data is None:
        raise Refused("file_not_found")
    return file


def _places(asked: Asked) -> list[Channel]:
    one, many = asked.text("channel_id"), asked.text("channels") or ""
    ids = [c.strip() for c in [*many.split(","), one or ""] if c.strip()]
    if len(ids) > _CHANNELS:
        raise Refused("channels_limit_exceeded")
    found = [asked.state.world.channel(c) for c in ids]
    places = [c for c in found if c is not None and c.id in ids and asked.sees(c)]
    if len(places) < len(ids):
        raise Refused("channel_not_found")
    for channel in places:
        if asked.state.world.app.bot_user not in channel.members:
            raise Refused("not_in_channel")
        may_post(asked, channel)
    return places


def _share(asked: Asked, files: list[File], channel: Channel, thread_ts: str | None) -> None:
    state = asked.state
    blocks = asked.json("blocks", "invalid_blocks")
    kept = accepted(state, blocks) if blocks is not None else None
    said = Contents(asked.text("initial_comment"), kept, None, None)
    message = bot_message(state, channel, said, thread_of(state, channel.id, thread_ts))
    for file in files:
        file.shared_in.append(channel.id)
    message.files = [shown(state, f, channel) for f in files]
    state.add(message)
    state.emit(posted(channel, message) | {"subtype": "file_share", "upload": False})
    for file in files:
        event = {"type": "file_shared", "file_id": file.id, "user_id": file.user}
        about = {"file": {"id": file.id}, "channel_id": channel.id, "event_ts": message.ts}
        state.emit(event | about)


def shown(state: State, file: File, channel: Channel) -> Json:
    """A file in a message; in shared channels an app has to ask for it (facts of Slack Connect)."""
    if channel.shared_with:
        return described(state, file) | {"file_access": "check_file_info"}
    return described(state, file)


def described(state: State, file: File) -> Json:
    """A file object (Slack docs, file object)."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    link = f"{state.url}/files/{file.id}/{file.name}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": kind,
        "filetype": file.name.rpartition(".")[2],
        "size": file.length,
        "user": file.user,
        "user_team": file.team,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "alt_txt": file.alt_txt,
        "channels": list(file.shared_in),
        "url_private": link,
        "url_private_download": link,
        "permalink": link,
    }


def _known(asked: Asked) -> File:
    file = asked.state.files.get(asked.text("file") or "")
    if file is None or file.team != asked.state.world.app.team or not file.done:
        raise Refused("file_not_found")
    if file.deleted:
        raise Refused("file_deleted")
    return file


def info(asked: Asked) -> Json:
    """One file (Slack docs, files.info)."""
    return {"ok": True, "file": described(asked.state, _known(asked))}


def delete(asked: Asked) -> Json:
    """Deletes a file; messages keep a tombstone of it (Slack docs, files.delete)."""
    file, state = _known(asked), asked.state
    file.deleted, file.data = True, None
    for message in state.all_messages:
        if any(f["id"] == file.id for f in message.files):
            gone = {"id": file.id, "mode": "tombstone"}
            message.files = [gone if f["id"] == file.id else f for f in message.files]
            state.note("message_changed", message)
    return {"ok": True}
