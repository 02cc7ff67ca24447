"""How many events an app may be sent in an hour (Slack docs, Events API, rate limiting)."""

from collections import deque
from dataclasses import dataclass, field

_HOUR = 3_600.0


@dataclass
class Quota:
    """30,000 deliveries per workspace and app in any 60 minutes; then a notice once a minute."""

    sent: dict[str, deque[float]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)

    def take(self, team: str, most: int, now: float) -> bool:
        """Whether one more may go to this workspace's app; counted if so."""
        times = self.sent.setdefault(team, deque())
        while times and times[0] <= now - _HOUR:
            times.popleft()
        if len(times) >= most:
            return False
        times.append(now)
        return True

    def minute_to_tell(self, team: str, now: float) -> int | None:
        """The minute the app is told of now, or None if it was told already."""
        minute = int(now // 60) * 60
        if self.told.get(team) == minute:
            return None
        self.told[team] = minute
        return minute
