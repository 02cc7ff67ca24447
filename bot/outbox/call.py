"""One call of Slack for one claimed message, and what its answer means."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse
from sqlalchemy.exc import DBAPIError

from bot.outbox.outcome import Later, Lost, Outcome, Sent, broken, meaning, surprised
from bot.outbox.sending import Sending
from bot.store.installations import NoTokenError
from bot.store.keys import SealError

log = logging.getLogger(__name__)

#: Opens a sealed response_url; the arguments are the sealed bytes and the message's tenant.
Unseal = Callable[[bytes, str], str]
_NETWORK = (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError, SlackRequestError)
#: What an answer in no known form does to whoever reads it, or a bug of ours.
_STRANGE = (ValueError, LookupError, TypeError, AttributeError)
_REPEATED = "_continued: the connection broke once, an earlier copy of this may stand above_"
_TIMEOUT = 10
_OK, _TOO_MANY = 200, 429


@dataclass(frozen=True)
class Call:
    """What it takes to speak in a workspace: a client for a tenant, and response URLs opened."""

    client: Callable[[str], Awaitable[AsyncWebClient]]
    unseal: Unseal

    async def made(self, sending: Sending) -> Outcome:
        """Make the call; whatever goes wrong is an outcome too."""
        try:
            return await self._answer(sending)
        except DBAPIError as error:  # our own database, asked for the token: surely not sent
            log.info("message %s: %s", sending.id, type(error.orig).__name__)
            return Later(broken(sending.failures).seconds)
        except _STRANGE:  # the messages behind this one are sent all the same
            log.exception("message %s", sending.id)
            return surprised(sending.failures)

    async def _answer(self, sending: Sending) -> Outcome:
        """What Slack answers, refuses, or leaves unanswered."""
        try:
            if sending.private and sending.back:
                return await self._answer_back(sending)
            return Sent(await self._api(sending))
        except (SlackApiError, NoTokenError) as error:
            return _refused(error, sending)
        except aiohttp.ClientConnectorError:
            return Later(broken(sending.failures).seconds)  # surely not sent
        except _NETWORK as error:
            log.info("message %s: %s", sending.id, type(error).__name__)
            return broken(sending.failures)
        except SealError:
            return Lost("its response_url was sealed with a key that is gone")

    async def _api(self, sending: Sending) -> str:
        client = await self.client(sending.tenant)
        content = _content(sending)
        if sending.private:
            await client.chat_postEphemeral(
                channel=sending.channel,
                user=sending.reader,
                thread_ts=sending.thread or None,
                **content,
            )
            return ""
        if sending.ts:
            await client.chat_update(channel=sending.channel, ts=sending.ts, **content)
            return sending.ts
        said = await client.chat_postMessage(
            channel=sending.channel,
            thread_ts=sending.thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **content,
        )
        return str(said["ts"])

    async def _answer_back(self, sending: Sending) -> Outcome:
        """Use the asker's response_url: good five times within 30 minutes (Slack docs)."""
        url = self.unseal(sending.back or b"", sending.tenant)
        hook = AsyncWebhookClient(url, timeout=_TIMEOUT)
        content = _content(sending) | {"response_type": "ephemeral", "replace_original": False}
        said = await hook.send_dict(content)
        if said.status_code == _OK:
            return Sent()
        if said.status_code in (404, 410):
            return Lost("expired_url")
        return _turned_down(said, sending)


def _refused(error: SlackApiError | NoTokenError, sending: Sending) -> Outcome:
    """Slack's own error, a page of something in between, or our having no token to ask with."""
    if isinstance(error, NoTokenError):
        return meaning(error.name, editing=sending.editing, failures=sending.failures)
    answer = error.response
    status = int(getattr(answer, "status_code", None) or getattr(answer, "status", None) or _OK)
    data = getattr(answer, "data", None)
    name = data.get("error") if isinstance(data, Mapping) else None
    return meaning(
        "ratelimited" if status == _TOO_MANY else str(name or "fatal_error"),
        editing=sending.editing,
        failures=sending.failures,
        status=status,
        retry_after=_seconds(answer.headers.get("Retry-After")),
    )


def _turned_down(said: WebhookResponse, sending: Sending) -> Outcome:
    return meaning(
        "ratelimited" if said.status_code == _TOO_MANY else _name(said.body),
        editing=False,
        failures=sending.failures,
        status=said.status_code,
        retry_after=_seconds(said.headers.get("Retry-After")),
    )


def _name(body: str) -> str:
    """A response_url's refusal: a bare word, or JSON that holds one."""
    return next((word for word in _KNOWN if word in body), body.strip()[:80] or "unknown")


_KNOWN = ("invalid_blocks", "no_text", "used_url", "expired_url", "channel_not_found")


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isdigit() else 0.0


def _content(sending: Sending) -> dict[str, Any]:
    """The form of the payload that suits the place and the workspace."""
    wanted = sending.payload
    if sending.private and "private" in wanted:
        wanted = wanted["private"]
    blocks = wanted.get("blocks")
    if sending.form == "classic":
        blocks = wanted.get("classic", blocks)
    text = wanted["text"]
    if not blocks or sending.form == "text":
        # Text alone takes the blocks of an edited message away (Slack docs, chat.update).
        return {"text": f"{text}\n{_REPEATED}" if sending.repeated else text}
    mark = {"type": "context", "elements": [{"type": "mrkdwn", "text": _REPEATED}]}
    return {"text": text, "blocks": [*blocks, mark] if sending.repeated else blocks}
