import base64
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from bot.store.database import Store
from bot.store.keys import KeyRing, SealError, Where, fresh_key, ring_for

HERE = Where("-/T1/workspace", "orgs", "row-1", "sealed")
RING = KeyRing(fresh_key())
places = st.builds(Where, *[st.text(max_size=12)] * 4)


@given(st.text(), places)
def test_what_is_sealed_opens_at_its_place(text, where):
    assert RING.open(RING.seal(text, where), where) == text


@given(places, places)
def test_a_copy_at_another_place_does_not_open(one, other):
    sealed = RING.seal("secret-canary", one)
    if one == other:
        return
    with pytest.raises(SealError) as caught:
        RING.open(sealed, other)
    assert "secret-canary" not in str(caught.value)


def test_places_do_not_run_into_each_other():
    sealed = RING.seal("x", Where("ab", "c", "d", "e"))
    with pytest.raises(SealError):
        RING.open(sealed, Where("a", "bc", "d", "e"))


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_does_not_open(place, flip):
    sealed = bytearray(RING.seal("secret-canary", HERE))
    sealed[place % len(sealed)] ^= flip
    with pytest.raises(SealError):
        RING.open(bytes(sealed), HERE)


@given(st.binary(max_size=80))
def test_any_bytes_are_refused_in_words(noise):
    with pytest.raises(SealError):
        RING.open(noise, HERE)


def test_two_seals_of_one_text_differ():
    assert RING.seal("same", HERE) != RING.seal("same", HERE)


def test_keys_rotate_and_old_ones_can_be_dropped():
    old, new = fresh_key(), fresh_key()
    sealed = KeyRing(old).seal("kept", HERE)
    both = KeyRing(f"{new}, {old}")
    assert both.open(sealed, HERE) == "kept"
    assert not both.is_newest(sealed)
    moved = both.reseal(sealed, HERE)
    assert both.reseal(moved, HERE) == moved
    assert KeyRing(new).open(moved, HERE) == "kept"
    with pytest.raises(SealError, match="SECRET_KEYS no longer holds"):
        KeyRing(new).open(sealed, HERE)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("", "holds no key"),
        (" , ", "holds no key"),
        ("not base64!", "key 1 of SECRET_KEYS is not base64"),
        (base64.b64encode(b"short").decode(), "key 1 of SECRET_KEYS has 5 bytes; it needs 32"),
        (f"{fresh_key()},xx", "key 2 of SECRET_KEYS is not base64"),
    ],
    ids=["empty", "blank", "noise", "short", "second"],  # a random key is no name for a test
)
def test_a_malformed_ring_is_refused_without_showing_it(keys, says):
    with pytest.raises(SealError, match=says) as caught:
        KeyRing(keys)
    assert "short" not in str(caught.value)
    assert "not base64!" not in str(caught.value)


def test_a_ring_shows_no_key():
    key = fresh_key()
    assert key not in repr(KeyRing(key))
    assert repr(KeyRing(key)) == "<KeyRing of 1>"


def test_a_key_file_is_made_once_and_is_private(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/deep/sixsense.db")
    sealed = ring_for(settings).seal("kept", HERE)
    file = tmp_path / "deep" / "sixsense.db.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ring_for(settings).open(sealed, HERE) == "kept"
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]  # no draft is left


def test_a_key_file_others_can_read_is_refused(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/sixsense.db")
    ring_for(settings)
    (tmp_path / "sixsense.db.key").chmod(0o644)
    with pytest.raises(SealError, match="chmod 600"):
        ring_for(settings)


def test_the_environments_ring_comes_first(tmp_path):
    key = fresh_key()
    settings = Settings(database_url=f"sqlite:///{tmp_path}/sixsense.db", secret_keys=key)
    assert KeyRing(key).open(ring_for(settings).seal("x", HERE), HERE) == "x"
    assert not (tmp_path / "sixsense.db.key").exists()


def test_what_lies_in_the_database_is_for_its_owner_alone(sqlite_url, tmp_path):
    before = os.umask(0)
    store = Store(sqlite_url)
    os.umask(before)
    store.write(lambda conn: conn.exec_driver_sql("CREATE TABLE t (x)"))
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()}
    store.close()
    named = "sixsense.db"
    assert {modes[name] for name in (named, f"{named}-wal", f"{named}-shm")} == {0o600}
