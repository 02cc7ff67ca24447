"""A town where people walk: hurried, and with hands that find the button in the messages."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.outbox import pace
from bot.runs import keeper
from tests.bot.test_story import labels
from tests.patience import PATIENT, until

DONE = "Done \N{EN DASH} check it"
#: Ten minutes of patience are six seconds.
HASTE = 100.0


@dataclass
class Walker:
    """One person on one walkthrough."""

    town: Any
    user: str

    @property
    def dm(self) -> str:
        """The direct message between the bot and this person, "" before there is one."""
        world = self.town.ws.world
        pair = {world.user(self.user).id, world.app.bot_user}
        ims = (c for c in world.channels if c.kind == "im")
        return next((c.id for c in ims if set(c.members) == pair), "")

    def messages(self) -> list[Any]:
        """What the bot has written to this person, oldest first."""
        shown = self.town.ws.messages(self.dm) if self.dm else []
        return [m for m in shown if m.bot_id]

    def step(self) -> Any:
        """The message of the step they are at: the one with *Skip…*."""
        mine = [m for m in self.messages() if "Skip…" in labels(m)]
        return mine[-1] if mine else None

    def title(self) -> str:
        """Of the step they are at, "" while there is none."""
        message = self.step()
        return message.text.split(". ")[0] if message else ""

    async def at(self, words: str, seconds: float = PATIENT) -> Any:
        """The message of the step with these words, once it is the one they are at."""
        return await until(lambda: self.step() if words in self.title() else None, seconds)

    async def press(self, label: str, message: Any = None, **how: Any) -> Any:
        """Press a button of the step they are at."""
        on = message or self.step()
        said = await self.town.ws.click(on, label, user=self.user, **how)
        assert said.status == 200, said
        return on

    async def told(self, count: int = 1) -> list[Any]:
        """What only they see, once there are so many."""
        ws = self.town.ws
        return await until(
            lambda: found if len(found := ws.ephemerals(self.user)) >= count else None
        )

    async def asked(self, text: str, **where: str) -> Any:
        """Type a command; its private answer."""
        said = await self.town.ws.command(f"/6sense {text}", user=self.user, **where)
        assert said.status == 200, said
        return said


@pytest.fixture
def hurried(monkeypatch):
    """Nothing waits for politeness: ticks, edits and posts go at once."""
    monkeypatch.setattr(keeper, "_EVERY", 0.1)
    monkeypatch.setattr(pace, "EDIT_EVERY", 0.02)
    monkeypatch.setattr(pace, "POST", pace.Rate(0.001, 1000))
    monkeypatch.setattr(pace, "UPDATE", pace.Rate(0.001, 1000))
    monkeypatch.setattr(pace, "PRIVATE", pace.Rate(0.001, 1000))


@pytest.fixture
def walking(town, hurried):
    """Opens a town and gives the hands of whoever walks in it."""

    @asynccontextmanager
    async def opened(scenario="eca-missing", **change):
        world = {"settings": {"rate_limits": "off"}}
        async with town(scenario, world=world, **{"walk_haste": HASTE} | change) as t:
            yield t, lambda user: Walker(t, user)

    return opened


async def settle(seconds: float = 0.3) -> None:
    """Let pass what could go wrong: nothing is to come of what was done."""
    await asyncio.sleep(seconds)
