"""A secret that is typed or mentioned, in whatever command: neither kept nor shown anywhere."""

import asyncio
from pathlib import Path

import pytest

from tests.patience import PATIENT

TOKEN = "00DHs0000004Acm!AQcAQH0dMHEXAMPLE.tokenTOKENtokenTOKENtoken0123456789abcdefABCDEF"
TAIL = TOKEN.partition("!")[2]
REFRESH = "5Aep861KIwKdekr90IDidO4EhfJiYo3fzEvTvsEgM9sfDpGX0qwFeQz"


async def told(town, person):
    """What only this person was shown, once something was."""
    async with asyncio.timeout(PATIENT):
        while not (said := town.ws.ephemerals(person)):
            await asyncio.sleep(0.02)
    return said


def stored(url):
    """Every byte of the database's files."""
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def sent(town):
    return str([(call.method, call.args) for call in town.ws.calls])


async def test_a_session_id_in_a_mention_is_told_of_and_kept_nowhere(town, sqlite_url):
    async with town() as t:
        await t.ws.mention(f"hello, my session is {TOKEN}", "sam", "support")
        said = await told(t, "sam")
        assert "End that user's sessions" in str(said[-1].blocks) or "Revoke" in str(
            said[-1].blocks
        )
        assert TAIL not in sent(t)
        assert not [m for m in t.ws.messages("support") if m.bot_id]
        assert TAIL.encode() not in stored(sqlite_url)
    assert TAIL.encode() not in stored(sqlite_url)


@pytest.mark.parametrize("secret", [TOKEN, REFRESH], ids=["session", "refresh"])
async def test_no_command_keeps_or_shows_a_secret(secret, town, sqlite_url):
    async with town() as t:
        for said in ("explain {}", "check {}", "chek {}", "guide {}", "people {}", "connect {}",
                     "connect acme {}", "triage invalid_grant in {}", "evidence {} app-enabled",
                     "guide eca-setup in {}", "check acme-prod only {}", "{}"):  # fmt: skip
            await t.ws.command(f"/6sense {said.format(secret)}", user="sam", channel="support")
        await told(t, "sam")
        hidden = secret.partition("!")[2] or secret
        assert hidden not in sent(t)
        assert hidden.encode() not in stored(sqlite_url)
