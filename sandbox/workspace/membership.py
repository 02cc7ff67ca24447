"""`/invite` and `/remove`, which Slack itself answers (Slack docs, member_joined_channel)."""

from sandbox.workspace.delivery.answers import slackbot
from sandbox.workspace.message import Json
from sandbox.workspace.people import NotPossible
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User

VERBS = ("/invite", "/remove")


def changed_members(at: State, verb: str, rest: str, who: User, where: Channel) -> Json:
    """Bring somebody in or send them away; the app hears of it if it may."""
    target = at.world.user(rest.split(maxsplit=1)[0]) if rest.split() else None
    if target is None or target.deleted:
        raise NotPossible(f"{verb} needs a name, as in {verb} @{at.bot().name}")
    if where.kind != "channel" or who.id not in where.members:
        raise NotPossible("nobody is invited or removed here")
    inside = target.id in where.members
    joins = verb == "/invite"
    if inside == joins:
        already = "already in" if joins else "not in"
        raise NotPossible(f"{target.name} is {already} {where.name}")
    kept = tuple(m for m in where.members if m != target.id)
    members = (*kept, target.id) if joins else kept
    event: Json = {
        "type": "member_joined_channel" if joins else "member_left_channel",
        "user": target.id,
        "channel": where.id,
        "channel_type": "G" if where.is_private else "C",
        "team": target.team,
        "event_ts": at.next_ts(where.id),
    }
    if joins:
        event["inviter"] = who.id
    at.world = at.world.with_channel(where.model_copy(update={"members": members}))
    at.note("world_changed", {"channel": where.id})
    at.emit(event)
    told = "joined" if joins else "was removed from"
    slackbot(at, where.id, who.id, f"{target.real_name or target.name} {told} #{where.name}.")
    return event
