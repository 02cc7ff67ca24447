import dataclasses
import json

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.store import aliases, connections, refresh
from bot.store.connections import OrgConnection, Secrets
from bot.store.keys import KeyRing, SealError, fresh_key
from bot.store.learnt import Learnt
from bot.store.tables import orgs

RING = KeyRing(fresh_key())
CANARY = "canary-refresh-token"
GIVEN = OrgConnection(
    id="1" * 32,
    tenant="-/T1/workspace",
    alias="acme",
    instance_url="https://acme.my.salesforce.com",
    login_url="https://acme.my.salesforce.com",
    people={"setup": "sam@acme.example"},
    secrets=Secrets("client", "canary-client-secret", CANARY, ""),
    source="digest-1",
)


def put(store, given=GIVEN):
    store.write(lambda conn: connections.put(conn, RING, given))


def find(store, tenant=GIVEN.tenant, alias="acme"):
    return store.write(lambda conn: connections.find(conn, RING, tenant, alias))


def renew(store, access, refresh_token):
    old = find(store)
    keys = dataclasses.replace(old.secrets, access_token=access, refresh_token=refresh_token)
    learnt = dataclasses.replace(old.learnt, org_id="00D1", user_id="0051")
    fresh = dataclasses.replace(old, secrets=keys, learnt=learnt)
    return old, fresh, lambda: store.write(lambda c: refresh.renewed(c, RING, old, fresh))


def test_what_is_put_is_found_and_only_by_its_tenant(store):
    put(store)
    assert find(store) == GIVEN
    assert find(store, tenant="-/T2/workspace") is None
    stranger = dataclasses.replace(GIVEN, id="2" * 32, tenant="-/T2/workspace", source="other")
    put(store, stranger)
    assert find(store) == GIVEN
    assert find(store, tenant="-/T2/workspace") == stranger
    listed = store.write(lambda conn: aliases.every(conn, GIVEN.tenant))
    assert listed == ("acme",)


def test_secrets_are_never_shown():
    for shown in (repr(GIVEN), str(GIVEN), repr(GIVEN.secrets), f"{GIVEN!r:>5}"):
        assert "canary" not in shown


def test_secrets_are_never_stored_in_clear(store):
    put(store)
    row = store.write(lambda conn: conn.execute(orgs.select()).mappings().one())
    assert all(b"canary" not in str(value).encode() for value in row.values())


def test_a_row_copied_to_another_tenant_does_not_open(store):
    put(store)
    store.write(lambda conn: conn.execute(orgs.update().values(tenant="-/T2/workspace")))
    copied = find(store, tenant="-/T2/workspace")
    assert "it was sealed for another place" in copied.secrets.unread
    assert copied.secrets == Secrets(unread=copied.secrets.unread), "and nothing else is there"
    with pytest.raises(SealError):  # nothing is written over what another key may still open
        put(store, dataclasses.replace(GIVEN, tenant="-/T2/workspace"))


def test_reading_the_file_again_keeps_a_rotated_token(store):
    put(store)
    _old, _fresh, kept = renew(store, "access", "rotated")
    assert kept()
    put(store, dataclasses.replace(GIVEN, id="3" * 32, people={"setup": "new@acme.example"}))
    now = find(store)
    assert now.id == GIVEN.id
    assert (now.secrets.refresh_token, now.secrets.access_token) == ("rotated", "access")
    assert now.people == {"setup": "new@acme.example"}
    assert now.learnt.home_org == "00D1"


def test_another_token_in_the_file_begins_anew(store):
    put(store)
    renew(store, "access", "rotated")[2]()
    put(store, dataclasses.replace(GIVEN, source="digest-2"))
    now = find(store)
    assert now.secrets == GIVEN.secrets
    assert now.learnt == Learnt()
    assert now.token_version == 2


def test_of_two_renewals_the_first_is_kept(store):
    put(store)
    first, second = renew(store, "a1", "r1")[2], renew(store, "a2", "r2")[2]
    assert first()
    assert not second()
    assert find(store).secrets.access_token == "a1"


def test_the_first_org_ever_met_stays_the_home(store):
    put(store)
    renew(store, "a", "r")[2]()
    old = find(store)
    learnt = dataclasses.replace(old.learnt, org_id="00D2", username="old@name")
    moved = dataclasses.replace(old, learnt=learnt)
    assert store.write(lambda conn: refresh.renewed(conn, RING, old, moved))
    now = find(store).learnt
    assert (now.home_org, now.org_id) == ("00D1", "00D2")


def test_what_was_learnt_meanwhile_is_not_overwritten(store):
    put(store)
    store.write(
        lambda conn: connections.keep_learnt(
            conn, GIVEN, lambda before: dataclasses.replace(before, instance="NA1")
        )
    )
    store.write(
        lambda conn: connections.keep_learnt(
            conn, GIVEN, lambda before: dataclasses.replace(before, used=5, total=10)
        )
    )
    now = find(store).learnt
    assert (now.instance, now.used, now.total) == ("NA1", 5, 10)


def test_a_learnt_of_another_version_is_read_as_far_as_known(store):
    put(store)
    later = '{"api": "68.0", "scopes": ["api"], "describes": {"X": ["Id"]}, "from_later": 1}'
    store.write(lambda conn: conn.execute(orgs.update().values(learnt=later)))
    now = find(store).learnt
    assert (now.api, now.scopes, now.describes) == ("68.0", ("api",), {"X": ("Id",)})


def test_resealing_lets_old_keys_go(store):
    old, new = fresh_key(), fresh_key()
    store.write(lambda conn: connections.put(conn, KeyRing(old), GIVEN))
    assert store.write(lambda conn: connections.reseal(conn, KeyRing(f"{new},{old}"))) == 1
    assert store.write(lambda conn: connections.reseal(conn, KeyRing(f"{new},{old}"))) == 0
    ring = KeyRing(new)
    found = store.write(lambda conn: connections.find(conn, ring, GIVEN.tenant, "acme"))
    assert found.secrets == GIVEN.secrets


def test_a_removed_connection_is_gone(store):
    put(store)
    store.write(lambda conn: conn.execute(orgs.delete()))
    assert store.write(lambda conn: connections.by_id(conn, RING, GIVEN.tenant, GIVEN.id)) is None
    with pytest.raises(LookupError):
        store.write(lambda conn: refresh.look(conn, RING, GIVEN))


def test_a_row_of_another_version_opens_without_what_is_not_known_today(store):
    """Rows outlive the program that wrote them: an upgrade must not close every org."""
    put(store)
    older = {"client_id": "client", "refresh_token": CANARY, "by_person": "U0SAM0001"}
    sealed = RING.seal(json.dumps(older), connections.place(GIVEN))
    store.write(lambda conn: conn.execute(update(orgs).values(sealed=sealed)))
    assert find(store).secrets == Secrets(client_id="client", refresh_token=CANARY)


def test_what_an_error_of_the_database_says_holds_no_value(store):
    put(store)
    with pytest.raises(IntegrityError) as caught:
        store.write(lambda conn: connections.write(conn, RING, GIVEN, None))
    assert "sam@acme.example" not in str(caught.value)
