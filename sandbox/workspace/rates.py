"""Slack's rate limits per method and per channel (Slack docs, rate limits).

`lenient` (the default) grants what Slack tolerates: a short burst of messages in a channel and
twice the promised floor of each tier ("50+ per minute"). `strict` grants only what is promised.
"""

import math
from dataclasses import dataclass, field

from sandbox.workspace.settings import RateLimits

PER_MINUTE = {"1": 1, "2": 20, "3": 50, "4": 100, "special": 600, "post": 300, "cut": 1}
CHANNEL_BURST = {"strict": 1, "lenient": 10}
GENEROSITY = {"strict": 1, "lenient": 2}


@dataclass
class Bucket:
    """A token bucket; `per_second` comes back until `size` is full."""

    size: float
    per_second: float
    level: float
    at: float

    def take(self, now: float) -> int:
        """0 if a call may go now, else after how many whole seconds."""
        self.level = min(self.size, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0
        return max(1, math.ceil((1 - self.level) / self.per_second))


@dataclass
class Rates:
    """The buckets of one workspace and one app."""

    buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def wait(
        self, mode: RateLimits, method: str, tier: str, channel: str | None, now: float
    ) -> int:
        """How long this call has to wait, in seconds; 0 lets it through and counts it."""
        if mode == "off":
            return 0
        if tier == "post" and channel is not None:
            burst = CHANNEL_BURST[mode]
            waiting = self._take((mode, tier, method, channel), burst, 1.0, now)
            if waiting:
                return waiting
        most = PER_MINUTE[tier] * (1 if tier == "cut" else GENEROSITY[mode])
        return self._take((mode, tier, method), most, most / 60, now)

    def _take(self, key: tuple[str, ...], size: float, per_second: float, now: float) -> int:
        bucket = self.buckets.setdefault(key, Bucket(size, per_second, size, now))
        return bucket.take(now)
