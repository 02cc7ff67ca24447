"""Sends requests to the app over signed HTTP, or over Socket Mode while a socket is open."""

import secrets
import time
from dataclasses import dataclass, field, replace

import aiohttp

from sandbox.workspace.delivery.signing import signed_headers
from sandbox.workspace.delivery.socket import Sockets
from sandbox.workspace.delivery.values import Delivery, Request
from sandbox.workspace.state import State

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_OK = range(200, 300)
_CLIENT_ERROR = 400
_SERVER_ERROR = 500


@dataclass
class Sender:
    """The way to the app. `app_url` is its request URL; None while it has none."""

    state: State
    sockets: Sockets
    app_url: str | None = None
    log: list[Delivery] = field(default_factory=list)
    session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self.session is not None:
            await self.session.close()

    async def send(
        self,
        request: Request,
        *,
        timestamp: str | None = None,
        signature: str | None = None,
        secret: str | None = None,
    ) -> Delivery:
        """Deliver once and tell what came back; the signature may be tampered with."""
        if self.sockets.is_open:
            answer = await self.sockets.send(request, self.state.world.settings.answer_seconds)
            return self._noted(answer)
        if self.app_url is None:
            return self._noted(Delivery(request, error="no_request_url"))
        body = request.body
        when = timestamp if timestamp is not None else str(int(time.time()))
        key = secret if secret is not None else self.state.world.app.signing_secret
        headers = {"Content-Type": request.content_type, "User-Agent": USER_AGENT}
        headers |= signed_headers(key, when, body) | request.retry_headers
        if signature is not None:
            headers["X-Slack-Signature"] = signature
        return self._noted(await self._post(request, self.app_url, body, headers))

    async def deliver(
        self,
        request: Request | Delivery,
        *,
        timestamp: str | None = None,
        signature: str | None = None,
        secret: str | None = None,
    ) -> Delivery:
        """Send a request once more, the same bytes, or with a signature of one's own making."""
        again = request.request if isinstance(request, Delivery) else request
        if again is None:
            raise LookupError("that was never delivered")
        return await self.send(again, timestamp=timestamp, signature=signature, secret=secret)

    async def ssl_check(self) -> Delivery:
        """Slack's look at the certificate of a command's URL."""
        token = self.state.world.app.verification_token
        return await self.send(Request("ssl_check", {"ssl_check": "1", "token": token}))

    async def verify_url(self) -> Delivery:
        """Ask the app to prove that the request URL is its own (Slack docs, Events API)."""
        challenge = secrets.token_hex(20)
        token = self.state.world.app.verification_token
        payload = {"token": token, "challenge": challenge, "type": "url_verification"}
        answer = await self.send(Request("events_api", payload))
        if answer.ok and challenge not in answer.body:
            return replace(answer, error="challenge_failed")
        return answer

    async def _post(
        self, request: Request, url: str, body: bytes, headers: dict[str, str]
    ) -> Delivery:
        if self.session is None:
            # a fresh connection each time: the app may have been killed and started again
            connector = aiohttp.TCPConnector(limit=0, force_close=True)
            self.session = aiohttp.ClientSession(connector=connector)
        began = time.perf_counter()
        limit = aiohttp.ClientTimeout(total=self.state.world.settings.answer_seconds)
        try:
            async with self.session.post(
                url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                text = await answer.text(errors="replace")
                error = failure(answer.status)
                seconds = time.perf_counter() - began
                return Delivery(request, answer.status, text, answer.headers, seconds, error)
        except TimeoutError:
            return Delivery(request, seconds=time.perf_counter() - began, error="operation_timeout")
        except aiohttp.ClientError:
            seconds = time.perf_counter() - began
            return Delivery(request, seconds=seconds, error="dispatch_failed")

    def _noted(self, delivery: Delivery) -> Delivery:
        self.log.append(delivery)
        if delivery.ok:
            self.state.touch()
        else:
            kind = delivery.request.kind if delivery.request else ""
            self.state.note("delivery_failed", {"kind": kind, "error": delivery.error})
        return delivery


def failure(status: int) -> str | None:
    """Slack's word for an answer that is not 2xx."""
    if status in _OK:
        return None
    if status >= _SERVER_ERROR:
        return "http_service_error"
    return "http_client_error" if status >= _CLIENT_ERROR else "dispatch_failed"
