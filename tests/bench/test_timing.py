"""The arithmetic behind the benchmark's numbers; no clock is read here."""

import math

import pytest

from bench.check import Way
from bench.phases import Measured
from bench.stored import Kept
from bench.timing import middle, percentile, ratio, spread


@pytest.mark.parametrize(
    ("share", "wanted"), [(0.5, 50), (0.9, 90), (0.99, 99), (1.0, 100), (0.001, 1)]
)
def test_percentile_is_the_nearest_rank(share, wanted):
    assert percentile(list(range(100, 0, -1)), share) == wanted


def test_one_slow_request_of_few_is_the_p99():
    assert percentile([1.0] * 49 + [700.0], 0.99) == 700.0


def test_spread_tells_milliseconds():
    told = spread([0.001, 0.002, 0.010])
    assert (told.n, told.p50, told.worst) == (3, 2.0, 10.0)


def test_nothing_measured_is_no_number():
    assert math.isnan(spread([]).p99)
    assert math.isnan(middle([]))
    assert math.isnan(ratio(1, 0))


def test_a_lost_run_is_noticed():
    whole, lost = Kept(50, 50, 50, 3), Kept(50, 50, 49, 3)
    assert whole.complete
    assert not Measured("burst", kept=[whole, lost]).complete


def test_questions_are_the_same_alone_and_in_a_batch():
    query = "query?q=SELECT+Id+FROM+User"
    alone = {"method": "GET", "path": f"/services/data/v68.0/query/?{query[6:]}", "subrequests": []}
    batch = {
        "method": "POST",
        "path": "/services/data/v68.0/composite/batch",
        "subrequests": ["GET v68.0/query?q=SELECT Id FROM User"],
    }
    assert Way("naive", (1.0,), [alone]).questions == Way("ours", (1.0,), [batch]).questions
