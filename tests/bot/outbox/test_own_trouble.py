"""Not Slack's fault: our own database, or a bug of ours, in the middle of sending."""

import asyncio
import sqlite3
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from bot.commands.process import _sending
from bot.outbox import claims
from bot.outbox.call import Call
from bot.outbox.sender import Sender
from tests.bot.outbox.conftest import section

DISK = sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def full(outbox, monkeypatch):
    """A disk that is full from Slack's next answer on, until it is set."""
    dialect, room, answered = outbox.store.engine.dialect, Event(), outbox.sent
    commit = dialect.do_commit

    def committed(connection):
        if answered("chat.postMessage") and not room.is_set():
            raise DISK
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", committed)
    return room


async def test_what_slack_has_answered_is_not_forgotten_for_want_of_a_disk(
    outbox, full, monkeypatch, caplog
):
    """Its claim has run out by the time it can be written down: it would be posted once more."""
    monkeypatch.setattr(claims, "_CLAIM", 0.5)
    name = await outbox.want("one")
    await outbox.until(lambda: caplog.text.count("outbox: OperationalError") > 1)
    await asyncio.sleep(0.6)
    full.set()
    await outbox.quiet()
    assert outbox.shown() == ["one"]
    assert outbox.row(name).ts == outbox.ws.messages("support")[-1].ts
    assert outbox.counted() == {}


@pytest.mark.parametrize(
    ("trouble", "repeated"),
    [
        (OperationalError("select", {}, DISK), 0),
        (LookupError("a bug of ours"), 1),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "what Slack answered"), 1),
    ],
    ids=["the token's database", "a bug", "garbage"],
)
async def test_a_surprise_keeps_back_neither_its_message_nor_those_behind(
    outbox, trouble, repeated, caplog
):
    outbox.trouble.append(trouble)
    payload = {"text": "two", "blocks": section("two")}
    await asyncio.gather(outbox.want("one", key="a"), outbox.want("two", key="b", payload=payload))
    await outbox.quiet()
    assert sorted(outbox.shown()) == ["one", "two"]
    assert outbox.counted().get("posts_repeated", 0) == repeated
    assert ("Traceback" in caplog.text) == bool(repeated), "a bug is seen in the log"


async def test_a_bug_that_stays_is_not_tried_for_ever(outbox):
    outbox.trouble += [LookupError("a bug of ours")] * 2
    name = await outbox.want("one")
    await outbox.until(lambda: outbox.row(name).failures)
    outbox.change(name, failures=10, due=0.0)
    outbox.sender.kick()
    await outbox.until(lambda: outbox.row(name).mode == "lost")


async def test_an_outbox_that_fails_says_why_and_ends_the_process(outbox, caplog):
    outbox.sender.stop()
    name = await outbox.want("one")
    outbox.change(name, wanted="no JSON", wanted_version=9, sent_version=0, due=0.0)
    call, fenced = Call(NotImplemented, NotImplemented), Event()
    async with _sending(Sender(outbox.store, call, name="me"), fenced):
        await outbox.until(fenced.is_set)
    assert "JSONDecodeError" in caplog.text
