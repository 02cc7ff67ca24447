"""Installations as they were read a moment ago: no look into the database for every request."""

import time
from typing import Literal, NamedTuple

from bot.store.installations import Installation
from intents.asker import Tenant

#: Seconds for which an installation is known without a look: what another process changed counts
#: here after that long.
KNOWN = 2.0


class Key(NamedTuple):
    """How an installation is looked for."""

    by: Literal["team", "enterprise", "tenant"]
    name: str


def key_of(told: Tenant) -> Key:
    """What to look for where a payload tells this tenant."""
    return Key("enterprise", told.enterprise) if told.org_wide else Key("team", told.team)


class Memory:
    """By each of the names an installation is looked for by."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[Installation, float]] = {}

    def __getitem__(self, key: Key) -> Installation | None:
        """What was read within the last seconds."""
        found, until = self._known.get(key, (None, 0.0))
        return found if until > time.monotonic() else None

    def keep(self, found: Installation) -> Installation:
        """Remember it under both its names."""
        until, tenant = time.monotonic() + KNOWN, found.tenant
        for key in (key_of(tenant), Key("tenant", tenant.key)):
            self._known[key] = (found, until)
        return found

    def drop(self, tenant: str) -> None:
        """It was installed anew, or is no more."""
        for key, (found, _) in list(self._known.items()):
            if found.tenant.key == tenant:
                self._known.pop(key, None)
