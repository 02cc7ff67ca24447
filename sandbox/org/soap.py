"""For now: nothing."""

from __future__ import annotations

from sandbox.org.call import Answer, Call
from sandbox.org.org import Org


def answer(call: Call, org: Org) -> Answer:
    """Not yet."""
    del call, org
    return Answer(500)
