"""A full check of a healthy org: wall time and HTTP requests, with 150 ms injected per request.

`Gateway.learn` as the bot calls it, warm (the org is known, sockets are open) and cold (never met:
sign-in, versions, describes), next to the naive way and to one round trip (the version list over an
open socket). The practice org runs in a process of its own; its computing is part of every wall
time, ours and theirs. Requests are counted by the org.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

import requests
from rich.console import Console
from rich.table import Table

from bench.machine import cores, pin
from bench.naive import Naive
from bench.practice import Practice, practice
from bench.timing import middle, ratio

LATENCY = 0.15
ROUND_TRIPS, TIMES = 1.5, 8.0


@dataclass(frozen=True)
class Way:
    """One way to ask: wall seconds of each time, and what the org saw of the last."""

    name: str
    seconds: tuple[float, ...]
    log: list[dict[str, Any]]

    @property
    def requests(self) -> int:
        """HTTP requests."""
        return len(self.log)

    @property
    def questions(self) -> set[str]:
        """What was asked, alone or in a batch."""
        alone = [f"{call['method']} {call['path']}" for call in self.log if not call["subrequests"]]
        together = [asked for call in self.log for asked in call["subrequests"]]
        same = (("/services/data/", ""), ("query/?", "query?"))
        found = (unquote_plus(text) for text in (*alone, *together))
        return {text.replace(*same[0]).replace(*same[1]) for text in found}

    @property
    def middle(self) -> float:
        """Median, in milliseconds."""
        return 1000 * middle(self.seconds)


def measured(console: Console, *, quick: bool) -> dict[str, Any]:
    """Measure and show."""
    split = cores()
    if split:
        pin(split[0])
    with practice("healthy-eca", split[1] if split else None) as town:
        ways = _ways(town, 1 if quick else 4, 5 if quick else 30)
    trip, still, warm, cold, naive, naive_cold = ways
    table = Table("way", "n", "median ms", "requests", "round trips", "times as fast as naive")
    for way in ways:
        compared = naive_cold if way in (cold, naive_cold) else naive
        table.add_row(
            way.name,
            str(len(way.seconds)),
            f"{way.middle:.1f}",
            str(way.requests),
            "" if way is still else f"{ratio(way.middle, trip.middle):.2f}",
            "" if way in (trip, still) else f"{ratio(compared.middle, way.middle):.1f}",
        )
    console.print("A full check of healthy-eca, 150 ms injected per request", table)
    trips, pace = ratio(warm.middle, trip.middle), ratio(naive.middle, warm.middle)
    for good, what in (
        (trips <= ROUND_TRIPS, f"warm check in {trips:.2f} round trips (<= {ROUND_TRIPS})"),
        (pace >= TIMES, f"warm check {pace:.1f}x faster than naive (>= {TIMES:.0f})"),
        (warm.questions == naive.questions, f"both asked the same {len(warm.questions)} questions"),
    ):
        console.print(f"{'HOLDS' if good else 'FAILS'}  {what}", highlight=False)
    told = [
        {"way": w.name, "n": len(w.seconds), "median_ms": w.middle, "requests": w.requests}
        for w in ways
    ]
    return {"ways": told, "round_trips": trips, "over_naive": pace}


def _ways(town: Practice, few: int, many: int) -> tuple[Way, ...]:
    town.learn()
    still = _timed(town, "warm, nothing injected (our own time and the org's)", many, town.learn)
    town.org.weather(LATENCY)
    session = requests.Session()
    session.verify, session.trust_env = town.org.told["ca_file"], False
    versions = f"{town.org.told['url']}/services/data"
    session.get(versions, timeout=10)
    trip = _timed(town, "one round trip", many, lambda: session.get(versions, timeout=10))
    warm = _timed(town, "ours, warm", many, town.learn)
    naive = Naive(town, town.connection()).warm()
    slow = _timed(town, "naive, warm", few, naive.ask)
    slow_cold = _timed(town, "naive, cold", few, naive.cold)
    cold = _timed(town, "ours, cold", few, town.learn, before=town.again)
    return trip, still, warm, cold, slow, slow_cold


def _timed(
    town: Practice,
    name: str,
    times: int,
    ask: Callable[[], object],
    before: Callable[[], None] = lambda: None,
) -> Way:
    seconds = []
    for _ in range(times):
        before()
        town.org.post("log")
        begun = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begun)
    return Way(name, tuple(seconds), town.org.get("log"))
