"""apps.* and oauth.* (Slack docs, method pages of each). Installation comes in a later session."""

import base64
import secrets

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.message import Json


def connections_open(asked: Asked) -> Json:
    """A WebSocket address for Socket Mode, good for one connection (apps.connections.open)."""
    ticket = secrets.token_hex(8)
    asked.state.socket_tickets.add(ticket)
    base = asked.state.url.replace("http", "ws", 1)
    app = asked.state.world.app.id
    return {"ok": True, "url": f"{base}/link/?ticket={ticket}&app_id={app}"}


def oauth_v2_access(asked: Asked) -> Json:
    """Exchanges a code for the world's bot token (oauth.v2.access); no rotation yet."""
    app = asked.state.world.app
    if _credentials(asked) != (app.client_id, app.client_secret):
        raise Refused("invalid_client_id" if not asked.basic else "bad_client_secret")
    if not asked.text("code"):
        raise Refused("invalid_code")
    team = asked.state.world.team(app.team)
    installer = next((u for u in asked.state.world.users if u.is_admin), asked.state.bot())
    return {
        "ok": True,
        "app_id": app.id,
        "authed_user": {"id": installer.id},
        "scope": ",".join(app.scopes),
        "token_type": "bot",
        "access_token": app.bot_token,
        "bot_user_id": app.bot_user,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _credentials(asked: Asked) -> tuple[str, str]:
    if not asked.basic:
        return asked.text("client_id") or "", asked.text("client_secret") or ""
    try:
        name, _, word = base64.b64decode(asked.basic).decode().partition(":")
    except ValueError:
        return "", ""
    return name, word


def auth_revoke(asked: Asked) -> Json:
    """Revokes the token, unless it is only a test (Slack docs, auth.revoke)."""
    if asked.flag("test"):
        return {"ok": True, "revoked": False}
    state = asked.state
    app = state.world.app.model_copy(update={"token_state": "revoked"})
    state.world = state.world.model_copy(update={"app": app})
    state.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.bot_user]}})
    return {"ok": True, "revoked": True}
