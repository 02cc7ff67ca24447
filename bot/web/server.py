"""The HTTP server: Slack's request URL, and the routes that are not Slack's."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.http import HttpProcessingError
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.store.database import Store
from bot.store.health import alive, counted
from bot.web.signature import genuine

Handler = Callable[[web.Request], Awaitable[web.Response]]

#: Slack sends a few kilobytes; a slash command holds at most 4,000 characters or so.
_LARGEST = 256 * 1024
#: Characters of a request's address: what is too long for us still gets a page that says so.
LONGEST_ADDRESS = 256 * 1024
#: Characters of one header: a browser brings the cookies of all that shares our domain.
LONGEST_HEADER = 32 * 1024
_PATIENCE = 10.0  # seconds for a body; Slack itself gives up after three
#: What a sender alone can bring about, and so nothing to write down: anybody could fill our log.
_THEIRS = (HttpProcessingError, ConnectionError)
#: What Bolt raises for a body that is none of Slack's, whoever signed it.
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, RecursionError)

#: The HTTP server's own log.
LOG = logging.getLogger("bot.web.http")
LOG.addFilter(lambda record: not (record.exc_info and isinstance(record.exc_info[1], _THEIRS)))


@dataclass(frozen=True)
class Slack:
    """Slack's app, and the secret that its requests are signed with."""

    app: AsyncApp
    secret: str = field(repr=False)


def build(
    slack: Slack | None, store: Store, routes: Sequence[web.AbstractRouteDef] = ()
) -> web.Application:
    """The application; without Slack's app (Socket Mode, worker) it has no route for its requests.

    `routes` are the pages of the other doors: installing, connecting.
    """
    app = web.Application(client_max_size=_LARGEST)
    app.on_response_prepare.append(_unnamed)
    app.router.add_get("/health", _health(store))
    app.router.add_get("/metrics", _metrics(store))
    app.router.add_routes(routes)
    if slack is not None:
        app.router.add_post("/slack/events", _slack(slack))
    return app


async def _unnamed(_: web.Request, answer: web.StreamResponse) -> None:
    """Which versions answer is nobody's business."""
    answer.headers.pop("Server", None)


def _slack(slack: Slack) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_PATIENCE):
                body = await request.read()
        except TimeoutError:
            return web.json_response({"error": "too slow"}, status=408)
        told = request.headers.get
        stamp, signature = told("X-Slack-Request-Timestamp", ""), told("X-Slack-Signature", "")
        if not genuine(slack.secret, stamp, signature, body, time.time()):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            answer = await slack.app.async_dispatch(await to_bolt_request(request))
        except _UNREADABLE as error:  # of Bolt itself: what our listeners raise, it is told
            LOG.warning("signed, but none of Slack's: %s", type(error).__name__)
            return web.json_response({"error": "not of Slack's form"}, status=400)
        if answer.status == 404:  # noqa: PLR2004 -- nothing of ours listens to this: say so kindly
            return web.Response(status=200)
        return await to_aiohttp_response(answer)

    return handle


def _health(store: Store) -> Handler:
    async def health(_: web.Request) -> web.Response:
        return web.json_response({"ok": await store.awrite(alive)})

    return health


def _metrics(store: Store) -> Handler:
    async def metrics(_: web.Request) -> web.Response:
        found = await store.awrite(counted)
        lines = [f"sixsense_{name}_total {value}\n" for name, value in sorted(found.items())]
        return web.Response(text="".join(lines), content_type="text/plain")

    return metrics
