"""The loop that makes Slack show what is wanted."""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence

from sqlalchemy.exc import DBAPIError

from bot.outbox.call import Call
from bot.outbox.claims import claim, settle
from bot.outbox.outcome import Later, Lost, Outcome
from bot.outbox.sending import Sending
from bot.store.alive import FencedError
from bot.store.database import Store

log = logging.getLogger(__name__)
_AT_ONCE = 20  # calls under way
#: Seconds after its claim in which a call may begin. Later the process was paused, and a peer may
#: have fenced it and sent the message (bot.store.alive.SILENCE is longer).
_FRESH = 5.0


class Sender:
    """One per process. `kick` wakes it; without a kick it looks every `idle` seconds."""

    def __init__(
        self, store: Store, call: Call, *, name: str, form: str = "plan", idle: float = 0.5
    ) -> None:
        self._store, self._call = store, call
        self._name, self._form, self._idle = name, form, idle
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._under_way: set[asyncio.Task[None]] = set()
        self._answered: list[tuple[Sending, Outcome]] = []
        self.stopping = False

    def kick(self) -> None:
        """Something new is wanted. Callable from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop may be gone while threads finish
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Send until stopped; what is under way is finished first."""
        while not self.stopping:
            self._woken.clear()
            pause = self._idle
            try:
                await self._catch_up()
                pause = await self._begin()
            except DBAPIError as error:
                log.warning("outbox: %s", type(error.orig).__name__)
            except FencedError as fenced:
                # Whoever meets the fence first ends the process: the keeper may never see it.
                log.error("outbox: %s", fenced)  # noqa: TRY400 -- the sentence says it all
                break
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)
        await asyncio.gather(*self._under_way)
        with contextlib.suppress(DBAPIError):
            await self._catch_up()

    def stop(self) -> None:
        """End `run` after the calls under way."""
        self.stopping = True
        self._woken.set()

    async def _begin(self) -> float:
        """Begin to send what is due now; returns the seconds until the next look.

        Nothing waits for the calls: one slow answer must not hold up everybody's messages.
        """
        free = _AT_ONCE - len(self._under_way)
        if free <= 0:
            return self._idle  # the next call that ends wakes us
        begun = self._loop.time()
        claimed = await self._store.awrite(
            lambda conn: claim(conn, self._name, form=self._form, most=free, idle=self._idle),
            first=False,
        )
        for together in _by_place(claimed.sendings):
            task = self._loop.create_task(self._send_all(together, begun))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return claimed.again

    async def _send_all(self, together: Sequence[Sending], begun: float) -> None:
        for sending in together:
            await self._send(sending, begun)

    async def _send(self, sending: Sending, begun: float) -> None:
        fresh = self._loop.time() - begun < _FRESH
        outcome = await self._call.made(sending) if fresh else Later(0.0)
        if isinstance(outcome, Lost):
            log.warning("message %s is lost: %s", sending.id, outcome.error)
        try:
            await self._settle(sending, outcome)
        except DBAPIError as error:
            log.warning("outbox: %s", type(error.orig).__name__)
            self._answered.append((sending, outcome))

    async def _settle(self, sending: Sending, outcome: Outcome) -> None:
        await self._store.awrite(lambda conn: settle(conn, sending, outcome), first=False)

    async def _catch_up(self) -> None:
        """Write down what Slack has answered while the database was away.

        Before anything is claimed: a message whose claim has run out would be posted twice.
        """
        while self._answered:
            await self._settle(*self._answered[0])
            del self._answered[0]

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._woken.set()


def _by_place(sendings: Iterable[Sending]) -> Iterable[list[Sending]]:
    """What is new in a channel goes one after the other: people read it in the order wanted.

    Slack puts them in the order in which they come in, and calls made at once overtake each other.
    """
    places: dict[object, list[Sending]] = {}
    for sending in sendings:
        new = not sending.ts and not sending.private
        place = (sending.tenant, sending.channel) if new else sending.id
        places.setdefault(place, []).append(sending)
    return places.values()
