"""The end of a workspace: nothing of it stays but a receipt."""

import time

from sqlalchemy import func, inspect, select, text

from bot.errands import forget, sweeping
from bot.runs import traces
from bot.store import audit, retention, roles, tenants, tombstones
from bot.store.installation_tables import installations
from bot.store.keys import KeyRing, fresh_key
from bot.store.office_tables import roles as role_rows
from bot.store.schema import metadata
from bot.store.tables import buttons, messages, runs, seen
from intents.asker import Tenant
from tests.bot.access.test_roles import WORLD, said
from tests.bot.audit.test_canary import files
from tests.bot.test_story import checked
from tests.patience import until

OTHER = "-/T0OTHER/workspace"
RING = KeyRing(fresh_key())


def rows_of(conn, tenant):
    """How many rows of a tenant each table holds."""
    counted = {
        table.name: conn.scalar(
            select(func.count()).select_from(table).where(table.c.tenant == tenant)
        )
        for table in tenants.tables()
    }
    return {name: count for name, count in counted.items() if count}


def fill(conn, tenant):
    """One row of the tenant in every table there is."""
    for table in tenants.tables():
        row = {
            column.name: _some(column, tenant)
            for column in table.columns
            if not column.nullable or column.name == "tenant"
        }
        conn.execute(table.insert().values(**row))


def _some(column, tenant):
    if column.name == "tenant":
        return tenant
    plain = {int: 1, float: 1.0, bytes: b"x"}.get(column.type.python_type)
    return plain or f"{tenant[2:8]}-{column.name}"[: column.type.length or 60]


def test_every_table_is_either_of_tenants_or_says_why_not():
    alone = {table.name for table in metadata.sorted_tables if "tenant" not in table.c}
    assert alone == retention.OF_NOBODY.keys()
    assert set(metadata.tables) >= retention.STAYS.keys()


def test_of_every_table_that_there_is_the_tenants_rows_go_and_no_others(store):
    here = Tenant("T0GONE001").key

    def work(conn):
        fill(conn, OTHER)
        before = rows_of(conn, OTHER)
        fill(conn, here)
        for table in (audit.audit_heads, audit.audit):
            conn.execute(table.delete().where(table.c.tenant == here))
        audit.note(conn, RING, here, "U1", "check", "acme")
        stone = retention.erase(conn, RING, here, "test", time.time())
        again = retention.erase(conn, RING, here, "test", time.time())
        return before, rows_of(conn, OTHER), rows_of(conn, here), stone, again

    before, after, left, stone, again = store.write(work)
    assert before == after
    assert set(before) == {table.name for table in tenants.tables()}
    assert left.keys() == {"tombstones"}
    assert (stone.entries, again) == (1, None)
    assert set(stone.deleted) >= {"runs", "orgs", "roles", "audit", "audit_heads"}


async def test_forget_everything_asks_first_then_leaves_nothing_but_the_receipt(town):
    async with town("eca-disabled", world=WORLD) as t:
        store, ring, here = t.served.process.runs.store, t.served.process.ring, Tenant(t.ws.team_id)
        await checked(t)
        store.write(lambda c: roles.give(c, here.key, roles.Given("U0SAM0001", "owner", "x"), 1.0))
        question = await said(t, "forget everything", "sam")
        assert "Forget everything" in question
        assert store.write(lambda c: rows_of(c, here.key))["runs"] == 1
        ended = store.write(lambda c: audit.head(c, ring, here.key))
        asked = t.ws.ephemerals("sam")[-1]
        await t.ws.click(asked, "Forget everything", user="sam", confirm=True)
        await until(lambda: store.write(lambda c: tombstones.every(c, ring, here.key)))
        left = store.write(lambda c: rows_of(c, here.key))
        assert left == {"tombstones": 1}
        stone, genuine = store.write(lambda c: tombstones.every(c, ring, here.key))[0]
        assert genuine
        assert stone.entries == ended.seq + 1, "and that it was forgotten"
        assert "owner" in stone.why
        revoked = [r for r in t.org.requests if "/services/oauth2/revoke" in r["path"]]
        assert len(revoked) == 1
        assert [c.method for c in t.ws.calls if "deleting everything" in str(c.args)]
        await until(lambda: not store.write(lambda c: traced(c, here.key)))
        await until(lambda: not on_disk(t, b"acme-prod", b"C0SUPPORT"))


def on_disk(town, *words):
    """Which of these stand in the database's files, of rows that were deleted, too."""
    raw = b"".join(files(town.settings.database_url).values())
    return [word for word in words if word in raw]


async def test_what_work_under_way_writes_meanwhile_goes_too(town):
    """Slack is slow to answer the doctor, whose answer and entry come after the deletion."""
    async with town("eca-disabled", world=WORLD) as t:
        store, ring, here = t.served.process.runs.store, t.served.process.ring, Tenant(t.ws.team_id)
        await said(t, "access", "wanda")
        t.ws.fail("auth.test", "internal_error", times=3, delay=0.7)
        await t.ws.command("/6sense doctor", user="sam", channel="support")
        await until(lambda: [c for c in t.ws.calls if c.method == "auth.test"])
        store.write(lambda c: forget.begin(t.served.process.office, c, here.key, "test"))
        await until(lambda: store.write(lambda c: tombstones.every(c, ring, here.key)))
        await until(lambda: not store.write(under_way), 20)
        assert store.write(lambda c: rows_of(c, here.key)) == {"tombstones": 1}
        stone, genuine = store.write(lambda c: tombstones.every(c, ring, here.key))[0]
        assert genuine
        assert stone.entries == 0
        assert stone.deleted["audit"] == 1, "what came later is counted, too"
        swept(t.served.process.office)
        assert store.write(lambda c: inputs_with(c, here.team)) == []


def inputs_with(conn, words):
    """Work of which the engine still knows something that names this."""
    status = traces._table("workflow_status", conn.dialect.name)
    rows = conn.execute(select(status.c.name, status.c.inputs, status.c.queue_partition_key))
    return [row.name for row in rows if words in str(row)]


def test_of_what_was_installed_again_since_nothing_goes(store):
    here, since = Tenant("T0GONE001").key, 50.0

    def work(conn):
        fill(conn, here)  # every date is 1.0
        roles.give(conn, here, roles.Given("U0NEW0001", "owner", "U0NEW0001"), 60.0)
        conn.execute(installations.update().values(installed=60.0))
        stone = retention.erase(conn, RING, here, "test", since)
        kept = conn.scalars(select(role_rows.c.who)).all()
        return stone.deleted, rows_of(conn, here), kept

    gone, left, kept = store.write(work)
    assert {"runs", "messages", "walks", "cases", "roles"} <= gone.keys()
    assert {"installations", "orgs", "audit", "audit_heads"} <= left.keys()
    assert kept == ["U0NEW0001"]


async def test_the_engines_own_evidence_goes_after_a_day_all_of_it(town, monkeypatch):
    async with town("eca-disabled") as t:
        monkeypatch.setattr(traces, "_MOST", 2)
        office = t.served.process.office
        for track in ("", " as eca", " as legacy"):
            await checked(t, f"/6sense check acme-prod{track}")
            await until(lambda: not office.runs.store.write(under_way))
        evidence = text("SELECT count(*) FROM operation_outputs WHERE output LIKE '%External%'")
        assert office.runs.store.write(lambda c: c.scalar(evidence))
        swept(office)
        assert office.runs.store.write(lambda c: c.scalar(evidence)), "a day is not over"
        older = text("UPDATE workflow_status SET updated_at = updated_at - 86400000")
        office.runs.store.write(lambda c: c.execute(older))
        assert swept(office) > 1
        assert office.runs.store.write(lambda c: c.scalar(evidence)) == 0


def traced(conn, tenant):
    """Work of the tenant that the engine still knows, but for the forgetting itself."""
    status = traces._table("workflow_status", conn.dialect.name)
    names = select(status.c.name).where(status.c.queue_partition_key.contains(tenant))
    return [name for name in conn.scalars(names) if name != "forget"]


async def test_the_tables_of_the_engine_are_those_that_are_named(town):
    async with town() as t:
        with t.served.process.runs.store.engine.connect() as conn:
            there = set(inspect(conn).get_table_names())
        assert set(traces._PARTS) <= there


async def test_a_record_whose_key_is_gone_does_not_hold_up_the_deletion(town):
    async with town() as t:
        office, here = t.served.process.office, Tenant(t.ws.team_id).key
        strange = KeyRing(fresh_key())
        erased = office.runs.store.write(
            lambda c: (
                audit.note(c, strange, here, "U1", "check"),
                retention.erase(c, office.ring, here, "test", time.time()),
            )[1]
        )
        assert erased.entries == 0
        assert erased.deleted["audit"] == 1


async def test_what_is_forgotten_twice_leaves_one_receipt(town):
    async with town() as t:
        office, here = t.served.process.office, Tenant(t.ws.team_id).key
        for _ in range(2):
            office.runs.store.write(lambda c: forget.begin(office, c, here, "twice"))
        ring = office.ring
        await until(lambda: office.runs.store.write(lambda c: tombstones.every(c, ring, here)))
        await until(lambda: not office.runs.store.write(under_way))
        assert len(office.runs.store.write(lambda c: tombstones.every(c, ring, here))) == 1


def swept(office):
    """One whole look for what is too old; how many transactions it took."""
    return len(list(sweeping.sweep(office)))


def under_way(conn):
    status = traces._table("workflow_status", conn.dialect.name)
    return conn.scalars(select(status.c.name).where(status.c.status.in_(traces._UNDER_WAY))).all()


async def test_another_ring_or_a_changed_word_makes_a_receipt_false(town):
    async with town() as t:
        office, here = t.served.process.office, Tenant(t.ws.team_id).key

        def work(conn):
            retention.erase(conn, office.ring, here, "because", time.time())
            stones = tombstones.tombstones
            mine = tombstones.every(conn, office.ring, here)[0][1]
            strange = tombstones.every(conn, KeyRing(fresh_key()), here)[0][1]
            text = conn.scalar(select(stones.c.receipt))
            conn.execute(stones.update().values(receipt=text.replace("because", "for fun")))
            return mine, strange, tombstones.every(conn, office.ring, here)[0][1]

        assert office.runs.store.write(work) == (True, False, False)


async def test_what_is_too_old_goes_and_the_record_stays(town):
    async with town("eca-disabled") as t:
        office, here = t.served.process.office, Tenant(t.ws.team_id).key
        await checked(t)
        office.runs.store.write(lambda c: c.execute(runs.update().values(created=1.0)))
        kept = office.runs.store.write(lambda c: audit.head(c, office.ring, here))
        swept(office)

        def left(conn):
            return [conn.scalar(select(func.count()).select_from(x)) for x in (runs, messages)]

        assert office.runs.store.write(left) == [0, 0]
        assert not office.runs.store.write(
            lambda c: c.scalars(select(buttons.c.id).where(buttons.c.run != "")).all()
        )
        assert office.runs.store.write(lambda c: audit.head(c, office.ring, here)) == kept
        assert office.runs.store.write(lambda c: c.scalar(select(func.count()).select_from(seen)))


async def test_each_workspace_may_have_days_of_its_own(town):
    async with town("eca-disabled") as t:
        office, here = t.served.process.office, Tenant(t.ws.team_id).key
        await checked(t)
        store, old = office.runs.store, time.time() - 40 * 86_400
        store.write(lambda c: c.execute(runs.update().values(created=old)))
        swept(office)
        assert store.write(lambda c: rows_of(c, here))["runs"] == 1, (
            "90 days, where nothing is said"
        )
        store.write(lambda c: retention.keep_for(c, office.ring, OTHER, 30))
        swept(office)
        assert store.write(lambda c: rows_of(c, here))["runs"] == 1, "another's days"
        store.write(lambda c: retention.keep_for(c, office.ring, here, 30))
        swept(office)
        assert "runs" not in store.write(lambda c: rows_of(c, here))
        store.write(lambda c: retention.keep_for(c, office.ring, here, 0))
        assert store.write(lambda c: retention.days(c, here, 90)) == 90
