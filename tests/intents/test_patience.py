"""How long a walkthrough waits: looks that grow rare, and mornings where a person lives."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.walks.patience import SPREADING, Patience, next_morning

DAY = 86_400.0


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def tries(asked=1000.0, haste=1.0):
    """Seconds after *Done* at which we look again."""
    found, now = [], asked
    while now := Patience(haste).next_try(asked, now):
        found.append(now - asked)
    return found


def test_after_done_we_look_soon_then_ever_more_slowly_for_ten_minutes():
    found = tries()
    assert found[:6] == [5, 15, 35, 75, 135, 195]
    assert found[-1] <= SPREADING
    assert SPREADING - found[-1] < 60


def test_haste_divides_it_all():
    assert tries(haste=100) == pytest.approx([each / 100 for each in tries()])
    assert Patience(100).spreading == SPREADING / 100
    assert Patience(2).next_glance(0, 0) == Patience().next_glance(0, 0) / 2


@given(st.floats(0, 1e6), st.floats(0, 2e6))
def test_the_next_try_is_ahead_and_within_the_ten_minutes(asked, late):
    again = Patience().next_try(asked, asked + late)
    assert again == 0 or asked + late < again <= asked + SPREADING + 1e-3


def test_unasked_we_look_at_most_twenty_times_in_an_hour_and_not_after_a_day():
    touched = now = 1e9
    looks = []
    while now := Patience().next_glance(touched, now):
        looks.append(now - touched)
    assert looks[0] == 60
    assert sum(each <= 3600 for each in looks) <= 20
    for hour in range(1, 24):
        assert sum(hour * 3600 < each <= (hour + 1) * 3600 for each in looks) <= 6
    assert looks[-1] <= DAY + 1800
    assert len(looks) < 80


MORNINGS = [  # now (UTC), zone, the next working morning (UTC)
    ("2026-11-18T10:00", "UTC", "2026-11-19T09:00"),  # a Wednesday
    ("2026-11-20T10:00", "UTC", "2026-11-23T09:00"),  # Friday → Monday
    ("2026-11-21T23:00", "UTC", "2026-11-23T09:00"),
    ("2026-11-18T10:00", "Europe/Amsterdam", "2026-11-19T08:00"),
    ("2026-11-18T10:00", "America/Los_Angeles", "2026-11-19T17:00"),
    ("2026-11-18T20:00", "Asia/Tokyo", "2026-11-20T00:00"),  # there it is Thursday already
    ("2026-03-27T10:00", "Europe/Berlin", "2026-03-30T07:00"),  # summer time began meanwhile
    ("2026-11-18T10:00", "", "2026-11-19T09:00"),
    ("2026-11-18T10:00", "Mars/Olympus_Mons", "2026-11-19T09:00"),
    ("2026-11-18T10:00", "../../etc/passwd", "2026-11-19T09:00"),
]


@pytest.mark.parametrize(("now", "zone", "wanted"), MORNINGS)
def test_reminders_come_at_nine_of_the_next_working_day_where_the_person_lives(now, zone, wanted):
    assert next_morning(at(now), zone) == at(wanted)


@given(st.integers(0, 4_000_000_000), st.text(max_size=20))
def test_any_moment_and_any_zone_has_a_next_morning(now, zone):
    assert 0 < next_morning(now, zone) - now < 5 * DAY
