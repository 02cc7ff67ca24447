"""A store opened for a command of a moment, also beside a process that is at work on it.

And which of its workspaces the command is about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.asking import refuse
from bot.settings import Settings
from bot.store import tenants
from bot.store.database import Store
from bot.store.keys import KeyRing, ring_for
from bot.store.migrate import migrate, standing
from intents.reply import Note

TEAM = Annotated[str, typer.Option("--team", help="the workspace, T…, or the organisation, E…")]


def there() -> bool:
    """Whether the environment names a store that is there; a SQLite file may not have been made."""
    now = Settings()
    return now.is_postgres or Path(now.database_url.removeprefix("sqlite:///")).exists()


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


def workspace(store: Store, team: str) -> str:
    """The tenant that is meant: the one there is, or the one named.

    Raises:
        typer.Exit: it could be several, or none; the terminal was told which are known.
    """
    known = store.write(lambda conn: tenants.named(conn, team))
    if len(known) != 1:
        names = ", ".join(known) or "none"
        refuse(Note(says="Which workspace? Say --team T…", next=f"I know: {names}"))
    return known[0]
