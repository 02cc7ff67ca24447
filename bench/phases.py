"""The phases every target goes through, and what was measured in them."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load import Acked, Client
from bench.machine import Spent, Watch
from bench.signed import Signed, signed
from bench.stored import Books, Drained, Kept
from bench.targets import Served
from bench.timing import Spread, middle, spread
from bench.town import Town

RATE, BURST = 100, 50
STEADY, AT_ONCE = f"steady {RATE}/s", f"burst of {BURST}"
_MOST = 4000  # commands a second that are signed beforehand for a closed phase
_REST = 0.3


@dataclass(frozen=True)
class Length:
    """How long to measure."""

    steady: float
    bursts: int
    closed: float
    rounds: int
    drain: float


QUICK = Length(steady=2.0, bursts=1, closed=0.7, rounds=1, drain=15.0)
FULL = Length(steady=6.0, bursts=4, closed=2.0, rounds=2, drain=60.0)


@dataclass
class Measured:
    """One phase of one target, over all rounds."""

    phase: str
    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # milliseconds of server per acknowledgement
    spent: list[Spent] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    @property
    def spread(self) -> Spread:
        """Over every request of every round."""
        return spread(self.seconds)

    @property
    def rate(self) -> float:
        """Good acknowledgements a second, median of the rounds."""
        return middle(self.rates)

    @property
    def cpu_ms(self) -> float:
        """Median of the rounds."""
        return middle(self.cpu)

    @property
    def complete(self) -> bool:
        """Whether all that was acknowledged was found stored."""
        return all(kept.complete for kept in self.kept)

    def add(self, acked: Sequence[Acked], wall: float, spent: Spent, kept: Kept | None) -> None:
        """One more time."""
        good = [each for each in acked if each.good]
        self.seconds += [each.seconds for each in good]
        self.failed += len(acked) - len(good)
        self.rates.append(len(good) / wall)
        self.cpu.append(1000 * spent.server * spent.seconds / max(1, len(good)))
        self.spent.append(spent)
        if kept:
            self.kept.append(kept)


@dataclass
class Result:
    """Everything measured of one target."""

    name: str
    ours: bool
    phases: dict[str, Measured] = field(default_factory=dict)
    drained: list[Drained] = field(default_factory=list)

    def phase(self, name: str) -> Measured:
        """The phase of that name."""
        return self.phases.setdefault(name, Measured(name))


@dataclass(frozen=True)
class Run:
    """One target under load, once."""

    served: Served
    town: Town
    client: Client
    books: Books | None
    result: Result

    async def through(self, length: Length) -> None:
        """All phases; what is stored is counted after each, and drained at the end."""
        await self.client.closed(self._commands(BURST * 2), 8, 2.0)  # warm up
        await asyncio.sleep(_REST)
        await self._once(STEADY, self._commands(int(RATE * length.steady)))
        for _ in range(length.bursts):
            await asyncio.sleep(_REST)
            await self._once(AT_ONCE, self._commands(BURST))
        for clients in (16, 64):
            await asyncio.sleep(_REST)
            many = self._commands(int(_MOST * length.closed))
            await self._once(f"closed c={clients}", many, clients, length.closed)
        if self.books:
            self.result.drained.append(self.books.drained(self.served, length.drain))

    async def _once(
        self, phase: str, commands: list[Signed], clients: int = 0, seconds: float = 0.0
    ) -> None:
        since, watch = time.time(), Watch(self.served.pids, self.town.pids)
        begun = time.monotonic()
        if clients:
            acked, wall = await self.client.closed(commands, clients, seconds)
        else:
            steady = phase == STEADY
            send = self.client.steady(commands, RATE) if steady else self.client.burst(commands)
            acked = await send
            wall = time.monotonic() - begun
        spent = watch.spent()
        kept = self.books.kept(acked, since) if self.books else None
        self.result.phase(phase).add(acked, wall, spent, kept)

    def _commands(self, number: int) -> list[Signed]:
        return signed(self.town.workspace.told, self.served.target.workload, number)
