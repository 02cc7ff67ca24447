"""A store opened for a command of a moment, also beside a process that is at work on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from bot.store.database import Store
from bot.store.keys import KeyRing, ring_for
from bot.store.migrate import migrate, standing


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[tuple[Store, KeyRing]]:
    """The store of the environment and its ring; a store that is empty yet is brought up.

    Raises:
        SealError: the key ring is not one.
    """
    now = settings or Settings()
    ring = ring_for(now)
    store = Store(now.database_url, pool=2, beside=True)
    try:
        if standing(store)[0] is None:
            migrate(store)
        yield store, ring
    finally:
        store.close()
