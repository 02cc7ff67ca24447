"""Times measured, and what is told of them. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """How a set of times lies, in milliseconds."""

    n: int
    p50: float
    p90: float
    p99: float
    worst: float


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest time that `share` of all times do not exceed (nearest rank).

    >>> percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.99)
    (2, 4)
    """
    if not times:
        return math.nan
    ranked = sorted(times)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def spread(seconds: Sequence[float]) -> Spread:
    """Seconds as measured → milliseconds as told."""
    ms = [1000 * each for each in seconds]
    return Spread(
        len(ms),
        percentile(ms, 0.5),
        percentile(ms, 0.9),
        percentile(ms, 0.99),
        max(ms, default=math.nan),
    )


def middle(values: Sequence[float]) -> float:
    """The median; not a number where there is none."""
    return median(values) if values else math.nan


def ratio(ours: float, theirs: float) -> float:
    """How many times `theirs` goes into `ours`; not a number where it does not."""
    return ours / theirs if theirs else math.nan
