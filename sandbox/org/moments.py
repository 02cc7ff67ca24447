"""Times in a scenario: ``-20d``, ``-2h``, ``-5m``, ``+30d`` from its start, or ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator

_RELATIVE = re.compile(r"([+-]?\d+)\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def resolve(text: str, start: dt.datetime) -> dt.datetime:
    """The moment `text` means for a scenario that began at `start`."""
    relative = _RELATIVE.fullmatch(text.strip())
    if relative:
        count, unit = relative.groups()
        return start + dt.timedelta(**{_UNITS[unit]: int(count)})
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _checked(text: str) -> str:
    try:
        resolve(text, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    except ValueError:
        raise ValueError(
            f"{text!r} is no time: write -20d, -2h, -5m, -30s, +7d or 2026-11-22T09:00:00Z"
        ) from None
    return text


Moment = Annotated[str, AfterValidator(_checked)]
