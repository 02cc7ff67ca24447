"""auth.*, users.*, bots.*, team.* (Slack docs, method pages of each)."""

from sandbox.workspace.api.method import Asked, Refused, shares_channel
from sandbox.workspace.api.pages import page
from sandbox.workspace.delivery.payloads import enterprise_of
from sandbox.workspace.message import Json
from sandbox.workspace.state import State
from sandbox.workspace.world import Team, User


def api_test(asked: Asked) -> Json:
    """Checks API calling code (Slack docs, api.test)."""
    if error := asked.text("error"):
        raise Refused(error, args=asked.args)
    return {"ok": True, "args": asked.args}


def auth_test(asked: Asked) -> Json:
    """Whose token this is (Slack docs, auth.test)."""
    world = asked.state.world
    app, bot = world.app, asked.state.bot()
    team, whole = world.team(app.team), enterprise_of(asked.state)
    body: Json = {
        "ok": True,
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "team_id": team.id,
        "is_enterprise_install": app.is_enterprise_install,
    }
    if whole is not None:
        body["enterprise_id"] = whole["id"]
    if app.is_enterprise_install and whole is not None:
        domain = next(e.domain for e in world.enterprises if e.id == whole["id"])
        body |= {"url": f"https://{domain}.enterprise.slack.com/"}
        body |= {"team": whole["name"], "team_id": whole["id"]}
    user = world.user(asked.caller.user)
    if asked.caller.kind == "user" and user is not None:
        return body | {"user": user.name, "user_id": user.id}
    return body | {"user": bot.name, "user_id": bot.id, "bot_id": app.bot_id}


def profile(state: State, user: User) -> Json:
    """A user object. People of other workspaces show less."""
    external = state.world.is_external(user)
    shown: Json = {
        "real_name": user.real_name or user.name,
        "display_name": user.name,
        "title": user.title,
        "team": user.team,
    }
    if user.email and not external:
        shown["email"] = user.email
    out: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": user.deleted,
        "profile": shown,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(state.clock.now()),
    }
    if user.deleted:
        return out
    out |= {"real_name": shown["real_name"], "tz": user.tz, "tz_offset": user.tz_offset}
    out |= {"is_restricted": False, "is_ultra_restricted": False} | _of_grid(state, user)
    if external:
        return out | {"is_stranger": user.is_stranger}
    return out | {
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": user.is_owner,
    }


def _of_grid(state: State, user: User) -> Json:
    """What is said of people of an Enterprise Grid (Slack docs, User object)."""
    team = state.world.team(user.team)
    whole = next((e for e in state.world.enterprises if e.id == team.enterprise), None)
    if whole is None:
        return {}
    grid = {"id": user.id, "enterprise_id": whole.id, "enterprise_name": whole.name}
    return {"enterprise_user": grid | {"is_admin": False, "is_owner": False, "teams": [team.id]}}


def _visible_profile(asked: Asked, user: User) -> Json:
    body = profile(asked.state, user)
    if "users:read.email" not in asked.caller.scopes:
        body["profile"].pop("email", None)
    if asked.flag("include_locale") and not asked.state.world.is_external(user):
        body["locale"] = "en-US"
    return body


def users_info(asked: Asked) -> Json:
    """One user (Slack docs, users.info)."""
    return {"ok": True, "user": _visible_profile(asked, asked.user())}


def lookup_by_email(asked: Asked) -> Json:
    """One user by address; people of other workspaces are not found (users.lookupByEmail)."""
    wanted, world = (asked.text("email") or "").casefold(), asked.state.world
    for user in world.users:
        mine = not world.is_external(user) and not user.deleted
        if mine and user.email and user.email.casefold() == wanted:
            return {"ok": True, "user": _visible_profile(asked, user)}
    raise Refused("users_not_found")


def users_list(asked: Asked) -> Json:
    """Everyone the app can see, page by page (Slack docs, users.list)."""
    world = asked.state.world
    seen = [u for u in world.users if not world.is_external(u) or shares_channel(asked.state, u)]
    shown, cursor = page(asked, seen)
    members = [_visible_profile(asked, user) for user in shown]
    return {
        "ok": True,
        "members": members,
        "cache_ts": int(asked.state.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def auth_teams_list(asked: Asked) -> Json:
    """The workspaces a token may act in, page by page (Slack docs, auth.teams.list)."""
    app, world = asked.state.world.app, asked.state.world
    mine = [t for t in world.teams if t.id == app.team]
    if app.is_enterprise_install:
        mine = [t for t in world.teams if t.enterprise == app.enterprise]
    shown, cursor = page(asked, mine)
    teams = [{"id": team.id, "name": team.name} for team in shown]
    return {"ok": True, "teams": teams, "response_metadata": {"next_cursor": cursor}}


def bots_info(asked: Asked) -> Json:
    """The app's bot (Slack docs, bots.info)."""
    app = asked.state.world.app
    if (asked.text("bot") or app.bot_id) != app.bot_id:
        raise Refused("bot_not_found")
    bot: Json = {"id": app.bot_id, "deleted": False, "name": app.name, "app_id": app.id}
    return {"ok": True, "bot": bot | {"user_id": app.bot_user, "updated": 1700000000}}


def team_info(asked: Asked) -> Json:
    """The workspace, or one it shares a channel with (Slack docs, team.info)."""
    world = asked.state.world
    wanted = asked.text("team") or world.app.team
    found: Team | None = next((t for t in world.teams if t.id == wanted), None)
    if found is None:
        raise Refused("team_not_found")
    team = {"id": found.id, "name": found.name, "domain": found.domain}
    return {"ok": True, "team": team | {"url": f"https://{found.domain}.slack.com/"}}
