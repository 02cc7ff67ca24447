"""conversations.history and .replies (Slack docs, method pages of each).

For apps sold outside the Marketplace: once a minute, 15 messages (rules of 2025-05-29).
"""

import re

from sandbox.workspace.api.conversations import type_of
from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.api.pages import page
from sandbox.workspace.message import Json, Message
from sandbox.workspace.state import State

SCOPE = {
    "public_channel": "channels:history",
    "private_channel": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
SCOPES = tuple(SCOPE.values())
FEW = 15
_TS = re.compile(r"\d+(\.\d+)?")


def is_cut(state: State) -> bool:
    """Whether the strict rules hold for this app."""
    return state.world.app.distribution == "unlisted"


def history(asked: Asked) -> Json:
    """What was said, newest first (Slack docs, conversations.history)."""
    found = [m for m in _readable(asked) if m.thread_ts in (None, m.ts) or m.broadcast]
    shown, cursor = page(_few(asked), _between(asked, found)[::-1])
    return _page(shown, cursor, asked)


def replies(asked: Asked) -> Json:
    """A thread, oldest first (Slack docs, conversations.replies)."""
    found = _readable(asked)
    ts = asked.text("ts") or ""
    named = next((m for m in found if m.ts == ts), None)
    if named is None:
        raise Refused("thread_not_found")
    root = named.thread_ts or named.ts
    parent = [m for m in found if m.ts == root]
    inside = [m for m in found if m.thread_ts == root and m.ts != root]
    shown, cursor = page(_few(asked), [*parent, *_between(asked, inside)])
    return _page(shown, cursor, asked)


def _few(asked: Asked) -> Asked:
    """The same call, with the limit it really gets."""
    if not is_cut(asked.state):
        return asked
    limit = asked.text("limit") or str(FEW)
    few = str(min(int(limit), FEW)) if limit.isdigit() else limit
    args = {**asked.args, "limit": few}
    return Asked(asked.state, args, asked.caller, asked.basic, asked.token)


def _readable(asked: Asked) -> list[Message]:
    channel = asked.channel()
    asked.must_have(SCOPE[type_of(channel)])
    if asked.state.world.app.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return list(asked.state.visible(channel.id))


def _between(asked: Asked, messages: list[Message]) -> list[Message]:
    oldest, latest = asked.text("oldest") or "0", asked.text("latest") or "9999999999"
    for name, value in (("oldest", oldest), ("latest", latest)):
        if not _TS.fullmatch(value):
            raise Refused(f"invalid_ts_{name}")
    edges = asked.flag("inclusive")
    low, high = float(oldest), float(latest)
    return [
        m for m in messages if low < float(m.ts) < high or (edges and float(m.ts) in (low, high))
    ]


def _page(messages: list[Message], cursor: str, asked: Asked) -> Json:
    threads = _counts(asked.state)
    body: Json = {
        "ok": True,
        "messages": [m.to_event() | threads.get((m.channel, m.ts), {}) for m in messages],
        "has_more": bool(cursor),
    }
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _counts(state: State) -> dict[tuple[str, str], Json]:
    out: dict[tuple[str, str], Json] = {}
    for m in state.all_messages:
        if m.thread_ts and m.thread_ts != m.ts and not m.deleted and not m.is_ephemeral:
            entry = out.setdefault((m.channel, m.thread_ts), {"reply_count": 0, "reply_users": []})
            entry["reply_count"] += 1
            entry["latest_reply"] = m.ts
            entry["reply_users"] = sorted({*entry["reply_users"], m.user})
    return out
