"""How long a walkthrough waits before it looks again, and before it reminds somebody. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import accumulate
from zoneinfo import ZoneInfo

#: A change of an app may take ten minutes until Salesforce acts by it everywhere.
SPREADING = 600.0
_PAUSES = (5.0, 10.0, 20.0, 40.0, 60.0)  # seconds after *Done*; the last one again and again
_GLANCE, _RARELY = 60.0, 1800.0
_FRESH = 86_400.0  # how long after a person's last press we look by ourselves
_MORNING = time(9)
_FRIDAY = 4
REMINDERS = 3
_ROUNDING = 1e-5  # what floating point leaves over is no wait


@dataclass(frozen=True)
class Patience:
    """How long is waited; `haste` divides it all, for practice."""

    haste: float = 1.0

    @property
    def spreading(self) -> float:
        """How long after *Done* we look by ourselves."""
        return SPREADING / self.haste

    def next_try(self, asked: float, now: float) -> float:
        """When to look again at what somebody says is done; 0.0 when the ten minutes are over.

        The pauses count from `asked`, so that a restart in between changes nothing.
        """
        since = now - asked + _ROUNDING
        for pause in accumulate((*_PAUSES, *[_PAUSES[-1]] * 10)):
            if pause / self.haste > since:
                return asked + pause / self.haste if pause <= SPREADING else 0.0
        return 0.0

    def next_glance(self, touched: float, now: float) -> float:
        """When to look by ourselves whether it was simply done; 0.0 when nobody cares any more.

        Ever more rarely: the pause is a fifth of the time since a person did something. That is
        at most twenty looks in the first hour, then two an hour, and none after a day.
        """
        since = max(0.0, now - touched)
        if since >= _FRESH:
            return 0.0
        return now + min(max(since / 5, _GLANCE), _RARELY) / self.haste


def next_morning(now: float, zone: str) -> float:
    """Nine o'clock of the next working day, where that person lives.

    Args:
        now: seconds since the epoch.
        zone: an IANA name as Slack gives it (users.info, `tz`); unknown ones count as UTC.
    """
    home = _zone(zone)
    day = datetime.fromtimestamp(now, home).date() + timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return datetime.combine(day, _MORNING, home).timestamp()


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, or no name of a zone at all
        return UTC
