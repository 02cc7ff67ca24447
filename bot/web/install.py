"""`/slack/install` and `/slack/oauth_redirect`: a workspace takes the bot in (Slack docs, OAuth).

`state` is sealed with the key ring, good once, for ten minutes, in the browser that began: a cookie
holds that browser's half. Nothing is stored until somebody comes back from Slack.
"""

import asyncio
import hashlib
import json
import re
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from aiohttp import web

from bot.errands.forget import under_way
from bot.errands.installing import installed
from bot.errands.office import Office
from bot.installations.exchange import ExchangeError, granted
from bot.installations.scopes import SCOPES
from bot.runs import rows
from bot.store.installations import Installation
from bot.store.keys import SealError, Where
from bot.web.page import named, page, refused

BEGIN, BACK = "/slack/install", "/slack/oauth_redirect"
_COOKIE = "sixsense-install"
_LASTS = 600
_LONGEST = 1024  # characters of one parameter; Slack's codes have about a hundred
_PLACE = Where("-", "install", "-", "state")
_HALF = re.compile(r"[0-9a-f]{64}")
_AGAIN = ("Start again", "install")  # relative: PUBLIC_URL may have a path
_UNREACHED = 502
_ROOM = 15.0  # seconds somebody waits at the callback for what was there before to be forgotten


class _RefusedError(Exception):
    """Why a callback is not taken: a title, and a sentence about what to do."""


def routes(office: Office) -> list[web.AbstractRouteDef]:
    """The two pages; none where the bot lives in one workspace only."""
    if not office.installations.many:
        return []
    door = _Door(office)
    # Coming back spends a state: only a browser that was sent here does.
    return [web.get(BEGIN, door.begin), web.get(BACK, door.back, allow_head=False)]


@dataclass(frozen=True)
class _Door:
    office: Office

    async def begin(self, request: web.Request) -> web.Response:
        """What the bot asks for and why, and the way to Slack's consent page."""
        secure = not self._on_loopback(request)
        half = request.cookies.get(named(_COOKIE, secure=secure), "")
        # Of two tabs both should work: the browser keeps its half.
        half = half if _HALF.fullmatch(half) else secrets.token_hex(32)
        answer = page(
            "Add 6sense Connect to Slack",
            "It looks into a Salesforce org and says why 6sense cannot connect, who can mend it, "
            "and how. It reads settings, never customer records. Slack will ask you for this:",
            terms=tuple(SCOPES.items()),
            way=("Add to Slack", self._consent(half)),
        )
        answer.set_cookie(
            named(_COOKIE, secure=secure), half, max_age=_LASTS, path="/", httponly=True,
            samesite="Lax", secure=secure,
        )  # fmt: skip
        return answer

    async def back(self, request: web.Request) -> web.Response:
        """Slack sends the browser here, with a code or with why not."""
        try:
            code = await self._code(request)
        except _RefusedError as error:
            return refused(*error.args, way=_AGAIN)
        try:
            found = await asyncio.to_thread(
                granted, self.office.settings, code, self._redirect_uri()
            )
        except ExchangeError as error:
            return _not_exchanged(error)
        if not await self._room_for(found.tenant.key):
            told = "I am still forgetting what was here before."
            return refused("One moment", told, "Start again in a minute.", way=_AGAIN)
        now = await self.office.runs.store.awrite(lambda conn: installed(self.office, conn, found))
        self.office.installations.changed(now.tenant.key)
        self.office.runs.kick()
        return _welcome(now)

    async def _room_for(self, tenant: str) -> bool:
        """Wait until what the tenant was before is forgotten; False where that takes long."""
        until = time.monotonic() + _ROOM
        while await self.office.runs.store.awrite(lambda conn: under_way(conn, tenant)):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.1)
        return True

    async def _code(self, request: web.Request) -> str:
        """The code, if it comes with a state of ours that was not used.

        Raises:
            _RefusedError: it does not.
        """
        given = request.query
        names = ("code", "state", "error")
        if any(len(given.getall(n, [])) > 1 or len(given.get(n, "")) > _LONGEST for n in names):
            raise _RefusedError("This address is not one of Slack's", "It was changed on its way.")
        cookie = named(_COOKIE, secure=not self._on_loopback(request))
        number = self._number(given.get("state", ""), request.cookies.get(cookie, ""))
        delivery = f"install:{number}"
        if not await self.office.runs.store.awrite(
            lambda conn: rows.first_time(conn, delivery, time.time())
        ):
            raise _RefusedError("This was used already", "Each start brings you here once.")
        if "error" in given:
            denied = given["error"] == "access_denied"
            raise _RefusedError(
                "Nothing was installed",
                "You pressed Cancel in Slack."
                if denied
                else "Slack refused. Ask an admin of your workspace whether apps may be added.",
            )
        if not (code := given.get("code", "")):
            raise _RefusedError("This address is not one of Slack's", "It carries no code.")
        return code

    def _number(self, state: str, half: str) -> str:
        """The number of a state that began in this browser, not too long ago."""
        title = "I do not know this start"
        if not state:
            raise _RefusedError(title, "Begin here, then press Allow in Slack.")
        try:
            told = json.loads(self.office.ring.open(bytes.fromhex(state), _PLACE))
        except (ValueError, SealError):
            raise _RefusedError(title, "Begin here, then press Allow in Slack.") from None
        if told["until"] < time.time():
            raise _RefusedError("That took too long", "Each start is good for ten minutes.")
        if told["browser"] != _digest(half):
            raise _RefusedError(title, "It began in another browser, or cookies are blocked here.")
        return str(told["number"])

    def _consent(self, half: str) -> str:
        number, until = secrets.token_hex(16), int(time.time()) + _LASTS
        told = {"number": number, "until": until, "browser": _digest(half)}
        asked_for = {
            "client_id": self.office.settings.slack_client_id,
            "scope": ",".join(SCOPES),
            "state": self.office.ring.seal(json.dumps(told), _PLACE).hex(),
        }
        if uri := self._redirect_uri():
            asked_for["redirect_uri"] = uri
        url = urljoin(self.office.settings.slack_api_url, "../oauth/v2/authorize")
        return f"{url}?{urlencode(asked_for)}"

    def _redirect_uri(self) -> str | None:
        """Our callback; without PUBLIC_URL the one the app is configured with."""
        base = self.office.settings.public_url
        return base.rstrip("/") + BACK if base else None

    def _on_loopback(self, request: web.Request) -> bool:
        return self.office.settings.practice and request.url.host in ("localhost", "127.0.0.1")


def _not_exchanged(error: ExchangeError) -> web.Response:
    if error.name == "no_answer":
        said = "Slack did not answer. Nothing was installed."
        return page("Slack could not be reached", said, way=_AGAIN, status=_UNREACHED)
    if error.name == "cannot_install_an_org_installed_app":
        said = "It is installed for your whole organisation: an org admin adds workspaces to it."
        return refused("Your organisation has it already", said)
    told = f"Slack did not take what it sent you back with ({error.name})."
    return refused("Nothing was installed", told, way=_AGAIN)


def _welcome(now: Installation) -> web.Response:
    where = now.name or "your workspace"
    team = now.team or now.enterprise
    return page(
        f"6sense Connect is in {where}",
        "I sent you a message there with what to do next. Others can begin with /6sense help.",
        way=(
            "Open Slack",
            f"https://slack.com/app_redirect?{urlencode({'app': now.app, 'team': team})}",
        ),
    )


def _digest(half: str) -> str:
    return hashlib.sha256(half.encode()).hexdigest()
