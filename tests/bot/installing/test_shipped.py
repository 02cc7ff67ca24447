"""What Bolt as shipped does, and this bot does not; the rest is held in test_doors and in runs."""

import asyncio
import logging
import types
from pathlib import Path

from slack_bolt.listener import asyncio_runner
from sqlalchemy import text

from bot.settings import Settings
from tests.bot.installing.test_home import looked
from tests.bot.installing.test_rotation import ACME, ROTATING, change, refreshes, spoken_to
from tests.patience import until


async def test_no_request_asks_slack_who_we_are(place):
    async with place() as p:
        await p.install("wanda")
        await spoken_to(p)
        await asyncio.gather(*(p.ws.command("/6sense help", user="sam") for _ in range(20)))
        asked = [c.method for c in p.ws.calls if c.method == "auth.test"]
        assert len(asked) == 1, "once, when it was installed"


async def test_nothing_polls_for_the_acknowledgement(place, monkeypatch):
    def slept(_):
        raise AssertionError("it polls")

    watched = types.SimpleNamespace(**{**vars(asyncio), "sleep": slept})
    monkeypatch.setattr(asyncio_runner, "asyncio", watched)
    async with place() as p:
        await p.install("wanda")
        said = await p.ws.command("/6sense help", user="sam")
        assert "What you can ask me" in said.body


async def test_a_bug_is_a_number_in_the_persons_hands_and_in_the_log(place, caplog):
    async with place() as p:
        await p.install("wanda")
        store = p.served.process.runs.store
        await store.awrite(lambda conn: conn.execute(text("ALTER TABLE seen RENAME TO gone")))
        said = await p.ws.command("/6sense orgs", user="sam", channel="support")
        await store.awrite(lambda conn: conn.execute(text("ALTER TABLE gone RENAME TO seen")))
        assert (said.status, said.error) == (200, None)
        number = said.body.split("reference ")[1][:6]
        assert number in caplog.text


async def test_it_listens_on_this_machine_alone_unless_told_otherwise():
    assert Settings().host == "127.0.0.1"


async def test_no_secret_is_in_a_log_a_file_a_page_or_a_message(place, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    async with place(app=ROTATING) as p:
        browser = p.browser()
        url = await browser.begin()
        status, page = await browser.back(p.ws.consent(url, "wanda").split("?")[1])
        assert status == 200
        await looked(p, "wanda")
        p.ws.advance(43_201)
        await spoken_to(p, 2)
        p.ws.fail("oauth.v2.access", "fatal_error")
        await change(p, expires=1.0)
        await until(lambda: len(refreshes(p.ws)) == 1)
        await spoken_to(p, 1)
        assert repr(await p.kept(ACME)).count("xox") == 0
        state = p.ws.state
        secret = {state.world.app.client_secret, state.world.app.signing_secret, *state.codes}
        secret |= {t.text for t in state.tokens.values()}
        secret |= {t.refresh for t in state.tokens.values() if t.refresh}
        assert len(secret) > 6
        said = caplog.text + page + str([m.blocks for m in p.direct("wanda")])
        files = b"".join(f.read_bytes() for f in _files(tmp_path))
        assert len(files) > 10_000
        for word in secret:
            assert word not in said, f"{word[:12]}… was told"
            assert word.encode() not in files, f"{word[:12]}… was written down"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.db*") if path.is_file()]
