"""Which workspace a call of an org-wide installation is about (Slack docs, org-ready apps)."""

from sandbox.workspace.api.method import Refused
from sandbox.workspace.message import Json
from sandbox.workspace.state import State


def in_team(at: State, args: Json, *, needed: bool) -> State:
    """The sight of the workspace meant: `team_id`, else where the channel or the person is."""
    app, world = at.world.app, at.world
    if not app.is_enterprise_install:
        return at
    wanted = args.get("team_id")
    if wanted is None and needed:
        raise Refused("missing_argument", messages=["missing required field: team_id"])
    channel = world.channel(str(args.get("channel", "")))
    user = world.user(str(args.get("user_id") or args.get("user") or ""))
    team = wanted or (channel.team if channel else None) or (user.team if user else None)
    covered = [t.id for t in world.teams if t.enterprise == app.enterprise]
    if team is not None and team not in covered:
        if wanted is not None:
            raise Refused("team_access_not_granted")
        team = None
    return at.sight(at.key, str(team or app.team))
