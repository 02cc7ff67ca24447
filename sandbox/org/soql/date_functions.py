"""Date functions: a part of a date, in UTC here.

Source: Salesforce SOQL and SOSL Reference, "Date Functions". Weeks begin on Sunday, fiscal years
with the calendar's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any


def _week(moment: dt.datetime) -> int:
    return (moment.timetuple().tm_yday - 1) // 7 + 1


DATE_FUNCTIONS: dict[str, Callable[[dt.datetime], Any]] = {
    "CALENDAR_MONTH": lambda moment: moment.month,
    "CALENDAR_QUARTER": lambda moment: (moment.month + 2) // 3,
    "CALENDAR_YEAR": lambda moment: moment.year,
    "DAY_IN_MONTH": lambda moment: moment.day,
    "DAY_IN_WEEK": lambda moment: moment.isoweekday() % 7 + 1,
    "DAY_IN_YEAR": lambda moment: moment.timetuple().tm_yday,
    "DAY_ONLY": lambda moment: f"{moment:%Y-%m-%d}",
    "FISCAL_MONTH": lambda moment: moment.month,
    "FISCAL_QUARTER": lambda moment: (moment.month + 2) // 3,
    "FISCAL_YEAR": lambda moment: moment.year,
    "HOUR_IN_DAY": lambda moment: moment.hour,
    "WEEK_IN_MONTH": lambda moment: (moment.day - 1) // 7 + 1,
    "WEEK_IN_YEAR": _week,
}


def part(function: str, value: Any) -> Any:  # noqa: ANN401  # any field's value
    """The part of a moment, null of nothing."""
    return DATE_FUNCTIONS[function](value) if isinstance(value, dt.datetime) else None
