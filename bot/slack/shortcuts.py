"""The message shortcut *Diagnose with 6sense*: the message it was chosen on is the paste."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.authorize import tenant_of
from bot.slack.door import Door

#: As manifest.yml names it.
DIAGNOSE = "diagnose"


def listen(app: AsyncApp, door: Door) -> None:
    """Hear the shortcut; only people of the installing workspace are offered it (Slack docs)."""

    @app.message_shortcut(DIAGNOSE)
    async def diagnose(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await door.diagnose(body, tenant_of(context))
        await ack()
