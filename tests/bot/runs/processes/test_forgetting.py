"""kill -9 while a workspace is forgotten: once the bot lives again it goes on, to one receipt."""

import asyncio

from bot.store.retention import OF_NOBODY, STAYS
from bot.store.schema import metadata
from intents.asker import Tenant
from tests.bot.runs.processes.test_kill import _HURRY, again

_AT_ONCE = 6


async def test_killed_after_each_stored_step_it_forgets_all_the_same(towns):
    steps = 0
    while True:
        killed = await asyncio.gather(*(_forgotten(towns, steps + n) for n in range(_AT_ONCE)))
        if not all(killed):
            break
        steps += _AT_ONCE
    assert steps, "the sweep met nothing"


async def _forgotten(towns, die):
    """One life: killed after its `die`-th stored step from the press on, and taken up again."""
    async with towns() as town:
        tenant = Tenant(town.ws.team_id).key
        insert = f"('{tenant}', 'U0SAM0001', 'owner', 'terminal', 1.0, 0.0)"
        town.eye.execute(f"INSERT INTO roles VALUES {insert}")  # noqa: S608 -- a test of ours
        first = await town.start(die=die, delivery=2, **_HURRY)
        await town.ws.command("/6sense forget everything", user="sam", channel="support")
        question = town.ws.ephemerals("sam")[-1]
        done = await town.ws.click(question, "Forget everything", user="sam", confirm=True)
        if done.status != 200:
            await asyncio.sleep(0.5)
            if first.code is None:
                await again(town, done)  # a busy machine
        await town.until(lambda: first.code is not None or _over(town), why=town.told)
        killed = first.code is not None
        if killed:
            assert first.code == -9, town.told()
            await town.start(**_HURRY)
            await again(town, done)
            await town.until(lambda: _over(town), why=town.told)
        assert len(town.rows("SELECT id FROM tombstones")) == 1, town.told()
        left = [name for name in metadata.tables if name not in {*STAYS, *OF_NOBODY}]
        assert [name for name in left if town.rows(f"SELECT 1 FROM {name}")] == []  # noqa: S608 -- ours
        return killed


def _over(town):
    busy = [status for _, status in town.workflows() if status != "SUCCESS"]
    return bool(town.rows("SELECT id FROM tombstones")) and not busy
