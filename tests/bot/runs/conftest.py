"""Real processes of the bot, forked in milliseconds; see nursery.py."""

import asyncio
import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENT

_LISTENING = re.compile(r"listening on (http://\S+)")


@dataclass
class Child:
    """One process of the bot."""

    pid: int
    log: Path
    nursery: "Nursery"
    handle: int

    @property
    def code(self) -> int | None:
        """Its exit code, minus the signal that killed it; None while it lives."""
        if not select.select([self.handle], [], [], 0)[0]:
            return None
        return int(self.nursery.ask({"ended": self.pid}))

    async def ended(self, seconds: float = PATIENT) -> int:
        return await until(lambda: self.code, seconds, self.log.read_text, wanted=_there)

    async def listening(self) -> str:
        """Its address, or "" where it died first."""

        def known() -> str | None:
            found = _LISTENING.search(self.log.read_text()) if self.log.exists() else None
            return found[1] if found else "" if self.code is not None else None

        return await until(known, 20, self.log.read_text, wanted=_there)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)


@dataclass
class Nursery:
    """See nursery.py."""

    process: subprocess.Popen[str]

    def ask(self, plan: dict[str, Any]) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(plan) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def start(self, environment: dict[str, str], log: Path, **plan: Any) -> Child:
        plan = {"words": ["serve"]} | plan
        log.unlink(missing_ok=True)
        pid = self.ask({"environment": environment, "log": str(log), **plan})
        return Child(pid, log, self, os.pidfd_open(pid))


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    script = Path(__file__).with_name("nursery.py")
    with subprocess.Popen(  # noqa: S603 -- our own script
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


async def until(
    condition: Callable[[], Any],
    seconds: float = PATIENT,
    why: Callable[[], str] = lambda: "",
    *,
    wanted: Callable[[Any], bool] = bool,
) -> Any:
    """The condition's value as soon as it is wanted (true)."""
    end = asyncio.get_running_loop().time() + seconds
    while not wanted(found := condition()):
        assert asyncio.get_running_loop().time() < end, f"not within {seconds} s\n{why()}"
        await asyncio.sleep(0.05)
    return found


@pytest.fixture(name="until")
def _until() -> Callable[..., Any]:
    return until


def _there(found: Any) -> bool:
    return found is not None
