"""apps.connections.* (Slack docs, method pages of each)."""

import secrets

from sandbox.workspace.api.method import Asked
from sandbox.workspace.message import Json


def connections_open(asked: Asked) -> Json:
    """A WebSocket address for Socket Mode, good for one connection (apps.connections.open)."""
    ticket = secrets.token_hex(8)
    asked.state.socket_tickets.add(ticket)
    base = asked.state.url.replace("http", "ws", 1)
    app = asked.state.world.app.id
    return {"ok": True, "url": f"{base}/link/?ticket={ticket}&app_id={app}"}
