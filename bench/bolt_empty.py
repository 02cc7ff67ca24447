"""Baseline (b): the least that Bolt can do.

`process_before_response=True`, an `authorize` of its own that knows the answer, a listener that
acknowledges and does nothing. What a stored acknowledgement costs is told over this.
`python -m bench.bolt_empty PORT`, the workspace's description as JSON on stdin.
"""

import json
import sys

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bench.signed import COMMAND


def build(told: dict[str, str]) -> AsyncApp:
    """The app."""

    async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=told["bot_user_id"],
            bot_token=told["bot_token"],
        )

    app = AsyncApp(
        signing_secret=told["signing_secret"],
        authorize=authorize,
        process_before_response=True,
    )

    @app.command(COMMAND)
    async def check(ack: AsyncAck) -> None:
        await ack()

    return app


if __name__ == "__main__":
    build(json.load(sys.stdin)).server(int(sys.argv[1]), host="127.0.0.1").start()
