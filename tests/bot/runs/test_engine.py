"""The engine's settings, each found by trying, each held here."""

import json
import logging
import threading
import time

import pytest
from dbos import DBOS
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.runs import outage
from bot.runs.engine import VERSION, Engine
from tests.patience import PATIENT


def rows(store, query):
    schema = "dbos." if store.is_postgres else ""
    return store.write(lambda conn: conn.execute(text(query.format(schema))).fetchall())


def statuses(store):
    return [row[0] for row in rows(store, "SELECT status FROM {}workflow_status")]


def start(store, engine, lane="lane", run="r-1", name="flow"):
    store.write(lambda conn: engine.start(conn, name, run, lane, run))


def wait_for(condition, seconds=8):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_work_begun_by_an_older_program_is_ended_by_a_newer_one(store):
    """Its source has changed since: by default the engine would leave it lying for ever."""
    before, reached = Engine(store, "before"), threading.Event()

    def old(run):
        before.step("one", lambda: run)
        reached.set()
        time.sleep(0.5)
        before.step("two", lambda: "old")

    before.register("flow", old)
    before.launch()
    start(store, before)
    assert reached.wait(5)
    before.stop(patience=0)
    assert statuses(store) == ["ENQUEUED"], "given back, not lost"
    time.sleep(0.6)

    after, said = Engine(store, "after"), []

    def new(run):
        # A release later: comments, another shape, the same steps.
        said.append(after.step("one", lambda: "never done again"))
        said.append(after.step("two", lambda: "new"))

    after.register("flow", new)
    after.launch()
    wait_for(lambda: statuses(store) == ["SUCCESS"])
    after.stop()
    assert said == ["r-1", "new"]
    assert rows(store, "SELECT application_version FROM {}workflow_status") == [(VERSION,)]


def _failing(times):
    """Work whose database is away so many times."""
    left = [OperationalError("select", {}, Exception("away"))] * times

    def work():
        if left:
            raise left.pop()
        return "done"

    return work


def test_a_database_that_was_away_is_no_result_of_a_step(store, monkeypatch):
    monkeypatch.setattr(outage, "_PAUSE", 0.01)
    engine, said, work = Engine(store, "me"), [], _failing(20)
    engine.register("flow", lambda run: said.append(engine.step(run, work)))
    engine.launch()
    start(store, engine)
    wait_for(lambda: statuses(store) == ["SUCCESS"])
    engine.stop()
    assert said == ["done"]


def test_who_ends_meanwhile_gives_its_work_back(store, monkeypatch):
    monkeypatch.setattr(outage, "_PAUSE", 0.01)
    engine, work, tried = Engine(store, "me"), _failing(1_000_000), threading.Event()

    def flow(run):
        tried.set()
        engine.step(run, work)

    engine.register("flow", flow)
    engine.launch()
    start(store, engine)
    assert tried.wait(PATIENT)
    assert engine.stop() == ["r-1"]
    assert statuses(store) == ["ENQUEUED"], "for the next one, not failed"


def test_what_the_database_refuses_is_not_tried_for_ever(store):
    engine = Engine(store, "me")
    wrong = text("INSERT INTO seen (delivery) VALUES (NULL)")
    engine.register(
        "flow", lambda run: engine.step(run, lambda: store.write(lambda c: c.execute(wrong)))
    )
    engine.launch()
    start(store, engine)
    wait_for(lambda: statuses(store) == ["ERROR"])
    engine.stop()


def test_what_is_stored_is_json(store):
    engine = Engine(store, "me")
    engine.register("flow", lambda run: engine.step("learn", lambda: f"{run}: heard"))
    engine.launch()
    start(store, engine)
    wait_for(lambda: statuses(store) == ["SUCCESS"])
    engine.stop()
    stored = rows(store, "SELECT inputs FROM {}workflow_input")
    stored += rows(store, "SELECT output FROM {}operation_outputs")
    assert "r-1: heard" in [json.loads(value) for (value,) in stored]
    assert all("gAS" not in value for (value,) in stored), "no pickle"


def test_a_start_is_rolled_back_with_the_callers_transaction(store):
    engine = Engine(store, "me")
    engine.register("flow", lambda run: None)  # noqa: ARG005 -- its name is the engine's
    engine.launch()

    def fails(conn):
        engine.start(conn, "flow", "r-1", "lane", "r-1")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(fails)
    assert statuses(store) == []
    engine.stop()


def test_one_at_a_time_in_a_lane_in_order_and_lanes_side_by_side(store):
    engine, begun, ended = Engine(store, "me"), [], []

    def flow(run):
        begun.append(run)
        time.sleep(0.3)
        ended.append(run)

    engine.register("flow", flow)
    engine.launch()
    for number in range(3):
        for lane in "ab":
            start(store, engine, lane, f"{lane}{number}")
    wait_for(lambda: len(ended) == 6)
    engine.stop()
    assert [run for run in begun if run[0] == "a"] == ["a0", "a1", "a2"], "first come first served"
    assert {*begun[:2]} == {"a0", "b0"}, "a lane does not wait for another"
    assert {*ended[:2]} == {"a0", "b0"}, "and has one at work"


def test_it_is_quick_to_begin_and_quick_to_end(store):
    """Its own patience looks once a second, and so does its watch for new queues."""
    engine, ran = Engine(store, "me"), threading.Event()
    engine.register("flow", lambda run: ran.set())  # noqa: ARG005 -- its name is the engine's
    engine.launch()
    began = time.monotonic()
    start(store, engine)
    assert ran.wait(PATIENT)
    if not store.is_postgres:
        assert time.monotonic() - began < 10
    began = time.monotonic()
    engine.stop()
    assert time.monotonic() - began < 10


def test_leaving_it_begins_nothing_more_and_gives_back_what_does_not_end(store):
    engine, began = Engine(store, "me"), threading.Event()

    def flow(run):
        began.set()
        time.sleep(1.0)
        engine.step("never", lambda: run)

    engine.register("flow", flow)
    engine.launch()
    start(store, engine, run="r-1")
    start(store, engine, run="r-2")
    assert began.wait(5)
    assert engine.stop(patience=0.1) == ["r-1"]
    assert statuses(store) == ["ENQUEUED", "ENQUEUED"]
    time.sleep(1.2)
    assert statuses(store) == ["ENQUEUED", "ENQUEUED"], "a straggler writes nothing down"


def test_the_engines_noise_is_filtered(store):
    engine = Engine(store, "me")
    assert logging.getLogger("dbos").level == logging.WARNING
    engine.launch()
    engine.stop()


def test_a_process_that_does_no_work_only_starts_runs(store):
    worker = Engine(store, "worker")
    worker.launch()
    worker.stop()
    door = Engine(store, "door")
    door.launch(work=False)
    start(store, door)
    time.sleep(0.3)
    assert statuses(store) == ["ENQUEUED"]
    door.stop()
    DBOS.destroy()
