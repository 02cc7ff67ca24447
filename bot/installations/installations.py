"""Finds a tenant's installation, and a client that speaks for it with a token that is good.

Either one workspace (`SLACK_BOT_TOKEN`), or as many as install it (`SLACK_CLIENT_ID`).
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.installations.memory import Key, Memory, key_of
from bot.installations.renewal import Renewal
from bot.installations.speaking import Speaking, has_expired
from bot.settings import Settings
from bot.store import installations as kept
from bot.store import rotation
from bot.store.database import Store
from bot.store.installations import Installation, NoTokenError
from bot.store.keys import KeyRing
from intents.asker import Tenant

_FIND = {"team": kept.of_team, "enterprise": kept.of_enterprise, "tenant": kept.of_tenant}
_LAST = 30.0  # seconds of a token's life in which it is not used any more
_TIMEOUT = 10
_WAITING = 8  # threads that may wait for a new token at once


class Installations:
    """One per process."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings, self._store, self._ring = settings, store, ring
        self._renewal = Renewal(settings, store, ring)
        self._memory = Memory()
        self._one: Installation | None = None
        self._threads = ThreadPoolExecutor(_WAITING, "tokens")

    @property
    def many(self) -> bool:
        """Whether workspaces install the bot themselves."""
        return bool(self._settings.slack_client_id)

    async def only(self) -> Installation:
        """The installation of `SLACK_BOT_TOKEN`; asked once, then remembered.

        Raises:
            SlackApiError: Slack does not accept the token.
        """
        if self._one is None:
            token = self._settings.slack_bot_token.get_secret_value()
            url = self._settings.slack_api_url
            said = await AsyncWebClient(token=token, base_url=url, timeout=_TIMEOUT).auth_test()
            org_wide = bool(said.get("is_enterprise_install"))
            self._one = Installation(
                team="" if org_wide else said["team_id"],
                enterprise=said.get("enterprise_id") or "",
                bot_user=said["user_id"],
                bot_id=said.get("bot_id") or "",
                token=token,
                org_wide=org_wide,
            )
        return self._one

    async def of(self, told: Tenant) -> Installation | None:
        """The installation a verified payload is about; None where the bot is not installed."""
        key = key_of(told)
        if not self.many:
            mine = await self.only()
            return mine if key == key_of(mine.tenant) else None
        if known := self._memory[key]:
            return known
        found = await self._store.awrite(lambda conn: _FIND[key.by](conn, self._ring, key.name))
        return self._memory.keep(found) if found else None

    async def client(self, tenant: str) -> AsyncWebClient:
        """A client that speaks as the bot in this tenant; its calls may raise NoTokenError."""

        async def good(expired: str) -> str:
            if not self.many:
                await self.only()
            known = self._at_hand(tenant)
            if known is None or known.token == expired:
                loop = asyncio.get_running_loop()
                known = await loop.run_in_executor(self._threads, self.current, tenant, expired)
            return known.token

        return Speaking(self._settings.slack_api_url, good)

    def ask(self, tenant: str, ask: Callable[[WebClient], SlackResponse]) -> SlackResponse:
        """One call of Slack as the bot in this tenant, from a thread that may wait.

        Raises:
            SlackApiError, OSError: Slack refused, or was not reached.
            NoTokenError: the bot cannot speak there.
        """
        now = self.current(tenant)
        try:
            return ask(self._client(now))
        except SlackApiError as error:
            if not has_expired(error):
                raise
        return ask(self._client(self.current(tenant, now.token)))

    def current(self, tenant: str, expired: str = "") -> Installation:
        """The installation with a token to use now. May wait for a new one.

        Args:
            tenant: the tenant's key.
            expired: a token that Slack called expired.

        Raises:
            NoTokenError: not installed (any more), to be installed again, or Slack not reached.
        """
        known = self._at_hand(tenant)
        if known and known.token != expired:
            return known
        found = self._read(tenant)
        if found.token == expired:
            self._store.write(lambda conn: rotation.expire(conn, found))
        elif _usable(found):
            return self._memory.keep(found)
        return self._memory.keep(self._renewal.renewed(found))

    def renew(self, tenant: str) -> None:
        """Have a new token before the old one ends.

        Raises:
            NoTokenError: as `current`.
        """
        found = self._read(tenant)
        if found.refresh_token:
            self._memory.keep(self._renewal.renewed(found))

    def changed(self, tenant: str) -> None:
        """Forget what is remembered of a tenant: it was installed anew, or is no more."""
        self._memory.drop(tenant)

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _at_hand(self, tenant: str) -> Installation | None:
        """What needs no look, and no new token."""
        if not self.many:
            one = self._one
            return one if one and one.tenant.key == tenant else None
        known = self._memory[Key("tenant", tenant)]
        return known if known and _usable(known) else None

    def _read(self, tenant: str) -> Installation:
        if not self.many:
            # A workflow that is taken up again may come before anybody has asked.
            one = self._one or asyncio.run(self.only())
            if one.tenant.key == tenant:
                return one
        found = self._store.write(lambda conn: kept.of_tenant(conn, self._ring, tenant))
        if found is None:
            raise NoTokenError("not_installed")
        return found

    def _client(self, now: Installation) -> WebClient:
        url = self._settings.slack_api_url
        return WebClient(token=now.token, base_url=url, retry_handlers=[], timeout=_TIMEOUT)


def _usable(known: Installation) -> bool:
    return not known.expires or known.expires - _LAST > time.time()
