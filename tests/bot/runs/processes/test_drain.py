"""SIGTERM: what can end ends, what cannot is given back, and the process goes in time."""

import asyncio
import signal

CHECK = "/6sense check acme-prod only start-page-none"


async def test_a_run_under_way_ends_before_the_process_does(towns, until):
    async with towns() as town:
        town.org.change({"weather": {"latency": 0.5}})
        child = await town.start()
        await town.ws.command(CHECK, user="sam", channel="support")
        await until(lambda: town.rows("SELECT 1 FROM runs WHERE stage = 'reading'"))
        child.signal(signal.SIGTERM)
        assert await child.ended(13) == 0
        assert town.workflows() == [("check", "SUCCESS"), ("company", "SUCCESS")]
        _nothing_is_held(town)
        await town.start()
        await town.quiet()
        assert [m.text[:6] for m in town.anchors()] == ["✗ Fail"]


async def test_a_run_that_cannot_end_is_given_back(towns, until):
    async with towns() as town:
        town.org.change({"weather": {"latency": 100.0}})
        child = await town.start(patience=1.0)
        await town.ws.command(CHECK, user="sam", channel="support")
        await until(lambda: town.rows("SELECT 1 FROM runs WHERE stage = 'reading'"))
        child.signal(signal.SIGTERM)
        assert await child.ended(8) == 0
        assert town.workflows() == [("check", "ENQUEUED"), ("company", "SUCCESS")]
        _nothing_is_held(town)
        town.org.change({"weather": {"latency": 0.0}})
        await town.start()
        await town.quiet()
        assert [m.text[:6] for m in town.anchors()] == ["✗ Fail"]


async def test_commands_in_a_row_while_it_goes_are_refused_or_done(towns, until):
    async with towns() as town:
        child = await town.start()
        words = ("start-page-none", "ip-restrictions-enforced", "oauth-enabled", "app-enabled")
        ask = [
            town.ws.command(f"/6sense check acme-prod only {word}", user="sam", channel="support")
            for word in words
        ]
        first, rest = ask[:2], ask[2:]
        said = list(await asyncio.gather(*first))
        child.signal(signal.SIGTERM)
        said += await asyncio.gather(*rest)
        assert await child.ended(13) == 0
        taken = sum(delivery.status == 200 for delivery in said)
        await town.start()
        await town.quiet(taken)
        assert len(town.anchors()) == taken >= 2


def _nothing_is_held(town):
    assert not town.rows("SELECT 1 FROM processes"), "it left in order"
    assert not town.rows("SELECT 1 FROM messages WHERE claim <> ''")
