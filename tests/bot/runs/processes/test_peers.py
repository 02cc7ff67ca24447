"""Several processes on one PostgreSQL: who dies is replaced, who was only paused stands back."""

import asyncio
import signal

import pytest

CHECK = "/6sense check acme-prod only start-page-none"


@pytest.fixture
def store_url(pg_url):
    """SQLite has one process."""
    return pg_url


async def asked(town):
    said = await town.ws.command(CHECK, user="sam", channel="support")
    assert said.status == 200


async def test_a_live_peer_takes_over_within_30_seconds(towns, until):
    async with towns() as town:
        peer = await town.start(words=["work"])
        first = await town.start(die=7)
        peer.signal(signal.SIGSTOP)  # so that the first one takes the run
        await asked(town)
        assert await first.ended() == -9
        peer.signal(signal.SIGCONT)
        began = asyncio.get_running_loop().time()
        await town.quiet()
        assert asyncio.get_running_loop().time() - began < 30
        assert [m.text[:6] for m in town.anchors()] == ["✗ Fail"]
        assert len(town.steps()) == 1


async def test_a_paused_process_finds_its_fence_and_does_nothing_more(towns, until):
    async with towns() as town:
        town.org.change({"weather": {"latency": 5.0}})
        paused = await town.start(silence=2.0)
        await asked(town)
        await until(lambda: town.rows("SELECT 1 FROM runs WHERE stage = 'reading'"))
        await until(lambda: town.rows("SELECT 1 FROM messages WHERE ts <> ''"))  # no copy is due
        paused.signal(signal.SIGSTOP)
        town.org.change({"weather": {"latency": 0.0}})
        peer = await town.start(words=["work"], silence=2.0)
        await town.quiet()
        calls = [call.method for call in town.ws.calls]
        paused.signal(signal.SIGCONT)
        assert await paused.ended() == 3, town.told()
        assert "was taken for dead by a peer" in paused.log.read_text()
        await asyncio.sleep(0.5)
        assert [call.method for call in town.ws.calls] == calls, "it spoke after its death"
        assert town.workflows() == [("check", "SUCCESS"), ("company", "SUCCESS")]
        assert len(town.anchors()) == len(town.steps()) == 1
        assert peer.code is None


async def test_two_processes_and_the_same_delivery_three_times_at_once(towns):
    async with towns() as town:
        for _ in range(2):
            await town.start()
        doors = [child.log for child in town.children]
        assert len(doors) == 2
        said = await town.ws.command(CHECK, user="sam", channel="support")
        await _again_at_both(town, said)
        await town.quiet()
        pressed = await town.ws.click(town.steps()[0], "Retry", user="olga")
        await _again_at_both(town, pressed)
        mention = await town.ws.mention(
            f"@sixsense {CHECK.removeprefix('/6sense ')}", user="sam", channel="on-call"
        )
        await _again_at_both(town, mention)
        await town.quiet(2)
        names = ("check", "check", "company", "company", "retry")
        assert town.workflows() == [(name, "SUCCESS") for name in names]
        assert len(town.anchors()) == len(town.anchors("on-call")) == 1
        assert not town.ws.ephemerals("olga")


async def _again_at_both(town, said):
    addresses = [await child.listening() for child in town.children]
    sent = []
    for address in addresses * 3:
        town.ws.app_url = f"{address}/slack/events"
        sent.append(asyncio.create_task(town.ws.deliver(said)))
        await asyncio.sleep(0)
    assert {(await delivery).status for delivery in sent} == {200}
