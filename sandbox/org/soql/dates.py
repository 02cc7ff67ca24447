"""Date literals: each is a span of days, in UTC here.

Source: Salesforce SOQL and SOSL Reference, "Date Formats and Date Literals in WHERE". (A real org
uses the running user's time zone; the sandbox's users live in UTC.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Span = tuple[dt.datetime, dt.datetime]
_WEEK = 7
_LATEST_YEAR = 9000


def _midnight(now: dt.datetime) -> dt.datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _days(now: dt.datetime, first: int, end: int) -> Span:
    return _shift(_midnight(now), first), _shift(_midnight(now), end)


def _shift(day: dt.datetime, days: int) -> dt.datetime:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.datetime(1 if days < 0 else _LATEST_YEAR, 1, 1, tzinfo=dt.UTC)


def _weeks(now: dt.datetime, first: int, end: int) -> Span:
    sunday = _shift(_midnight(now), -((now.weekday() + 1) % _WEEK))
    return _shift(sunday, first * _WEEK), _shift(sunday, end * _WEEK)


def _month_start(now: dt.datetime, months: int) -> dt.datetime:
    index = now.year * 12 + now.month - 1 + months
    year = min(max(index // 12, 1), _LATEST_YEAR)
    return _midnight(now).replace(year=year, month=index % 12 + 1, day=1)


def _months(now: dt.datetime, first: int, end: int) -> Span:
    return _month_start(now, first), _month_start(now, end)


def _quarters(now: dt.datetime, first: int, end: int) -> Span:
    back = (now.month - 1) % 3
    return _month_start(now, first * 3 - back), _month_start(now, end * 3 - back)


def _years(now: dt.datetime, first: int, end: int) -> Span:
    back = now.month - 1
    return _month_start(now, first * 12 - back), _month_start(now, end * 12 - back)


_Unit = Callable[[dt.datetime, int, int], Span]
_FIXED: dict[str, tuple[_Unit, int, int]] = {
    "YESTERDAY": (_days, -1, 0),
    "TODAY": (_days, 0, 1),
    "TOMORROW": (_days, 1, 2),
    "LAST_90_DAYS": (_days, -90, 1),
    "NEXT_90_DAYS": (_days, 1, 91),
}
_UNITS: dict[str, _Unit] = {
    "DAY": _days,
    "WEEK": _weeks,
    "MONTH": _months,
    "QUARTER": _quarters,
    "YEAR": _years,
}
for _name, _unit in _UNITS.items():
    if _name != "DAY":
        _FIXED[f"LAST_{_name}"] = (_unit, -1, 0)
        _FIXED[f"THIS_{_name}"] = (_unit, 0, 1)
        _FIXED[f"NEXT_{_name}"] = (_unit, 1, 2)


def is_literal(name: str) -> bool:
    """Whether this word alone is a date literal."""
    return name in _FIXED


def counted_unit(name: str) -> bool:
    """Whether this word is a date literal that takes ``:n``."""
    head, _, unit = name.rpartition("_")
    return (head in {"LAST_N", "NEXT_N"} and unit.removesuffix("S") in _UNITS) or (
        name.startswith("N_") and name.endswith("_AGO") and name[2:-5] in _UNITS
    )


def span(name: str, n: int | None, now: dt.datetime) -> Span:
    """First moment, and the first moment after, of what the literal means."""
    if n is None:
        unit, first, end = _FIXED[name]
        return unit(now, first, end)
    if name.endswith("_AGO"):
        return _UNITS[name[2:-5]](now, -n, 1 - n)
    unit = _UNITS[name.rpartition("_")[2].removesuffix("S")]
    if name.startswith("NEXT"):
        return unit(now, 1, n + 1)
    # LAST_N_DAYS includes today; the longer units end before the running one.
    return unit(now, -n, 1) if unit is _days else unit(now, -n, 0)
