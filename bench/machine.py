"""The machine under the numbers: which core runs what, and who else was busy meanwhile.

CPU times are read from /proc (Linux); elsewhere nothing is pinned and they are not told.
"""

import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def cores() -> tuple[int, int] | None:
    """The core of the server and the core of everything else; None where there is one only."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    mine = sorted(os.sched_getaffinity(0))
    return (mine[0], mine[1]) if len(mine) > 1 else None


def pin(core: int, pid: int = 0) -> None:
    """Keep a process on one core."""
    os.sched_setaffinity(pid, {core})


def described() -> dict[str, str]:
    """What the numbers were taken on."""
    split = cores()
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": f"{os.cpu_count()}",
        "pinned": f"server on {split[0]}, the rest on {split[1]}" if split else "nothing",
        "load": " ".join(f"{each:.2f}" for each in os.getloadavg()),
    }


def cpu_of(*pids: int) -> float:
    """CPU seconds these processes (and their ended children) have used."""
    return sum(_used(pid) for pid in pids)


def _used(pid: int) -> float:
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return 0.0
    # The name in brackets may hold spaces; after it: utime, stime, cutime, cstime are 12th to 15th.
    fields = text.rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS


def _busy() -> float:
    try:
        first = (_PROC / "stat").read_text().split("\n", 1)[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _idle, _wait, *rest = (int(ticks) for ticks in first[:8])
    return (user + nice + system + sum(rest)) / _TICKS


@dataclass(frozen=True)
class Spent:
    """CPU used between two looks, as shares of the wall time of one core.

    Attributes:
        server: the server under test.
        client: the load generator.
        others: processes that are not ours, over all cores.
    """

    seconds: float
    server: float
    client: float
    others: float


class Watch:
    """CPU of the server, of this process and of strangers, from now on."""

    def __init__(self, server: Sequence[int], sandboxes: Sequence[int]) -> None:
        self._server, self._sandboxes = server, sandboxes
        self._begun = (time.monotonic(), *self._look())

    def spent(self) -> Spent:
        """Since this watch began."""
        now = (time.monotonic(), *self._look())
        wall, server, client, others = (b - a for a, b in zip(self._begun, now, strict=True))
        wall = wall or 1.0
        return Spent(wall, server / wall, client / wall, max(0.0, others) / wall)

    def _look(self) -> tuple[float, float, float]:
        server, client = cpu_of(*self._server), cpu_of(os.getpid())
        return server, client, _busy() - server - client - cpu_of(*self._sandboxes)
