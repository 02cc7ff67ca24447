"""An answer is made while nobody waits for it; what moves meanwhile is not written over."""

import asyncio
import json
import time
from threading import Event

import pytest
from sqlalchemy import select

from bot.access import Standing
from bot.runs import present, rows
from bot.runs.engine import Engine
from bot.runs.keeper import Keeper
from bot.runs.rules import Rules
from bot.runs.runs import Runs
from bot.runs.work import Work
from bot.store import connections, tables
from bot.store.connections import OrgConnection
from bot.store.database import Store
from bot.store.keys import KeyRing, fresh_key
from bot.store.migrate import migrate
from intents.asked.office import Role
from intents.asker import Asker, Person, Place, Tenant
from intents.fact import Heard
from intents.intent import Cancel, CheckOrg

CHECK = CheckOrg(org="org", only=("oauth-enabled",))
TENANT = Tenant("T1")


def asker(channel):
    return Asker(TENANT, Person("U1", "T1"), Place(channel), "2026-11-22T10:00:00+00:00")


class Interrupted(Store):
    """A store in which something else is stored just after the next transaction."""

    then = None

    def write(self, work):
        result, then = super().write(work), self.then
        self.then = None
        if then:
            super().write(then)
        return result


class House:
    """Runs whose org says nothing, and then something happens."""

    def __init__(self, store):
        self.store, self.deeds, self.meanwhile = store, [], []
        self.engine = Engine(store, "me")
        self.runs = Runs(store, self.engine, self, "me", lambda: None, rules=self.rules())
        Work(self.runs)
        self.keeper = Keeper(self.runs, fenced=Event())

    def rules(self):
        def place(conn, run, spot, _asker):
            present.place(conn, run, spot, time.time())
            return True

        return Rules(
            standing=lambda *_: Standing(Role.OWNER),
            slow_down=lambda *_: None,
            place=place,
            record=lambda _conn, deed: self.deeds.append((deed.action, deed.result)),
        )

    def learn(self, *_args, **_kwargs):
        if self.meanwhile:
            self.store.then = self.meanwhile.pop()
        return Heard()

    async def ask(self, channel="C1"):
        return (await self.runs.start(asker(channel), CHECK, f"d:{channel}")).receipt

    def run(self, receipt):
        return self.store.write(lambda conn: rows.find(conn, TENANT.key, receipt))

    def wanted(self):
        anchors = select(tables.messages.c.channel, tables.messages.c.wanted).where(
            tables.messages.c.key == "anchor"
        )
        found = self.store.write(lambda conn: conn.execute(anchors).all())
        return {channel: json.loads(wanted)["text"] for channel, wanted in found}


@pytest.fixture
async def house(store_url):
    store = Interrupted(store_url)
    migrate(store)
    given = OrgConnection("id", TENANT.key, "org", "https://x", "", {})
    store.write(lambda conn: connections.put(conn, KeyRing(fresh_key()), given))
    house = House(store)
    house.keeper.start()
    await asyncio.to_thread(house.engine.launch)
    yield house
    await asyncio.to_thread(house.engine.stop, 5)
    house.keeper.stop()
    store.close()


async def test_who_joins_while_it_is_judged_gets_the_answer_too(house, until):
    house.meanwhile.append(
        lambda conn: house.runs.begin(conn, asker("C2"), CHECK, "d:C2", lambda: None)
    )
    receipt = await house.ask()
    await until(lambda: not house.run(receipt).open)
    said = house.wanted()
    assert said.keys() == {"C1", "C2"}
    assert said["C1"] == said["C2"]
    assert house.deeds == [("check", ""), ("checked", "unknown, done")]


async def test_what_is_cancelled_while_it_is_judged_stays_so(house, until):
    def cancel(conn):
        (receipt,) = conn.scalars(select(tables.runs.c.receipt))
        run = rows.find(conn, TENANT.key, receipt, lock=True)
        house.runs.settle(conn, run, Cancel(run=receipt), asker("C1"))

    house.meanwhile.append(cancel)
    receipt = await house.ask()
    await until(lambda: not house.run(receipt).open)
    await until(lambda: not house.engine.left("only") + house.engine.left("me"))
    assert house.run(receipt).state == "cancelled"
    assert house.run(receipt).report.ended == "cancelled"
