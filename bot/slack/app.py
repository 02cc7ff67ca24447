"""The Bolt app. Every listener stores before it acknowledges, and does nothing else."""

import logging
import re
import secrets
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errands.office import Office
from bot.settings import Settings
from bot.slack import home, lifecycle, options, shortcuts
from bot.slack.authorize import authorize, read, tenant_of
from bot.slack.door import Door
from bot.store.keys import SealError
from bot.views.message import ACTION

log = logging.getLogger(__name__)
COMMAND = "/6sense"
NOT_INSTALLED = (
    "I am not installed in this workspace any more. Ask a workspace admin to install me again."
)
SEALED = (
    "I cannot open what I keep of this workspace: a key of mine is gone. Whoever runs me puts it "
    "back (`sixsense doctor` tells how); or a workspace admin installs me again."
)


def build(settings: Settings, office: Office, door: Door) -> AsyncApp:
    """The app with its three doors, command, mention and button, and what else it hears."""
    app = AsyncApp(
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        before_authorize=read,
        authorize=authorize(office),
        user_facing_authorize_error_message=NOT_INSTALLED,
        # Without this Bolt polls for the acknowledgement every 10 ms: p50 11 ms instead of 0.4.
        process_before_response=True,
        client=AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[]),
        logger=_bolts_log(),
    )
    _listen(app, office, door)
    lifecycle.listen(app, office)
    home.listen(app, office)
    app.error(_surprised)
    return app


def _bolts_log() -> logging.Logger:
    """Bolt reads SLACK_BOT_TOKEN by itself, only to warn that it will not use it."""
    quiet = logging.getLogger("bot.slack.bolt")
    quiet.addFilter(lambda record: "will be unused" not in record.getMessage())
    return quiet


def _listen(app: AsyncApp, office: Office, door: Door) -> None:
    """In the order of Bolt's asking: what has three seconds and comes most often is first."""

    @app.command(re.compile("^/"))
    async def command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack(**await door.command(body, tenant_of(context)))

    @app.event("app_mention")
    async def mention(
        ack: AsyncAck, body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        if event.get("user") and not event.get("bot_id"):  # a workflow or an app is nobody
            await door.mention(event, str(body["event_id"]), tenant_of(context))
        await ack()

    options.listen(app, office)  # before the listener for every other action

    @app.action(re.compile(f"^{ACTION}"))
    async def button(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await door.button(body, tenant_of(context))
        await ack()

    shortcuts.listen(app, door)

    @app.action(re.compile(".*"))
    async def link(ack: AsyncAck) -> None:
        await ack()  # a link button opens its page by itself


async def _surprised(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """A bug of ours becomes a number: in the log with its trace, and in the person's hands.

    What is no command has no answer to show it in: Slack delivers an event again, and marks a
    button or a shortcut as failed.
    """
    number = secrets.token_hex(3)
    log.error("reference %s", number, exc_info=error)
    said = f"Something went wrong on my side (reference {number}). Please try once more."
    said = SEALED if isinstance(error, SealError) else said
    if "command" not in body:
        return BoltResponse(status=500)
    return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})
