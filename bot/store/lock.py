"""Where SQLite's file stands, and its rule: exactly one process writes."""

import fcntl
import os
from pathlib import Path

from sqlalchemy import make_url


class StoreBusyError(RuntimeError):
    """Another process holds this SQLite store."""


class NoPlaceError(OSError):
    """The SQLite store cannot be made where it should be."""


def placed(url: str) -> str:
    """The path of the file, made for our own eyes before SQLite does: its journals get that mode.

    Raises:
        NoPlaceError: there can be no file.
    """
    database = make_url(url).database or ""
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise NoPlaceError(
            f"{database} cannot be made: {error.strerror}. Name another place with DATABASE_URL."
        ) from None
    return database


class Lock:
    """A file beside the database; held as long as it is open."""

    def __init__(self, url: str) -> None:
        """Take it.

        Raises:
            StoreBusyError: another process has it.
            NoPlaceError: there can be no file.
        """
        database = placed(url)
        self._file = Path(f"{database}.lock").open("a+")  # noqa: SIM115 -- held until release
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreBusyError(
                f"{database} is in use by process {holder}. SQLite allows one process: stop it, "
                "or set DATABASE_URL to a PostgreSQL database to run several."
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let the next one have it."""
        self._file.close()
