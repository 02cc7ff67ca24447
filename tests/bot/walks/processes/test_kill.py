"""kill -9 after each stored step of a walkthrough: it ends the same, and the next click goes on."""

import asyncio
import re
import signal
from dataclasses import dataclass

import pytest

from tests.bot.walks.conftest import DONE

_AT_ONCE = 6
#: Instead of ten seconds until the restarted process takes over (PostgreSQL), and 1.2 s to an edit.
_HURRY = {"silence": 0.8, "edit_every": 0.1}
_UNSENT = "SELECT 1 FROM messages WHERE wanted_version > sent_version AND mode = 'post'"


@dataclass(frozen=True)
class Story:
    """What is asked for, and what then happens; the last of it is the story.

    Attributes:
        ends: words of a message by which it is known to have come to its end.
        presses: pressed one after the other; none = the asking itself is the story.
        due: what falls due instead, without a person: a column of the walkthrough's row.
    """

    words: str
    ends: str
    presses: tuple[str, ...] = ()
    due: str = ""


BEGIN = Story("guide fix-invalid-audience", "Skip…")
CONFIRM = Story("guide fix-invalid-audience", "not measured", ("Confirm",))
SKIP = Story("guide eca-setup", "skipped by", ("Skip…", "We do it later"))
LOOK = Story("guide eca-setup", "Watching", (DONE,))
REMINDER = Story("guide eca-setup", "We are still at", due="next_reminder")


@pytest.mark.parametrize(
    ("store_url", "story"),
    [
        *(("sqlite", story) for story in (BEGIN, CONFIRM, SKIP, LOOK, REMINDER)),
        ("postgresql", LOOK),
    ],
    ids=["begin", "confirm", "skip", "look", "reminder", "look on PostgreSQL"],
    indirect=["store_url"],
)
async def test_killed_after_each_stored_step_it_ends_the_same_and_goes_on(towns, story):
    wanted = await _lived(towns, story, 10_000)
    steps, met = 0, False
    while True:
        ends = await asyncio.gather(*(_lived(towns, story, steps + n) for n in range(_AT_ONCE)))
        for at, end in enumerate(ends, steps):
            assert end.said == wanted.said, f"killed after {at}"
        met |= any(end.killed for end in ends)
        if not all(end.killed for end in ends):
            break
        steps += _AT_ONCE
    assert met, "the sweep met nothing"


@dataclass(frozen=True)
class _End:
    killed: bool
    said: list[str]


async def _lived(towns, story, die) -> _End:
    """One life: killed after its `die`-th stored step, taken up again, and clicked on."""
    async with towns() as town:
        child, done = await (_falls_due if story.due else _acted)(town, story, die)
        await _dead_or(_still(town, lambda: _ended(town, story)), child)
        killed = child.code is not None
        if killed:
            assert child.code == -9, town.told()
            await town.start(**_HURRY)
            for _ in range(3 if done else 0):  # Slack did not see an answer, perhaps: it repeats
                if (await town.ws.deliver(done)).status == 200:
                    break
            await _still(town, lambda: _ended(town, story))
        said = _said(town)
        if killed:
            await _goes_on(town)
        return _End(killed, said)


async def _acted(town, story, die):
    """Ask and press; the process that may die at the last of it, and what Slack delivered."""
    child = await town.start(die=die, delivery=1 + len(story.presses), **_HURRY)
    done = await town.ws.command(f"/6sense {story.words}", user="sam", channel="support")
    for label in story.presses:
        await _still(town, lambda words=label: _showing(town, words))
        done = await town.ws.click(_showing(town, label), label, user="sam")
    if done.status != 200:
        await town.until(lambda: child.code is not None, why=town.told)
    return child, done


async def _falls_due(town, story, die):
    """Ask; the process that finds it due, and may die; nothing that Slack delivered."""
    before, _ = await _acted(town, story, 10_000)
    await _still(town, lambda: _here(town))
    before.signal(signal.SIGKILL)
    await before.ended(10)
    town.eye.execute(f"UPDATE walks SET next_look = 0, {story.due} = 1, due = 1")  # noqa: S608 -- ours
    return await town.start(die=die, delivery=0, **_HURRY), None


async def _goes_on(town):
    """The next click is answered as if nothing had happened."""
    here = _here(town)
    label = DONE if DONE in _labels(here) else "Confirm"
    if label == DONE:
        told = len(town.ws.ephemerals("sam"))
        await town.ws.click(here, "I can't do this", user="sam")
        await town.until(lambda: len(town.ws.ephemerals("sam")) > told, why=town.told)
        return
    await town.ws.click(here, label, user="sam")
    await town.until(lambda: "not measured" in here.text, why=town.told)


def _messages(town):
    ims = [c for c in town.ws.world.channels if c.kind == "im"]
    return [m for c in ims for m in town.ws.messages(c.id) if m.bot_id]


def _labels(message):
    return [e["text"]["text"] for e in message.elements() if e["type"] == "button"]


def _here(town):
    mine = [m for m in _messages(town) if "Skip…" in _labels(m)]
    return mine[-1] if mine else None


def _showing(town, label):
    """The newest message with this button, among them what only he sees."""
    mine = [m for m in (*_messages(town), *town.ws.ephemerals("sam")) if label in _labels(m)]
    return mine[-1] if mine else None


def _ended(town, story):
    if town.rows("SELECT 1 FROM walks WHERE due = 1"):
        return None
    if story.ends in str([m.blocks for m in _messages(town)]):
        return _here(town)
    return None


async def _still(town, there):
    """Until that is there, no workflow is at work, and Slack shows all that is wanted."""

    def still():
        busy = [status for _, status in town.workflows() if status != "SUCCESS"]
        return not busy and not town.rows(_UNSENT) and there()

    await town.until(still, why=town.told)


async def _dead_or(quiet, child):
    """Either comes first."""
    one, other = asyncio.create_task(quiet), asyncio.create_task(child.ended(60))
    await asyncio.wait([one, other], return_when=asyncio.FIRST_COMPLETED)
    for task in (one, other):
        task.cancel()
    await asyncio.gather(one, other, return_exceptions=True)


def _said(town):
    """What the person reads, without moments, and without the mark of a copy."""
    shown = (*_messages(town), *town.ws.ephemerals("sam"))
    marked = [m for m in shown if "an earlier copy" in str(m.blocks)]
    repeated = town.counted("posts_repeated")
    # The opening and the first step may both be on their way when it dies.
    assert len(marked) == repeated <= 2, town.told()
    told = [re.sub(r"<!date[^>]*>", "", m.text) for m in _messages(town)]
    copies = len(told) - len(set(told))
    assert copies <= repeated, told
    return list(dict.fromkeys(told))
