"""The loop that makes Slack show what is wanted."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from sqlalchemy.exc import DBAPIError

from bot.outbox.claims import Sending, claim, settle
from bot.outbox.outcome import Later, Lost, Outcome, Sent, meaning
from bot.store.database import Store

log = logging.getLogger(__name__)

#: Opens a sealed response_url; the arguments are the sealed bytes and the message's tenant.
Unseal = Callable[[bytes, str], str]
_NETWORK = (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError, SlackRequestError)
_REPEATED = "_continued: the connection broke once, an earlier copy of this may stand above_"


class Sender:
    """One per process. `kick` wakes it; without a kick it looks every `idle` seconds."""

    def __init__(
        self,
        store: Store,
        client: Callable[[str], Awaitable[AsyncWebClient]],
        unseal: Unseal,
        *,
        name: str,
        form: str = "plan",
        idle: float = 0.5,
    ) -> None:
        self._store, self._client, self._unseal = store, client, unseal
        self._name, self._form, self._idle = name, form, idle
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._stopping = False

    def kick(self) -> None:
        """Something new is wanted. Callable from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop may be gone while threads finish
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Send until stopped; what is under way is finished first."""
        while not self._stopping:
            self._woken.clear()
            try:
                if await self.round():
                    continue
            except DBAPIError as error:
                log.warning("outbox: %s", type(error.orig).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._idle)

    def stop(self) -> None:
        """End `run` after the round under way."""
        self._stopping = True
        self._woken.set()

    async def round(self) -> int:
        """Send what is due now; returns how many calls were made."""
        now = time.time()
        due = await self._store.awrite(
            lambda conn: claim(conn, self._name, now, form=self._form),
        )
        await asyncio.gather(*(self._send(sending) for sending in due))
        return len(due)

    async def _send(self, sending: Sending) -> None:
        outcome = await self._call(sending)
        if isinstance(outcome, Lost):
            log.warning("message %s is lost: %s", sending.id, outcome.error)
        await self._store.awrite(lambda conn: settle(conn, sending, outcome, time.time()))

    async def _call(self, sending: Sending) -> Outcome:
        try:
            if sending.private and sending.back:
                return await self._answer_back(sending)
            return Sent(await self._api(sending))
        except SlackApiError as error:
            retry_after = float(error.response.headers.get("Retry-After", 0) or 0)
            name = str(error.response.get("error", "unknown_error"))
            return meaning(
                name, editing=sending.editing, failures=sending.failures, retry_after=retry_after
            )
        except _NETWORK as error:
            log.info("message %s: %s", sending.id, type(error).__name__)
            return Later(min(2.0**sending.failures, 60.0), unsure=True)

    async def _api(self, sending: Sending) -> str:
        client = await self._client(sending.tenant)
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
        hook = AsyncWebhookClient(self._unseal(sending.back or b"", sending.tenant))
        content = _content(sending) | {"response_type": "ephemeral", "replace_original": False}
        said = await hook.send_dict(content)
        if said.status_code == 200:  # noqa: PLR2004 -- the one good status
            return Sent()
        if said.status_code in (404, 410):
            return Lost("expired_url")
        return meaning(said.body.strip() or "unknown", editing=False, failures=sending.failures)


def _content(sending: Sending) -> dict[str, Any]:
    """The form of the payload that suits the place and the workspace."""
    wanted = sending.payload
    if sending.private and "private" in wanted:
        wanted = wanted["private"]
    blocks = wanted.get("blocks")
    if sending.form == "classic":
        blocks = wanted.get("classic", blocks)
    content: dict[str, Any] = {"text": wanted["text"]}
    if blocks:
        mark = {"type": "context", "elements": [{"type": "mrkdwn", "text": _REPEATED}]}
        content["blocks"] = [*blocks, mark] if sending.repeated else blocks
    return content
