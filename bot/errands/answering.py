"""A late answer to the one alone who asked, from work that goes on after the door has answered."""

import base64
import json
import time

from sqlalchemy import Connection

from bot.outbox.wanted import Spot
from bot.runs import present
from bot.runs.ask import Ask
from bot.runs.rows import asker_json, read_asker
from intents.asker import Asker
from intents.reply import Reply


def packed(ask: Ask) -> str:
    """Who asked, and the way back to them, as one argument of a workflow."""
    back = base64.b64encode(ask.back() or b"").decode()
    return json.dumps([asker_json(ask.asker), back, ask.delivery])


def asker(asked: str) -> Asker:
    """Who asked."""
    return read_asker(json.loads(asked)[0])


def answer(conn: Connection, asked: str, run: str, reply: Reply) -> None:
    """Want the answer where it was asked, for them alone; once for each request."""
    _, back, delivery = json.loads(asked)
    sealed = base64.b64decode(back) or None
    whisper(conn, asker(asked), run, f"private:late:{delivery}", reply, sealed)


def whisper(
    conn: Connection, who: Asker, run: str, key: str, reply: Reply, back: bytes | None
) -> None:
    """Want a reply where it was asked for, shown to the asker alone; `key` says which it is."""
    at, reader = who.place, "" if who.place.alone else who.person.user
    spot = Spot(who.tenant.key, run, key[:160], at.channel, at.thread, reader=reader, back=back)
    present.whisper(conn, spot, reply, time.time())
