"""The load generator: one client for every target, keep-alive, three ways to arrive.

`steady` and `burst` are open-loop: requests leave when they are due, whether the ones before were
answered or not, and latency counts from when a request was due, so that a server that stalls pays
for everyone who had to wait (no coordinated omission). `closed` keeps a number of clients busy: its
requests a second are the highest throughput.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bench.signed import Signed

_OK = 200


@dataclass(frozen=True)
class Acked:
    """One request and its acknowledgement.

    Attributes:
        seconds: from when it was due to the last byte of the answer.
        at: wall-clock time of the answer.
        said: a private answer came with it (a check that joined one under way).
    """

    command: Signed
    seconds: float
    at: float
    status: int
    said: bool

    @property
    def good(self) -> bool:
        """Slack would take it for an acknowledgement."""
        return self.status == _OK


class Client:
    """Sends to one address."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session

    async def send(self, command: Signed, due: float) -> Acked:
        """Send now what was due at `due` (monotonic)."""
        try:
            async with self._session.post(
                self._url, data=command.body, headers=command.headers
            ) as answer:
                text = await answer.read()
                status = answer.status
        except aiohttp.ClientError:
            text, status = b"", 0
        seconds = time.monotonic() - due
        return Acked(command, seconds, time.time(), status, b"text" in text)

    async def steady(self, commands: Sequence[Signed], rate: float) -> list[Acked]:
        """One each 1/rate seconds."""
        begin = time.monotonic() + 0.02
        tasks = []
        for number, command in enumerate(commands):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.append(asyncio.create_task(self.send(command, due)))
        return list(await asyncio.gather(*tasks))

    async def burst(self, commands: Sequence[Signed]) -> list[Acked]:
        """All at once."""
        due = time.monotonic()
        return list(await asyncio.gather(*(self.send(command, due) for command in commands)))

    async def closed(
        self, commands: Sequence[Signed], clients: int, seconds: float
    ) -> tuple[list[Acked], float]:
        """`clients` that each ask again as soon as they are answered; and how long it took."""
        todo = iter(commands)
        begin = time.monotonic()
        acked: list[Acked] = []

        async def busy() -> None:
            while time.monotonic() - begin < seconds and (command := next(todo, None)):
                acked.append(await self.send(command, time.monotonic()))

        await asyncio.gather(*(busy() for _ in range(clients)))
        return acked, time.monotonic() - begin


@asynccontextmanager
async def client(url: str) -> AsyncIterator[Client]:
    """A client with connections of its own, kept alive."""
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield Client(url, session)
