"""`/oauth/v2/authorize`: somebody allows the app, or does not (Slack docs, OAuth)."""

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from sandbox.workspace.oauth.pages import consent_page, error_page
from sandbox.workspace.oauth.wanted import Wanted, Wrong
from sandbox.workspace.oauth.wanted import wanted as wanted_by
from sandbox.workspace.people import NotPossible, People
from sandbox.workspace.records import Code
from sandbox.workspace.state import State
from sandbox.workspace.world import User

_CODE_SECONDS = 600.0
_BAD = 400


@dataclass(frozen=True)
class Consent:
    """The page and its two buttons."""

    state: State
    people: People

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The consent page."""
        try:
            wanted = wanted_by(self.state.now.world.app, request.query)
        except Wrong as wrong:
            return _page(error_page(str(wrong)), _BAD)
        asked = request.query.get("as") or ""
        return _page(consent_page(self.state.world, wanted, asked, dict(request.query)))

    async def decide(self, request: web.Request) -> web.StreamResponse:
        """Allow or Cancel was pressed; the browser goes back to the app."""
        form = await request.post()
        given = {k: v for k, v in form.items() if isinstance(v, str)}
        try:
            wanted = wanted_by(self.state.now.world.app, given)
            who = self.people.person(given.get("user", ""))
            whole = given.get("where") == "organisation"
            allowed = given.get("decision") == "allow"
            raise web.HTTPFound(self._decided(wanted, who, allowed=allowed, org_wide=whole))
        except (Wrong, NotPossible) as wrong:
            return _page(error_page(str(wrong)), _BAD)

    def consent(
        self, url: str, user: str = "wanda", *, allow: bool = True, org_wide: bool = False
    ) -> str:
        """Press Allow (or Cancel) on the page at this address; the answer is where it leads."""
        wanted = wanted_by(self.state.now.world.app, dict(parse_qsl(urlsplit(url).query)))
        who = self.people.person(user)
        return self._decided(wanted, who, allowed=allow, org_wide=org_wide)

    def _decided(self, wanted: Wanted, who: User, *, allowed: bool, org_wide: bool) -> str:
        if not allowed:
            return wanted.back(error="access_denied")
        world = self.state.world
        if world.settings.install_by == "admins" and not who.is_admin:
            raise NotPossible("An admin of this workspace has to approve this app first.")
        if org_wide and (world.team(who.team).enterprise is None or not who.is_admin):
            raise NotPossible("Only an admin of an organisation installs an app for all of it.")
        number = self.state.next_id("")
        code = Code(
            text=f"{number}.{int(number) + 4711}.{secrets.token_hex(32)}",
            user=who.id,
            team=who.team,
            scopes=wanted.scopes,
            user_scopes=wanted.user_scopes,
            redirect_uri=wanted.sent_redirect_uri,
            expires=self.state.clock.now() + _CODE_SECONDS,
            org_wide=org_wide,
        )
        self.state.codes[code.text] = code
        return wanted.back(code=code.text)


def _page(html: str, status: int = 200) -> web.Response:
    headers = {"Content-Security-Policy": "frame-ancestors 'none'", "Cache-Control": "no-store"}
    return web.Response(text=html, content_type="text/html", status=status, headers=headers)
