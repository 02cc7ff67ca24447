"""kill -9 after each stored step: what was acknowledged is done once it lives again, and once."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

_AT_ONCE = 6
#: Instead of ten seconds until the restarted process takes over (PostgreSQL), and 1.2 s to an edit.
_HURRY = {"silence": 0.8, "edit_every": 0.2}
_MARK = "an earlier copy of this may stand above"


@dataclass(frozen=True)
class Story:
    """What leads up to the moment, what a person then does, and how it must end."""

    words: str
    press: str
    workflows: tuple[str, ...]

    async def lead_up(self, town: Any) -> None:
        if self.press:
            await self._asked(town)
            await town.quiet()

    async def act(self, town: Any) -> Any:
        if not self.press:
            return await self._asked(town)
        return await town.ws.click(town.steps()[0], self.press, user="olga")

    async def _asked(self, town: Any) -> Any:
        return await town.ws.command(self.words, user="sam", channel="support")


CHECK = Story("/6sense check acme-prod only start-page-none", "", ("check", "company"))
RETRY = Story(CHECK.words, "Retry", ("check", "company", "retry"))
CONFIRM = Story("/6sense check acme-prod only sixsense-connected", "Confirm", ("check", "company"))


@pytest.mark.parametrize("story", [CHECK, RETRY, CONFIRM], ids=["check", "retry", "confirm"])
async def test_killed_after_each_stored_step_it_ends_the_same(towns, story):
    wanted = await _lived(towns, story, 10_000)
    steps = 0
    while True:
        ends = await asyncio.gather(*(_lived(towns, story, steps + n) for n in range(_AT_ONCE)))
        for at, end in enumerate(ends, steps):
            assert (end.anchor, end.step) == (wanted.anchor, wanted.step), f"killed after {at}"
            assert end.deeds == wanted.deeds, f"recorded once, also killed after {at}"
        if not all(end.killed for end in ends):
            break
        steps += _AT_ONCE
    assert steps, "the sweep met nothing"


@dataclass(frozen=True)
class _End:
    killed: bool
    anchor: str
    step: str
    deeds: int


async def _lived(towns: Callable[[], Any], story: Story, die: int) -> _End:
    """One life of a run: killed after its `die`-th stored step, and taken up again."""
    async with towns() as town:
        first = await town.start(die=die, delivery=1 + bool(story.press), **_HURRY)
        await story.lead_up(town)
        done = await story.act(town)
        if done.status != 200:
            await asyncio.sleep(0.5)
            if first.code is None:
                await again(town, done)  # a busy machine
        await _dead_or_quiet(town, first)
        killed = first.code is not None
        if killed:
            assert first.code == -9, town.told()
            await town.start(**_HURRY)
            # Slack did not see an answer, perhaps: it, or a person, does it again.
            await again(town, done)
            await town.quiet()
        _nothing_doubled(town, story)
        anchor, step = town.anchors()[-1], town.steps()[-1]
        (deeds,) = town.rows("SELECT count(*) FROM audit")
        return _End(killed, _words(anchor), _words(step), deeds[0])


async def again(town: Any, done: Any) -> None:
    for _ in range(3):
        if (await town.ws.deliver(done)).status == 200:
            return
    raise AssertionError(town.told())


async def _dead_or_quiet(town: Any, child: Any) -> None:
    quiet = asyncio.create_task(town.quiet())
    dead = asyncio.create_task(child.ended(60))
    await asyncio.wait([quiet, dead], return_when=asyncio.FIRST_COMPLETED)
    for task in (quiet, dead):
        task.cancel()
    await asyncio.gather(quiet, dead, return_exceptions=True)


def _nothing_doubled(town: Any, story: Story) -> None:
    assert town.workflows() == [(name, "SUCCESS") for name in story.workflows]
    posted, repeated = town.anchors() + town.steps(), town.counted("posts_repeated")
    assert repeated <= 1
    assert 2 <= len(posted) <= 2 + repeated, [m.text for m in posted]
    marked = [message for message in posted if _MARK in str(message.blocks)]
    assert len(marked) == repeated, town.told()
    claims = town.rows("SELECT claim FROM messages WHERE claim <> ''")
    assert not claims, "nobody may hold what nobody sends"


def _words(message: Any) -> str:
    return re.sub(r"<!date[^>]*>", "", message.text)
