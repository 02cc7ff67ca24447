"""Lanes never run faster than Slack promises, and never stand still."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.pace import POST, PRIVATE, UPDATE, Rate, hold, wait
from bot.store.database import Store
from bot.store.migrate import migrate

RATES = st.sampled_from([POST, UPDATE, PRIVATE, Rate(0.5, 1), Rate(2.0, 3)])
GAPS = st.lists(st.floats(0, 10, allow_nan=False), min_size=1, max_size=60)


def gone(rate, gaps, held=None):
    """When each call of a lane goes, if they come at these gaps and wait as they are told."""
    now, free_at, went = 1_000.0, 0.0, []
    for number, gap in enumerate(gaps):
        now += gap
        if held and number == held[0]:
            free_at = max(free_at, rate.held(now + held[1]))
        pause, free_at = rate.turn(free_at, now)
        if pause:
            now += pause + 1e-6
            again, free_at = rate.turn(free_at, now)
            assert not again, "who waited as long as told may go"
        went.append(now)
    return went


@given(RATES, GAPS)
def test_no_window_holds_more_than_the_burst_and_its_rate(rate, gaps):
    went = gone(rate, gaps)
    for first, last in itertools.combinations(range(len(went)), 2):
        seconds = went[last] - went[first]
        assert last - first + 1 <= rate.burst + seconds / rate.every + 1e-3


@given(RATES, GAPS)
def test_a_lane_that_rested_takes_a_whole_burst_at_once(rate, gaps):
    free_at, now = 0.0, 1_000.0
    for gap in gaps:
        now += gap
        free_at = rate.turn(free_at, now)[1]
    now += rate.every * rate.burst
    for _ in range(rate.burst):
        pause, free_at = rate.turn(free_at, now)
        assert not pause
    assert rate.turn(free_at, now)[0] > 0


@given(RATES, GAPS, st.integers(0, 59), st.floats(0.1, 120))
def test_nothing_goes_while_the_lane_is_held(rate, gaps, at, seconds):
    plain, held = gone(rate, gaps), gone(rate, gaps, (at, seconds))
    if at < len(gaps):
        begun = (held[at - 1] if at else 1_000.0) + gaps[at]
        assert held[at] >= begun + seconds - 1e-6
        assert all(later >= earlier for later, earlier in zip(held, plain, strict=True))


def test_lanes_in_the_database_are_apart(store_url):
    store = Store(store_url)
    migrate(store)

    def turns(tenant, lane, count):
        return [store.write(lambda c: wait(c, tenant, lane, POST, 100.0)) for _ in range(count)]

    assert turns("T1", "C1", 5) == [0, 0, 0, 0, 1.0]
    assert turns("T1", "C2", 1) == turns("T2", "C1", 1) == [0]
    store.write(lambda c: hold(c, "T1", "C2", POST, 130.0))
    assert turns("T1", "C2", 1) == [30.0]
    store.write(lambda c: hold(c, "T1", "C2", POST, 110.0))
    assert turns("T1", "C2", 1) == [30.0], "a second 429 does not shorten the first"
    store.close()
