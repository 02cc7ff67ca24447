"""`/salesforce/connect` and `/salesforce/callback`: a person signs in to an org in a browser.

The first page says who asked for what and leaves a cookie; the link on it, good in that browser
only, binds the sign-in to that cookie and leads to Salesforce. What Salesforce sends back counts
in the same browser, once.
"""

import asyncio
import re
import secrets

from aiohttp import web

from bot.errands.connecting import BACK, GO, START, Connecting, Returned
from bot.errands.office import Office
from bot.web.page import REFUSED, named, page
from intents.replies.sheet import Sheet

_LASTS = 3600
_MINE = re.compile(r"[A-Za-z0-9_-]{43}")
_KEPT_AWAY = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def routes(office: Office) -> list[web.AbstractRouteDef]:
    """The three addresses of a sign-in."""
    door = Door(Connecting(office), secure=office.settings.public_url.startswith("https:"))
    return door.routes()


class Door:
    """Browsers on their way to Salesforce and back."""

    def __init__(self, connecting: Connecting, *, secure: bool) -> None:
        self._connecting = connecting
        self._secure = secure
        self._cookie = named("sixsense-signin", secure=secure)

    def routes(self) -> list[web.AbstractRouteDef]:
        """Where it listens."""
        return [
            web.get(START, self.start),
            # Both spend something: only who means to go there does.
            web.get(GO, self.go, allow_head=False),
            web.get(BACK, self.back, allow_head=False),
        ]

    async def start(self, request: web.Request) -> web.Response:
        """Who asked, for what, and the way on."""
        ticket, browser = (
            _one(request, "ticket"),
            self._browser(request) or secrets.token_urlsafe(32),
        )
        good, told = await asyncio.to_thread(self._connecting.page, ticket, browser)
        answer = _drawn(told, good=good)
        answer.set_cookie(
            self._cookie, browser, max_age=_LASTS, httponly=True, samesite="Lax",
            secure=self._secure,
        )  # fmt: skip
        return answer

    async def go(self, request: web.Request) -> web.Response:
        """Off to Salesforce."""
        ticket, seen, browser = (
            _one(request, "ticket"),
            _one(request, "seen"),
            self._browser(request),
        )
        onward = await asyncio.to_thread(self._connecting.go, ticket, seen, browser)
        if isinstance(onward, Sheet):
            return _drawn(onward, good=False)
        return web.Response(status=303, headers={"Location": onward, **_KEPT_AWAY})

    async def back(self, request: web.Request) -> web.Response:
        """Salesforce sends the browser here, with a code or with why not."""
        names = {"state": "state", "code": "code", "error": "error"}
        told = {field: _one(request, name) for field, name in names.items()}
        returned = Returned(**told, description=_one(request, "error_description"))
        work = self._connecting.came_back
        good, said = await asyncio.to_thread(work, returned, self._browser(request))
        return _drawn(said, good=good)

    def _browser(self, request: web.Request) -> str:
        known = request.cookies.get(self._cookie, "")
        return known if _MINE.fullmatch(known) else ""


def _one(request: web.Request, name: str) -> str:
    """A parameter that was given once; said twice, it says nothing."""
    given = request.query.getall(name, [])
    return given[0] if len(given) == 1 else ""


def _drawn(told: Sheet, *, good: bool) -> web.Response:
    """A sheet as a page. What Slack's buttons would do is left to Slack."""
    said = [told.lead, *(line.text for line in told.lines), told.small]
    links = [*told.ways, *(way for line in told.lines for way in line.ways)]
    way = next(((way.label, way.url) for way in links if way.url), None)
    status = 200 if good else REFUSED
    return page(told.title, *(text for text in said if text), way=way, status=status)
