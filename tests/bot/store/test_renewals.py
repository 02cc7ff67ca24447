"""Idle tokens: claimed once by many processes, and not again for some hours."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import known_orgs, renewals, signins
from bot.store.connecting_tables import renewals as table
from bot.store.connections import OrgConnection, Secrets
from bot.store.keys import KeyRing, SealError, fresh_key
from bot.store.signins import Signin, Wrong

DAY = 86_400.0
HERE, THERE = "-/T1/workspace", "-/T2/workspace"


@pytest.fixture
def ring():
    return KeyRing(fresh_key())


def connection(alias, tenant=HERE):
    url = "https://acme.my.salesforce.com"
    known = Secrets(refresh_token="r", client_id="c")
    return OrgConnection(secrets.token_hex(16), tenant, alias, url, url, {}, known)


def older(store, days):
    change = table.update().values(renewed=table.c.renewed - days * DAY, tried=0.0)
    store.write(lambda conn: conn.execute(change))


def test_each_idle_token_is_claimed_once(store, ring):
    for number in range(6):
        given = connection(f"org-{number}")
        store.write(lambda conn, g=given: known_orgs.admit(conn, ring, g))
    assert store.write(renewals.claim_idle) is None
    older(store, 8)
    with ThreadPoolExecutor(8) as pool:
        claimed = [c for c in pool.map(lambda _: store.write(renewals.claim_idle), range(24)) if c]
    while more := store.write(renewals.claim_idle):
        claimed.append(more)
    assert sorted(c.alias for c in claimed) == [f"org-{number}" for number in range(6)]


def test_days_left_and_refusals_are_the_tenants_own(store, ring):
    mine, theirs = connection("a"), connection("a", THERE)
    for given in (mine, theirs):
        store.write(lambda conn, g=given: known_orgs.admit(conn, ring, g))
    older(store, 10)
    store.write(lambda conn: renewals.failed(conn, theirs.id))
    told = store.write(lambda conn: renewals.standing(conn, HERE))
    assert {key: (s.days_left, s.failures) for key, s in told.items()} == {mine.id: (20, 0)}
    store.write(lambda conn: renewals.mark(conn, THERE, theirs.id))
    told = store.write(lambda conn: renewals.standing(conn, THERE))
    assert (told[theirs.id].days_left, told[theirs.id].failures) == (30, 0)


def asked(tenant=HERE):
    return Signin("", tenant, "acme", "{}", "https://login.salesforce.com", "https://b/cb")


def test_a_state_comes_back_once_however_many_carry_it(store, ring):
    ticket = store.write(lambda conn: signins.ask(conn, asked()))
    sent = store.write(lambda conn: signins.send_off(conn, ring, ticket, "mine", "verifier"))
    _, state = sent
    take = lambda _: store.write(lambda conn: signins.take_back(conn, ring, state, "mine"))  # noqa: E731
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(take, range(8)))
    assert sum(not isinstance(one, Wrong) for one in came) == 1
    assert {one for one in came if isinstance(one, Wrong)} == {Wrong.USED}


def test_neither_ticket_nor_state_nor_verifier_is_kept_as_it_is(store, ring):
    ticket = store.write(lambda conn: signins.ask(conn, asked()))
    _, state = store.write(lambda conn: signins.send_off(conn, ring, ticket, "mine", "verifier-1"))
    rows = store.write(lambda conn: conn.execute(signins.signins.select()).all())
    stored = str([tuple(row) for row in rows])
    assert not any(secret in stored for secret in (ticket, state, "verifier-1", "'mine'"))


def test_a_verifier_copied_to_another_tenant_does_not_open(store, ring):
    ticket = store.write(lambda conn: signins.ask(conn, asked()))
    _, state = store.write(lambda conn: signins.send_off(conn, ring, ticket, "mine", "v"))
    store.write(lambda conn: conn.execute(signins.signins.update().values(tenant=THERE)))
    with pytest.raises(SealError):
        store.write(lambda conn: signins.take_back(conn, ring, state, "mine"))
