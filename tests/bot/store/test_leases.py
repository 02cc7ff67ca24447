from concurrent.futures import ThreadPoolExecutor

from bot.store import leases
from bot.store.leases import Taken


def take(store, holder, seconds=60.0, name="refresh:1"):
    return store.write(lambda conn: leases.take(conn, name, holder, seconds))


def test_one_holder_at_a_time(store):
    assert take(store, "a") == Taken(broken=False)
    assert take(store, "b") is None
    assert take(store, "b", name="refresh:2") == Taken(broken=False)
    assert take(store, "a") == Taken(broken=False)  # its own: longer


def test_a_kept_promise_leaves_nothing(store):
    take(store, "a")
    assert store.write(lambda conn: leases.keep(conn, "refresh:1", "a"))
    assert take(store, "b") == Taken(broken=False)
    assert not store.write(lambda conn: leases.keep(conn, "refresh:1", "a"))


def test_a_broken_promise_is_told_to_the_next(store):
    take(store, "dead", seconds=-1)
    assert take(store, "b") == Taken(broken=True)
    store.write(lambda conn: leases.break_off(conn, "refresh:1", "b"))
    assert take(store, "c") == Taken(broken=True)
    store.write(lambda conn: leases.forget(conn, "refresh:1"))
    assert take(store, "d") == Taken(broken=False)


def test_a_stranger_cannot_break_it_off(store):
    take(store, "a")
    store.write(lambda conn: leases.break_off(conn, "refresh:1", "b"))
    assert take(store, "b") is None


def test_of_many_at_once_one_gets_it(store):
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda n: take(store, f"h{n}"), range(16)))
    assert sum(each is not None for each in taken) == 1
