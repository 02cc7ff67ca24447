"""The HTTP server: Slack's request URL, and the routes that are not Slack's."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.store.database import Store
from bot.store.health import alive, counted

Handler = Callable[[web.Request], Awaitable[web.Response]]

#: Slack sends a few kilobytes; a slash command holds at most 4,000 characters or so.
_LARGEST = 256 * 1024
#: Characters of a request's address: what is too long for us still gets a page that says so.
LONGEST_ADDRESS = 64 * 1024


def build(
    slack: AsyncApp | None, store: Store, routes: Sequence[web.AbstractRouteDef] = ()
) -> web.Application:
    """The application; without Slack's app (Socket Mode, worker) it has no route for its requests.

    `routes` are the pages of the other doors: installing, connecting.
    """
    app = web.Application(client_max_size=_LARGEST)
    app.router.add_get("/health", _health(store))
    app.router.add_get("/metrics", _metrics(store))
    app.router.add_routes(routes)
    if slack is not None:
        app.router.add_post("/slack/events", _slack(slack))
    return app


def _slack(slack: AsyncApp) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):  # noqa: PLR2004
            # Bolt would raise on it and answer 500.
            return web.json_response({"error": "invalid request"}, status=401)
        answer = await slack.async_dispatch(await to_bolt_request(request))
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
