"""Bring a store to the newest schema, and say where it stands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.database import Store

_LOCK = 6_537_363  # PostgreSQL advisory lock: two releases at once wait for each other


def migrate(store: Store) -> None:
    """Apply what is missing; nothing where nothing is."""
    with store.engine.connect() as conn:
        if store.is_postgres:
            conn.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        else:
            # SQLite's batch mode copies a table and drops the old one: with foreign keys on,
            # that silently deletes the rows that point at it.
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        conn.commit()
        try:
            command.upgrade(_config(conn), "head")
            conn.commit()
        finally:
            if store.is_postgres:
                conn.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            else:
                conn.exec_driver_sql("PRAGMA foreign_keys=ON")
            conn.commit()


def standing(store: Store) -> tuple[str | None, str | None]:
    """The schema a store has, and the newest this program knows."""
    with store.engine.connect() as conn:
        has = MigrationContext.configure(conn).get_current_revision()
        return has, ScriptDirectory.from_config(_config(conn)).get_current_head()


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = conn
    return config
