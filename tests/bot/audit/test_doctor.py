"""The doctor: what is wrong with the bot itself is red, and says what to do."""

import asyncio
import json
import time

import pytest
from sqlalchemy import insert, update

from bot.errands import configuration, examining
from bot.installations import Installations
from bot.installations.scopes import SCOPES
from bot.settings import Settings
from bot.store import audit, installations
from bot.store import renewals as renewing
from bot.store.connecting_tables import renewals
from bot.store.database import Store
from bot.store.keys import KeyRing, fresh_key
from bot.store.migrate import migrate
from bot.store.tables import messages, orgs, runs
from intents.asker import Tenant
from tests.bot.installing.conftest import place as place  # noqa: PLC0414 -- a fixture, shared
from tests.bot.test_story import checked
from tests.bot.test_terminal import sixsense
from tests.patience import until

T1 = "-/T1/workspace"
RING = KeyRing(fresh_key())


@pytest.fixture
def store(store_url):
    opened = Store(store_url)
    migrate(opened)
    yield opened
    opened.close()


def settings(store):
    keys = {"secret_keys": fresh_key(), "database_url": store.url.replace("+psycopg", "")}
    return Settings.model_validate(keys)


def marks(store, tenant=""):
    lines = examining.stored(settings(store), store, RING, tenant)
    return {line.text: (line.mark, line.detail) for line in lines}


def seen(store, words, tenant=""):
    return next(value for text, value in marks(store, tenant).items() if words in text)


def message(age, **change):
    row = {"id": f"m-{age}", "tenant": T1, "run": "r", "key": f"k{age}", "channel": "C1",
           "wanted": "{}", "created": time.time() - age}  # fmt: skip
    return insert(messages).values(row | change)


def test_an_empty_store_is_well(store):
    assert {mark for mark, _ in marks(store).values()} <= {"ok", "warn"}
    assert seen(store, "Processes at work: 0")[0] == "warn"


def test_messages_that_wait_turn_yellow_then_red(store):
    for age, mark in ((5, "ok"), (120, "warn"), (3600, "fail")):
        store.write(lambda conn, a=age: conn.execute(message(a)))
        assert seen(store, "on their way")[0] == mark
    assert "sixsense work" in seen(store, "on their way")[1]
    assert seen(store, "on their way", "-/T2/workspace")[0] == "ok", "another tenant's wait"
    store.write(lambda conn: conn.execute(update(messages).values(mode="lost")))
    assert seen(store, "nobody can be shown")[0] == "warn"


def test_a_check_nobody_takes_is_red(store):
    row = {"receipt": "r-1", "tenant": T1, "org": "acme", "intent": "{}", "asker": "{}",
           "state": "queued", "created": time.time() - 300, "deadline": 0.0}  # fmt: skip
    store.write(lambda conn: conn.execute(insert(runs).values(row)))
    mark, then = seen(store, "wait for their turn: 1")
    assert (mark, "worker" in then) == ("fail", True)


@pytest.mark.parametrize(("days", "mark"), [(1, "ok"), (25, "warn"), (31, "fail")])
def test_the_idle_days_of_a_connection_are_counted_down(store, days, mark):
    row = {"id": "o1", "tenant": T1, "alias": "acme", "instance_url": "", "login_url": "",
           "people": "{}", "sealed": b"x"}  # fmt: skip
    renewed = {"connection": "o1", "tenant": T1, "renewed": time.time() - days * 86_400}
    store.write(lambda conn: conn.execute(insert(orgs).values(row)))
    store.write(lambda conn: conn.execute(insert(renewals).values(renewed)))
    found, then = seen(store, "acme (")
    assert found == mark
    assert mark == "ok" or "/6sense connect acme" in then


def test_an_org_that_refused_us_is_red_with_who_and_how(store):
    row = {"id": "o1", "tenant": T1, "alias": "acme", "instance_url": "", "login_url": "",
           "people": "{}", "sealed": b"x"}  # fmt: skip
    store.write(lambda conn: conn.execute(insert(orgs).values(row)))
    store.write(lambda conn: renewing.mark(conn, T1, "o1"))
    assert seen(store, "acme")[0] == "ok"
    store.write(lambda conn: renewing.failed(conn, "o1"))
    mark, detail = seen(store, "acme: my access has ended", T1)
    assert mark == "fail"
    assert "An approver connects it again: /6sense connect acme again." in detail
    store.write(lambda conn: renewing.mark(conn, T1, "o1"))
    assert seen(store, "acme")[0] == "ok"


def test_a_schema_that_is_behind_is_red(store):
    store.write(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num='0001'"))
    mark, then = seen(store, "schema 0001")
    assert (mark, "sixsense migrate" in then) == ("fail", True)


def test_values_under_an_older_key_and_lost_ones_are_told(store):
    store.write(lambda conn: audit.note(conn, RING, T1, "U1", "check"))
    other = KeyRing(fresh_key())
    lines = examining.stored(settings(store), store, other)
    assert [line.mark for line in lines if "no key opens 1" in line.text] == ["fail"]


def test_what_to_set_in_the_salesforce_app_is_said_to_the_letter():
    told = Settings(public_url="https://bot.example.com/sixsense/")
    said = [line.text for line in configuration.configured(told)]
    callback = "https://bot.example.com/sixsense/salesforce/callback"
    assert f"The app in Salesforce: callback {callback}, scopes api refresh_token" in said
    assert not [line for line in configuration.configured(Settings()) if "callback" in line.text]


def test_every_red_line_says_what_to_do(store):
    lines = configuration.configured(Settings()) + examining.stored(settings(store), store, RING)
    assert [line.text for line in lines if line.mark in ("fail", "warn") and not line.detail] == []


WRONG = [  # settings → what is told, and what to do
    ({}, "I cannot speak anywhere", "SLACK_BOT_TOKEN"),
    ({}, "I cannot tell who asks", "SLACK_SIGNING_SECRET"),
    ({}, "nobody can connect an org from Slack", "SALESFORCE_CLIENT_ID"),
    ({"practice": True}, "Practice is on", "not for production"),
    ({"slack_client_id": "1.2"}, "I cannot speak anywhere", "SLACK_CLIENT_SECRET"),
    ({"slack_client_id": "1.2", "slack_bot_token": "x"}, "I cannot speak", "one of them"),
    ({"salesforce_jwt_key_file": "/no/such"}, "I cannot sign in without a browser", "RSA"),
    ({"orgs_file": "/no/such"}, "ORGS_FILE names a file I cannot read", "Is it there"),
    ({"salesforce_ca_file": "/no/such"}, "SALESFORCE_CA_FILE names", "Is it there"),
    ({"public_url": "http://bot.example.com"}, "PUBLIC_URL is not https", "TLS"),
]


@pytest.mark.parametrize(("change", "text", "then"), WRONG, ids=lambda case: str(case)[:40])
def test_what_the_environment_lacks_is_said_as_it_is(change, text, then):
    lines = configuration.configured(Settings.model_validate(change))
    wrong = [line for line in lines if text in line.text]
    assert [(line.mark in ("fail", "warn"), then in line.detail) for line in wrong] == [
        (True, True)
    ]


def test_a_database_that_does_not_answer_is_a_red_line_not_a_trace(tmp_path):
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Sir or Madam, this is no database.")
    for url in ("postgresql://me:hunter2@127.0.0.1:1/x", f"sqlite:////proc/{tmp_path.name}/x.db",
                f"sqlite:///{letter}"):  # fmt: skip
        said = sixsense("doctor", cwd=tmp_path, DATABASE_URL=url, SECRET_KEYS=fresh_key())
        assert (said.returncode, "Is DATABASE_URL right" in said.stdout) == (1, True)
        assert not [word for word in ("Traceback", "hunter2") if word in said.stdout + said.stderr]
    other = sixsense("migrate", cwd=tmp_path, DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/x",
                     SECRET_KEYS=fresh_key())  # fmt: skip
    assert (other.returncode, "sixsense doctor" in other.stderr) == (64, True)
    assert "hunter2" not in other.stderr


async def test_a_workspace_whose_key_was_dropped_is_told_so(place):
    async with place() as p:
        await p.install("wanda")
        slack = Installations(p.settings, p.served.process.runs.store, KeyRing(fresh_key()))
        lines = await asyncio.to_thread(examining.speaking, slack, "-/T0ACME001/workspace")
        slack.close()
        assert [line.mark for line in lines] == ["fail"]
        assert "no longer holds; put that key back" in lines[0].text


async def test_a_workspace_whose_key_was_dropped_can_install_the_bot_again(place):
    async with place() as p:
        await p.install("wanda")
        tenant, store = "-/T0ACME001/workspace", p.served.process.runs.store
        gone = KeyRing(fresh_key()).seal("{}", installations.place(tenant))
        store.write(lambda conn: installations.change(conn, tenant, sealed=gone))
        p.served.process.installations.changed(tenant)
        told = await p.ws.command("/6sense help", user="sam", channel="support")
        assert "installs me again" in told.body
        await p.install("wanda")
        told = await p.ws.command("/6sense help", user="sam", channel="support")
        assert "check" in told.body


async def test_the_doctor_in_slack_looks_at_scopes_and_clock_and_tells_the_asker_alone(town):
    async with town() as t:
        await checked(t)
        assert "at myself" in (await t.ws.command("/6sense doctor", user="sam")).body
        told = await until(lambda: [m for m in t.ws.ephemerals("sam") if "scope" in m.text])
        shown = told[0].text
        missing = set(SCOPES) - set(t.ws.world.app.scopes)
        assert all(scope in str(told[0].blocks) for scope in missing)
        assert "clock, by Slack's is right" in shown
        assert "Processes at work: 1" in shown
        assert "acme-prod: connected" in shown
        assert not t.ws.ephemerals("olga")
        process, tenant = t.served.process, Tenant(t.ws.team_id).key
        kept = process.runs.store.write(
            lambda conn: audit.newest(conn, process.ring, tenant, "", 1)
        )
        assert kept[0].action == "doctor"


@pytest.mark.parametrize(("skew", "mark"), [(0.4, "ok"), (-12, "warn"), (200, "fail")])
def test_a_clock_that_is_off_is_seen(skew, mark):
    line = examining._clock("This machine's clock", skew)
    assert (line.mark, "NTP" in line.detail) == (mark, mark != "ok")


async def test_slack_that_does_not_take_our_token_is_red(town):
    async with town() as t:
        t.ws.fail("auth.test", "invalid_auth", times=3)
        slack, tenant = t.served.process.installations, Tenant(t.ws.team_id).key
        lines = await asyncio.to_thread(examining.speaking, slack, tenant)
        assert (lines[0].mark, "invalid_auth" in lines[0].text) == ("fail", True)


def test_the_terminal_exits_by_the_worst_line(tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    bad = sixsense("doctor", "--json", cwd=tmp_path, DATABASE_URL=url)
    found = json.loads(bad.stdout)
    assert (bad.returncode, found["title"]) == (1, "Doctor")
    assert "SLACK_BOT_TOKEN" in str(found["lines"])
    given = {"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "0123456789abcdef",
             "SLACK_CLIENT_SECRET": "x"}  # fmt: skip
    good = sixsense("doctor", cwd=tmp_path, DATABASE_URL=url, **given)
    assert good.returncode == 0, good.stdout
    assert "0123456789abcdef" not in good.stdout
