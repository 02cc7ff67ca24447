"""What installing and uninstalling change in a workspace (Slack docs, installing with OAuth)."""

import secrets

from sandbox.workspace.app import App
from sandbox.workspace.message import Json
from sandbox.workspace.oauth.tokens import key_of
from sandbox.workspace.records import Token
from sandbox.workspace.state import State
from sandbox.workspace.world import User


def install(state: State, team_id: str, scopes: tuple[str, ...], *, org_wide: bool) -> State:
    """The app, there from now on. Installed again it keeps its bot and adds scopes."""
    enterprise = state.now.world.team(team_id).enterprise
    key = enterprise if org_wide and enterprise else team_id
    base = state.sight(None)
    if key_of(base) == key:
        _again(base, scopes)
        return base
    if key not in state.installed:
        state.installed[key] = _new(base, team_id, scopes, enterprise if org_wide else None)
    else:
        _again(state.sight(key), scopes)
    return state.sight(key)


def _again(at: State, scopes: tuple[str, ...]) -> None:
    app = at.world.app
    fields: Json = {"installed": True, "token_state": "valid", "scopes": scopes}
    if app.installed:
        fields["scopes"] = tuple(dict.fromkeys((*app.scopes, *scopes)))
    known = at.tokens.get(app.bot_token)
    dead = not app.installed or app.token_state != "valid" or (known and known.gone)  # noqa: S105 -- a state's name
    if dead:
        fields["bot_token"] = new_bot_token(app.team)
        gone = "token_revoked" if app.installed else "account_inactive"
        old = Token(app.bot_token, "bot", key_of(at), app.bot_user, app.scopes, gone=gone)
        at.tokens.setdefault(old.text, old)
    at.change_app(app.model_copy(update=fields))
    at.world = at.world.with_user(at.bot().model_copy(update={"deleted": False}))
    at.note("world_changed", {"installed": app.team})


def _new(base: State, team_id: str, scopes: tuple[str, ...], enterprise: str | None) -> App:
    app, bot = base.world.app, base.bot()
    user = User(
        id=base.next_id("U"), name=bot.name, real_name=bot.real_name, team=team_id, is_bot=True
    )
    base.world = base.world.with_user(user)
    base.note("world_changed", {"installed": team_id})
    return app.model_copy(
        update={
            "team": team_id,
            "bot_user": user.id,
            "bot_id": base.next_id("B"),
            "scopes": scopes,
            "bot_token": new_bot_token(team_id),
            "token_state": "valid",
            "installed": True,
            "enterprise": enterprise,
            "is_enterprise_install": enterprise is not None,
        }
    )


def new_bot_token(team_id: str) -> str:
    """A bot token that does not expire."""
    return f"xoxb-{team_id}-{secrets.token_hex(12)}"


def uninstall(at: State) -> None:
    """The app is gone from there: bot, tokens, memberships. Two events tell it, in any order."""
    app, key = at.world.app, key_of(at)
    if not app.installed:
        return
    mine = [t for t in at.tokens.values() if t.installation == key and t.gone is None]
    people = sorted({t.user for t in mine if t.kind == "user"})
    for token in mine:
        token.gone, token.refresh = "account_inactive", None
    at.change_app(app.model_copy(update={"installed": False, "token_state": "account_inactive"}))
    _leave(at, app.bot_user)
    events: list[Json] = [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": people, "bot": [app.bot_user]}},
    ]
    first = at.world.settings.uninstall_order == "uninstalled_first"
    for event in events if first else events[::-1]:
        at.emit(event)
    at.note("world_changed", {"uninstalled": app.team})


def _leave(at: State, bot_user: str) -> None:
    world = at.world.with_user(at.bot().model_copy(update={"deleted": True}))
    for channel in world.channels:
        if bot_user in channel.members and channel.kind == "channel":
            members = tuple(m for m in channel.members if m != bot_user)
            world = world.with_channel(channel.model_copy(update={"members": members}))
    at.world = world
