"""The database away in the middle of a step: that is waited for, and no result to keep."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

T = TypeVar("T")

log = logging.getLogger(__name__)
#: Seconds; what lasts longer (a missing table looks the same) is a failure after all.
_PATIENCE = 600.0
_PAUSE = 0.5


def outlasted(work: Callable[[], T], leave: Callable[[], None]) -> T:
    """The result of work that may be done again, however often the database fails it.

    Args:
        work: done once it succeeds, or fails for another reason.
        leave: raises where this process ends and cannot wait.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return work()
        except DBAPIError as error:
            away = isinstance(error, OperationalError) or error.connection_invalidated
            if not away or time.monotonic() > until:
                raise
            log.warning("waiting for the database: %s", type(error.orig).__name__)
        time.sleep(_PAUSE)
        leave()
