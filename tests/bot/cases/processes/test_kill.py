"""kill -9 in the middle of a case: it ends the same, and nothing is said or written down twice."""

import asyncio
import json
import re
from dataclasses import dataclass

import pytest

#: Stored steps after which it dies: a case has some forty, and each life costs seconds.
_DEATHS = (0, 6, 12, 18, 24, 30)
#: Instead of ten seconds until the restarted process takes over, and 1.2 s to an edit.
_HURRY = {"silence": 0.8, "edit_every": 0.1}
_UNSENT = "SELECT 1 FROM messages WHERE wanted_version > sent_version AND mode = 'post'"
_LOOKED = ["opened the case", "looked into acme-prod"]


@dataclass(frozen=True)
class _End:
    killed: bool
    said: list[str]
    log: list[str]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_killed_at_any_time_it_ends_the_same(towns):
    wanted, *ends = await asyncio.gather(*(_Life(towns, at).lived() for at in (10_000, *_DEATHS)))
    assert wanted.log == [*_LOOKED, "wrote to the customer"]
    for at, end in zip(_DEATHS, ends, strict=True):
        assert (end.said, end.log) == (wanted.said, wanted.log), f"killed after {at}"
    assert all(end.killed for end in ends), "a death that met nothing"


class _Life:
    """A case from its paste to the letter, in a process that dies after its `die`-th step."""

    def __init__(self, towns, die):
        self.towns, self.die = towns, die

    async def lived(self):
        async with self.towns() as self.town:
            self.child = await self.town.start(die=self.die, **_HURRY)
            ws = self.town.ws
            say = "/6sense triage OAUTH_FLOW_DISABLED"
            await self._done(lambda: ws.command(say, user="sam", channel="support"))
            await self._still(_LOOKED)
            card = self.town.anchors()[-1]
            tell = "tell <@U0CARA001>"
            await self._done(lambda: ws.mention(tell, "sam", "support", thread_ts=card.ts))
            offered = lambda: [m for m in ws.ephemerals("sam") if "Send it" in str(m.blocks)]  # noqa: E731 -- a glance
            offer = (await self._until(offered))[-1]
            await self._done(lambda: ws.click(offer, "Send it", user="sam"))
            await self._still([*_LOOKED, "wrote to the customer"])
            return _End(len(self.town.children) > 1, self._said(), self._log())

    async def _done(self, act):
        """Somebody asks once; Slack repeats what was not answered."""
        said = await act()
        while said.status != 200:
            await self._alive()
            said = await self.town.ws.deliver(said)

    async def _alive(self):
        if self.child.code is not None:
            assert self.child.code == -9, self.town.told()
            self.child = await self.town.start(**_HURRY)

    async def _until(self, there):
        """Wait for that; who has died is started again."""
        while not (found := there()):
            await self._alive()
            await asyncio.sleep(0.05)
        return found

    async def _still(self, log):
        """Until so much has happened, nothing is at work, and Slack shows all that is wanted."""

        def still():
            town = self.town
            busy = [status for _, status in town.workflows() if status != "SUCCESS"]
            left = town.rows("SELECT 1 FROM letters") or town.rows(_UNSENT)
            looked = [m for m in town.anchors() if "was looked into" in str(m.blocks)]
            return looked and self._log() == log and not busy and not left

        async with asyncio.timeout(120):
            await self._until(still)

    def _log(self):
        cases = self.town.rows("SELECT body FROM cases")
        return [entry["what"] for (body,) in cases for entry in json.loads(body)["log"]]

    def _said(self):
        """What is read, without moments and names; of a copy that is marked, the one we know."""
        town = self.town
        known = {ts for (ts,) in town.rows("SELECT ts FROM messages WHERE ts <> ''")}
        shown = [m for m in town.ws.messages() if m.bot_id and not m.is_ephemeral]
        every = (*shown, *town.ws.ephemerals("sam"))
        marked = [m for m in every if "an earlier copy" in str(m.blocks)]
        repeated = town.counted("posts_repeated")
        assert len(marked) == repeated <= 1, town.told()
        mine = [m for m in shown if m.ts in known]
        assert len(shown) - len(mine) <= repeated, town.told()
        return [re.sub(r"<!date[^>]*>|c-[0-9a-f]{10}", "", m.text) for m in mine]
