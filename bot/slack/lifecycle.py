"""The end of an installation, or of one person's token. Two events tell it, in any order, twice."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errands.installing import end, person_left
from bot.errands.office import Office
from bot.slack import payload
from bot.store.installations import Installation

_SKEW = 5.0  # seconds by which Slack's clock may be behind ours


def listen(app: AsyncApp, office: Office) -> None:
    """Hear of the end (Slack docs, app_uninstalled, tokens_revoked)."""

    @app.event("app_uninstalled")
    async def uninstalled(ack: AsyncAck, body: dict[str, Any]) -> None:
        if found := await _found(office, body):
            await end(office, found, str(body["event_id"]), "uninstalled")
        await ack()

    @app.event("tokens_revoked")
    async def revoked(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        gone = event.get("tokens") or {}
        if found := await _found(office, body):
            if found.bot_user in gone.get("bot", ()):
                await end(office, found, str(body["event_id"]), "its token was revoked")
            for person in gone.get("oauth", ()):
                await person_left(office, found, person)
        await ack()


async def _found(office: Office, body: Mapping[str, Any]) -> Installation | None:
    """What the event is about; None where it ended already, or was installed anew since."""
    found = await office.installations.of(payload.told(body))
    if found and float(body.get("event_time", 0)) + _SKEW < found.installed:
        return None  # delivered late: this is of an installation before
    return found
