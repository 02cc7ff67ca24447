"""Rotating the key ring: every sealed value moves, and opens nowhere but at its own place."""

import pytest
from sqlalchemy import LargeBinary, select

from bot.store import audit, resealing
from bot.store.keys import KeyRing, SealError, fresh_key
from bot.store.resealing import COLUMNS
from bot.store.schema import metadata
from tests.bot.audit.test_forget import _some
from tests.bot.test_terminal import sixsense

OLD, NEW = fresh_key(), fresh_key()
T1, T2 = "-/T1/workspace", "-/T2/workspace"
#: Sealed with the tenant's own key, which is sealed with the ring.
OWN_KEY = {"audit.sealed"}


def fill(conn, ring, tenant):
    """A row of the tenant in every table with a sealed column; every value says where it is."""
    for table in {column.at for column in COLUMNS}:
        row = {c.name: _some(c, tenant) for c in table.columns if c.name != "back"}
        row |= {"tenant": tenant}
        conn.execute(table.insert().values(**row))
        for column in (column for column in COLUMNS if column.at is table):
            whole = conn.execute(select(table).where(table.c.tenant == tenant)).one()
            sealed = ring.seal(f"{column.title} of {tenant}", column.place(whole))
            mine = table.c.tenant == tenant
            conn.execute(table.update().where(mine).values({column.name: sealed}))


def opened(conn, ring, tenant):
    found = {}
    for column in COLUMNS:
        row = conn.execute(select(column.at).where(column.at.c.tenant == tenant)).one()
        found[column.title] = ring.open(getattr(row, column.name), column.place(row))
    return found


def test_every_sealed_column_is_named():
    binary = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert {column.title for column in COLUMNS} == binary - OWN_KEY


def test_after_a_rotation_the_old_key_can_be_dropped(store):
    old, both, new = KeyRing(OLD), KeyRing(f"{NEW},{OLD}"), KeyRing(NEW)
    store.write(lambda conn: fill(conn, old, T1))
    before = store.write(lambda conn: resealing.behind(conn, both))
    assert set(before.moved) == {column.title for column in COLUMNS}
    assert not before.lost
    assert store.write(lambda conn: resealing.reseal(conn, both)).moved == before.moved
    assert not store.write(lambda conn: resealing.behind(conn, new)).moved
    found = store.write(lambda conn: opened(conn, new, T1))
    assert all(said == f"{name} of {T1}" for name, said in found.items())
    again = store.write(lambda conn: resealing.reseal(conn, both))
    assert not again.moved


def test_what_no_key_opens_is_counted_and_left_and_the_rest_moves(store):
    store.write(lambda conn: fill(conn, KeyRing(fresh_key()), T1))
    both = KeyRing(f"{NEW},{OLD}")
    assert store.write(lambda conn: resealing.behind(conn, both)).lost.total() == len(COLUMNS)
    assert store.write(lambda conn: resealing.reseal(conn, both)).lost.total() == len(COLUMNS)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.title)
def test_a_row_copied_to_another_tenant_or_column_does_not_open_there(store, column):
    ring = KeyRing(OLD)
    store.write(lambda conn: fill(conn, ring, T1))
    store.write(lambda conn: fill(conn, ring, T2))

    def row(tenant):
        query = select(column.at).where(column.at.c.tenant == tenant)
        return store.write(lambda conn: conn.execute(query).one())

    theirs, mine = row(T2), column.place(row(T1))
    for place in (mine, mine._replace(column="other"), column.place(theirs)._replace(table="x")):
        with pytest.raises(SealError):
            ring.open(getattr(theirs, column.name), place)


def test_the_record_is_read_after_a_rotation(store):
    old, both, new = KeyRing(OLD), KeyRing(f"{NEW},{OLD}"), KeyRing(NEW)
    store.write(lambda conn: audit.note(conn, old, T1, "U1", "check", "acme"))
    store.write(lambda conn: resealing.reseal(conn, both))
    store.write(lambda conn: audit.note(conn, new, T1, "U1", "checked", "acme"))
    found = store.write(lambda conn: list(audit.entries(conn, new, T1)))
    assert [entry.action for entry in found] == ["check", "checked"]


def test_the_terminal_rotates_and_says_when_the_old_key_may_go(tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"

    def run(*words, keys):
        return sixsense(*words, cwd=tmp_path, DATABASE_URL=url, SECRET_KEYS=keys)

    run("access", "give", "owner", "U0SAM0001", "--team", "T1", keys=OLD)
    behind = run("doctor", keys=f"{NEW},{OLD}")
    assert "key rotate" in behind.stdout
    done = run("key", "rotate", keys=f"{NEW},{OLD}")
    assert (done.returncode, "audit_heads.sealed: 1 moved" in done.stdout) == (0, True)
    assert "can be taken out" in done.stdout
    assert run("audit", "verify", keys=NEW).returncode == 0
    lost = run("key", "rotate", keys=fresh_key())
    assert (lost.returncode, "do not open" in lost.stdout) == (1, True)
