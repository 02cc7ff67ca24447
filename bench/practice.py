"""A store and a gateway of our own on one practice org, without engine and without Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bench.town import Sandbox, sandbox
from bot.orgs.gateway import Gateway
from bot.orgs.orgs_file import of_practice
from bot.settings import Settings
from bot.store import connections
from bot.store.connections import OrgConnection
from bot.store.database import Store
from bot.store.keys import KeyRing, fresh_key, ring_for
from bot.store.migrate import migrate
from intents.asker import LOCAL
from intents.fact import Heard
from intents.intent import CheckOrg
from intents.report import kinds

CHECK = CheckOrg(org="acme-prod")


@dataclass
class Practice:
    """Asks one practice org; `again` makes the bot forget it, so that the next visit is cold."""

    org: Sandbox
    settings: Settings
    store: Store
    ring: KeyRing
    gateway: Gateway
    alias: str = ""
    _numbers: Iterator[int] = field(default_factory=count)

    def again(self) -> None:
        """The same org as one never met: no socket, no access token, nothing remembered."""
        self.gateway.close()
        self.gateway = Gateway(self.settings, self.store, self.ring)
        self.alias = f"org-{next(self._numbers)}"
        known = self.org.told["connection"] | {"access_token": None}
        given = of_practice(known, LOCAL.key, self.alias)
        self.store.write(lambda conn: connections.put(conn, self.ring, given))

    def learn(self) -> Heard:
        """Everything a full check asks."""
        return self.gateway.learn(LOCAL, self.alias, kinds(CHECK), deadline=50)

    def connection(self) -> OrgConnection:
        """What the bot remembers of the org by now."""
        found = self.store.write(
            lambda conn: connections.find(conn, self.ring, LOCAL.key, self.alias)
        )
        if found is None:
            raise LookupError(self.alias)
        return found


@contextmanager
def practice(scenario: str, core: int | None = None) -> Iterator[Practice]:
    """A practice org in a process of its own, and the bot's side of it."""
    with (
        TemporaryDirectory(prefix="bench-") as folder,
        sandbox(["sandbox.org", "--scenario", scenario], core) as org,
    ):
        settings = Settings(
            database_url=f"sqlite:///{folder}/bench.db",
            secret_keys=SecretStr(fresh_key()),
            practice=True,
            salesforce_ca_file=Path(org.told["ca_file"]),
            trust_url=org.told["url"],
        )
        store = Store(settings.database_url)
        try:
            migrate(store)
            ring = ring_for(settings)
            made = Practice(org, settings, store, ring, Gateway(settings, store, ring))
            made.again()
            yield made
            made.gateway.close()
        finally:
            store.close()
