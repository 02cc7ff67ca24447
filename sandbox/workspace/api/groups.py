"""usergroups.* (Slack docs, method pages of each)."""

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.message import Json
from sandbox.workspace.world import Usergroup


def list_(asked: Asked) -> Json:
    """The user groups of the workspace (Slack docs, usergroups.list)."""
    everything = asked.flag("include_disabled")
    groups = [g for g in asked.state.world.usergroups if everything or not g.disabled]
    return {"ok": True, "usergroups": [_described(asked, g) for g in groups]}


def _described(asked: Asked, group: Usergroup) -> Json:
    body: Json = {
        "id": group.id,
        "team_id": asked.state.world.app.team,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "date_delete": 1 if group.disabled else 0,
    }
    if asked.flag("include_users"):
        body["users"] = list(group.users)
    if asked.flag("include_count"):
        body["user_count"] = len(group.users)
    return body


def users(asked: Asked) -> Json:
    """Who is in a group (Slack docs, usergroups.users.list)."""
    wanted = asked.text("usergroup")
    found = next((g for g in asked.state.world.usergroups if g.id == wanted), None)
    if found is None or (found.disabled and not asked.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"ok": True, "users": list(found.users)}
