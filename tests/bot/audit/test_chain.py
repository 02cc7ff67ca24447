"""The record is a chain: nothing in it can be changed, removed or moved unseen."""

import threading
from itertools import pairwise

import pytest
from sqlalchemy import delete, select, update

from bot.store import audit
from bot.store.keys import KeyRing, SealError, fresh_key
from bot.store.office_tables import audit as rows

RING = KeyRing(fresh_key())
T1, T2 = "-/T1/workspace", "-/T2/workspace"


def noted(store, tenant=T1, count=5):
    for number in range(count):
        store.write(
            lambda conn, n=number: audit.note(
                conn, RING, tenant, "U0SAM0001", "check", "acme-prod", f"run {n}"
            )
        )


def every(store, tenant=T1):
    return store.write(lambda conn: list(audit.entries(conn, RING, tenant)))


def test_each_entry_follows_the_one_before(store):
    noted(store)
    found = every(store)
    assert [entry.seq for entry in found] == [1, 2, 3, 4, 5]
    assert found[0].prev == audit.GENESIS
    assert [entry.prev for entry in found[1:]] == [entry.hash for entry in found[:-1]]
    assert all(entry.hash == entry.digest() for entry in found)
    assert {entry.actor for entry in found} == {"U0SAM0001"}
    assert every(store, T2) == []


def test_who_did_what_stands_nowhere_in_the_clear(store):
    noted(store)
    stored = store.write(lambda conn: conn.execute(select(rows)).all())
    assert not any(b"U0SAM0001" in row.sealed or b"acme" in row.sealed for row in stored)


def test_a_transaction_that_fails_records_nothing(store):
    def broken(conn):
        audit.note(conn, RING, T1, "U0SAM0001", "check")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(broken)
    assert every(store) == []


def test_an_entry_of_another_tenant_or_place_does_not_open_here(store):
    noted(store, T1, 2)
    noted(store, T2, 2)
    theirs = store.write(lambda conn: conn.scalar(select(rows.c.sealed).where(rows.c.tenant == T2)))
    one = (rows.c.tenant == T1) & (rows.c.seq == 1)
    store.write(lambda conn: conn.execute(update(rows).where(one).values(sealed=theirs)))
    with pytest.raises(SealError):
        every(store)


def test_many_at_once_make_one_chain(store):
    many = [threading.Thread(target=noted, args=(store, T1, 10)) for _ in range(4)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    found = every(store)
    assert [entry.seq for entry in found] == list(range(1, 41))
    assert all(b.prev == a.hash for a, b in pairwise(found))


def test_the_newest_come_first_and_of_one_org_only_those(store):
    noted(store)
    store.write(lambda conn: audit.note(conn, RING, T1, "U0OLGA001", "check", "globex"))
    mine = store.write(lambda conn: audit.newest(conn, RING, T1, "acme-prod", 2))
    assert [entry.result for entry in mine] == ["run 4", "run 3"]
    assert store.write(lambda conn: audit.newest(conn, RING, T1, "", 1))[0].org == "globex"


def test_without_its_head_a_chain_cannot_be_read(store):
    noted(store)
    store.write(lambda conn: conn.execute(delete(audit.audit_heads)))
    assert every(store) == []
