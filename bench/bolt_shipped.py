"""Baseline (a): Bolt as its documentation sets it up for several workspaces.

AsyncApp with OAuth settings and slack_sdk's SQLite installation store; for each request Bolt reads
the store twice and calls `auth.test`, which the practice workspace answers at once (over the real
internet it takes 300 to 500 ms: bolt-python PR 122). The listener acknowledges and does nothing.
`python -m bench.bolt_shipped PORT DATABASE`, the workspace's description as JSON on stdin.
"""

import json
import sys
import time

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlite3 import SQLite3InstallationStore
from slack_sdk.oauth.state_store.sqlite3 import SQLite3OAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bench.signed import COMMAND

_CLIENT_ID = "100000000001.200000000002"
_SCOPES = ["commands", "chat:write"]


def build(told: dict[str, str], database: str) -> AsyncApp:
    """The app, its workspace already installed."""
    store = SQLite3InstallationStore(database=database, client_id=_CLIENT_ID)
    store.save(
        Installation(
            app_id=told["app_id"],
            team_id=told["team_id"],
            user_id="U0SAM0001",
            bot_token=told["bot_token"],
            bot_id="B0SIXBOT1",
            bot_user_id=told["bot_user_id"],
            bot_scopes=_SCOPES,
            installed_at=time.time(),
        )
    )
    app = AsyncApp(
        signing_secret=told["signing_secret"],
        client=AsyncWebClient(base_url=told["api_url"]),
        installation_store=store,
        oauth_settings=AsyncOAuthSettings(
            client_id=_CLIENT_ID,
            client_secret="sandbox-client-secret",
            scopes=_SCOPES,
            installation_store=store,
            state_store=SQLite3OAuthStateStore(expiration_seconds=600, database=database),
        ),
    )

    @app.command(COMMAND)
    async def check(ack: AsyncAck) -> None:
        await ack()

    return app


if __name__ == "__main__":
    port, file = sys.argv[1:]
    build(json.load(sys.stdin), file).server(int(port), host="127.0.0.1").start()
