"""The gateway: asks orgs. Synchronous, for worker threads; many visits at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import requests

from bot.orgs import wire
from bot.orgs.client import Line
from bot.orgs.hook import NotLetInError
from bot.orgs.tally import Tally, Usage
from bot.orgs.tokens import Tokens
from bot.orgs.visit import Visit
from bot.orgs.wire import Deadline
from bot.settings import Settings
from bot.store import connections
from bot.store.database import Store
from bot.store.keys import KeyRing
from intents.asker import Tenant
from intents.fact import Fact, Heard, Unlearnt

_THREADS = 32  # HTTP calls at once, over all orgs; memory and sockets stay bounded
_HOSTS = 200  # orgs whose connections are kept open


class NoSuchOrgError(KeyError):
    """The tenant has no org of that name."""


class Gateway:
    """Asks the orgs of every tenant. One per process; `close` it."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings = settings
        self._store = store
        self._ring = ring
        self._tokens = Tokens(settings, store, ring)
        self._pool = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="org")
        self._trusted = wire.trust(settings.salesforce_ca_file)
        self._sessions: OrderedDict[str, requests.Session] = OrderedDict()
        self._opening = threading.Lock()

    def learn(
        self,
        tenant: Tenant,
        alias: str,
        kinds: Sequence[type[Fact]],
        *,
        deadline: float,
        on_stage: Callable[[str], None] = lambda _stage: None,
    ) -> Heard:
        """Ask the tenant's org for these facts together, within `deadline` seconds.

        Whatever the org answers, or does not, becomes part of what was heard.

        Raises:
            NoSuchOrgError: the tenant has no org of that name.
        """
        line = self.line(tenant, alias, deadline=deadline)
        connection = line.connection
        visit = Visit(line, self._pool, tuple(dict.fromkeys(kinds)), self._settings, on_stage)
        heard = visit.made()
        if visit.memory.is_news:
            self._store.write(
                lambda conn: connections.keep_learnt(conn, connection, visit.memory.over)
            )
        return heard

    def line(self, tenant: Tenant, alias: str, *, deadline: float) -> Line:
        """A line to the tenant's org, open for `deadline` seconds.

        Raises:
            NoSuchOrgError: the tenant has no org of that name.
        """
        connection = self._store.write(
            lambda conn: connections.find(conn, self._ring, tenant.key, alias)
        )
        if connection is None:
            raise NoSuchOrgError(alias)
        sessions = (self.session(connection.instance_url), self.session(self._settings.trust_url))
        opened = Line(
            connection,
            sessions,
            self._tokens,
            Tally(Usage(connection.learnt.used, connection.learnt.total)),
            Deadline.after(deadline),
            timeout=self._settings.salesforce_timeout,
        )
        opened.version = connection.learnt.api or self._settings.salesforce_api_version
        return opened

    def renew(self, tenant: str, alias: str, *, deadline: float) -> Unlearnt | None:
        """Renew the token of the tenant's org; why that could not be, None where it was.

        A connection that was given an access token alone has nothing to renew.
        """
        connection = self._store.write(
            lambda conn: connections.find(conn, self._ring, tenant, alias)
        )
        if connection is None or not connection.secrets.renewable:
            return None
        until, session = Deadline.after(deadline), self.session(connection.login_url)
        try:
            self._tokens.renewed(connection, session, until, Tally(Usage()))
        except NotLetInError as error:
            return error.unlearnt
        return None

    def close(self) -> None:
        """Let go of threads and sockets; what still runs ends with its own time-out."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for session in self._sessions.values():
            session.close()

    def session(self, url: str) -> requests.Session:
        """One per host, so that a token never meets another host's socket.

        The host that was not asked for longest is let go; what is under way there ends well.
        """
        with self._opening:
            if url not in self._sessions:
                self._sessions[url] = wire.session(url, self._trusted)
                if len(self._sessions) > _HOSTS:
                    self._sessions.popitem(last=False)[1].close()
            self._sessions.move_to_end(url)
            return self._sessions[url]
