"""How long a test waits for what must come."""

import asyncio
from collections.abc import Callable
from typing import Any

from sandbox.workspace import WorkspaceSandbox

#: Seconds. A busy machine is slow, not wrong; only a test that fails waits so long.
PATIENT = 60.0


def patient(ws: WorkspaceSandbox) -> WorkspaceSandbox:
    """A practice Slack that waits as long for the bot: its three seconds are not tried here."""
    ws.configure(answer_seconds=PATIENT, trigger_seconds=PATIENT)
    return ws


async def until(condition: Callable[[], Any], seconds: float = PATIENT) -> Any:
    """What the condition finds, as soon as it finds something."""
    async with asyncio.timeout(seconds):
        while not (found := condition()):
            await asyncio.sleep(0.02)
    return found
