"""`app_home_opened`: somebody looks at the bot's own page."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.errands.home import opened
from bot.errands.office import Office
from bot.slack import payload
from bot.slack.authorize import tenant_of


def listen(app: AsyncApp, office: Office) -> None:
    """Draw it (Slack docs, app_home_opened). The tab of messages needs no drawing."""

    @app.event("app_home_opened")
    async def home_opened(
        ack: AsyncAck, body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        if event.get("tab") == "home":
            asker = payload.from_home(body, event, tenant_of(context))
            await opened(office, asker, asker.place.channel)
        await ack()
