"""Several calls at once, on a bounded pool of threads, until a deadline."""

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Executor, wait
from typing import TypeVar

from bot.orgs.answers import Answer, lost
from bot.orgs.wire import Deadline

K = TypeVar("K", bound=Hashable)


def abreast(
    pool: Executor, asks: Mapping[K, Callable[[], Answer]], until: Deadline
) -> dict[K, Answer]:
    """Every answer; what has not come by the deadline is lost, and its thread left to itself.

    Each call has its own time-outs, so that thread ends soon after.
    """
    running = {key: pool.submit(ask) for key, ask in asks.items()}
    wait(running.values(), timeout=until.left())
    return {
        key: call.result() if call.done() else _given_up(call.cancel())
        for key, call in running.items()
    }


def _given_up(unsent: object) -> Answer:
    return lost("there was no time left to ask" if unsent else "Salesforce did not answer in time")
