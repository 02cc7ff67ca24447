"""`sixsense …` as shipped, as a process of its own.

One thing is added: on SIGUSR1, our own pacing of Slack calls (45 edits a minute and workspace) is
lifted. It is sent after a phase was measured, never before, so that what was acknowledged can be
seen answered within seconds instead of minutes; the practice workspace has no rate limit.
"""

import signal

from bot.__main__ import main
from bot.outbox import pace

_FAST = pace.Rate(every=0.01, burst=100_000)


def lift(*_: object) -> None:
    """Let messages go as fast as they can be sent."""
    pace.POST = pace.UPDATE = pace.PRIVATE = _FAST


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, lift)
    main()
