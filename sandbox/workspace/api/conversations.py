"""conversations.* and users.conversations (Slack docs, method pages of each)."""

from sandbox.workspace.api.method import Asked, Refused, shares_channel
from sandbox.workspace.api.pages import page
from sandbox.workspace.message import Json
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_MOST_PEOPLE = 8


def type_of(channel: Channel) -> str:
    """The name users.conversations gives this kind of conversation."""
    if channel.kind != "channel":
        return channel.kind
    return "private_channel" if channel.is_private else "public_channel"


_SCOPE = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def described(state: State, channel: Channel) -> Json:
    """A conversation object; `is_ext_shared` marks Slack Connect."""
    bot = state.world.app.bot_user
    common: Json = {
        "id": channel.id,
        "created": 1700000000,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": False,
        "context_team_id": state.world.app.team,
    }
    if channel.kind == "im":
        other = next((m for m in channel.members if m != bot), bot)
        return common | {"user": other, "is_open": True, "is_ext_shared": False}
    shared = bool(channel.shared_with)
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel" and not channel.is_private,
        "is_group": channel.kind == "channel" and channel.is_private,
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_member": bot in channel.members,
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_pending_ext_shared": False,
        "shared_team_ids": [state.world.app.team, *channel.shared_with],
        "creator": next(iter(channel.members), bot),
    }


def _readable(asked: Asked) -> Channel:
    channel = asked.channel()
    asked.must_have(_SCOPE[type_of(channel)])
    return channel


def info(asked: Asked) -> Json:
    """One conversation (Slack docs, conversations.info)."""
    channel = _readable(asked)
    body = described(asked.state, channel)
    if asked.flag("include_num_members"):
        body["num_members"] = len(channel.members)
    return {"ok": True, "channel": body}


def members(asked: Asked) -> Json:
    """Who is in it (Slack docs, conversations.members)."""
    shown, cursor = page(asked, _readable(asked).members)
    return {"ok": True, "members": shown, "response_metadata": {"next_cursor": cursor}}


def _types(asked: Asked) -> list[str]:
    types = (asked.text("types") or "public_channel").replace(" ", "").split(",")
    if unknown := set(types) - set(_SCOPE):
        raise Refused("invalid_types", messages=[f"unknown types: {','.join(sorted(unknown))}"])
    for kind in types:
        asked.must_have(_SCOPE[kind])
    return types


def users_conversations(asked: Asked) -> Json:
    """Conversations someone is in, as far as the bot sees them (users.conversations)."""
    types = _types(asked)
    member = asked.user().id if asked.text("user") else asked.state.world.app.bot_user
    return _listed(asked, [c for c in _of_types(asked, types) if member in c.members])


def list_(asked: Asked) -> Json:
    """Every conversation the bot can see (Slack docs, conversations.list)."""
    return _listed(asked, _of_types(asked, _types(asked)))


def _of_types(asked: Asked, types: list[str]) -> list[Channel]:
    return [c for c in asked.state.world.channels if type_of(c) in types and asked.sees(c)]


def _listed(asked: Asked, found: list[Channel]) -> Json:
    drop_archived = asked.flag("exclude_archived")
    kept = [c for c in found if not (drop_archived and c.is_archived)]
    shown, cursor = page(asked, kept)
    channels = [described(asked.state, channel) for channel in shown]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": cursor}}


def join(asked: Asked) -> Json:
    """The bot joins a public channel (Slack docs, conversations.join)."""
    channel = asked.channel()
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.kind != "channel" or channel.is_private:
        raise Refused("method_not_supported_for_channel_type")
    bot, state = asked.state.world.app.bot_user, asked.state
    body: Json = {"ok": True}
    if bot in channel.members:
        body |= {"warning": "already_in_channel"}
        body |= {"response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        channel = channel.model_copy(update={"members": (*channel.members, bot)})
        state.world = state.world.with_channel(channel)
    return body | {"channel": described(state, channel)}


def open_(asked: Asked) -> Json:
    """Opens a direct message (Slack docs, conversations.open)."""
    state = asked.state
    if wanted := asked.text("channel"):
        channel = state.world.channel(wanted)
        if channel is None or not asked.sees(channel):
            raise Refused("channel_not_found")
        if channel.kind == "channel":
            raise Refused("method_not_supported_for_channel_type")
        return _opened(asked, channel, already=True)
    people = [_reachable(asked, p.strip()) for p in (asked.text("users") or "").split(",") if p]
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > _MOST_PEOPLE:
        raise Refused("too_many_users")
    if len(people) > 1:
        asked.must_have("mpim:write")
    known = {c.id for c in state.world.channels}
    channel = state.direct_message(state.world.app.bot_user, *(p.id for p in people))
    return _opened(asked, channel, already=channel.id in known)


def _opened(asked: Asked, channel: Channel, *, already: bool) -> Json:
    whole = described(asked.state, channel) if asked.flag("return_im") else {"id": channel.id}
    body: Json = {"ok": True, "channel": whole}
    return body | ({"no_op": True, "already_open": True} if already else {})


def _reachable(asked: Asked, user_id: str) -> User:
    world = asked.state.world
    user = next((u for u in world.users if u.id == user_id), None)
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if world.is_external(user) and (user.is_stranger or not shares_channel(asked.state, user)):
        raise Refused("invalid_user_combination")
    return user
