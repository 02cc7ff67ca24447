"""A chain of blocked checks is told by what stands at its root."""

import pytest

from bot.views.waiting import waiting
from bot.views.wording import plain
from intents.finding import Finding, Status


def blocked(check: str, by: str | None) -> Finding:
    return Finding(check=check, subject="app", status=Status.BLOCKED, decisive=True, blocked_by=by)


FINE = Finding(check="z", subject="app", status=Status.OK, decisive=True)


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        ([], []),
        ([FINE], []),
        ([blocked("b", "a")], ["1 waits for “A”: B"]),
        ([blocked("b", "a"), blocked("c", "b")], ["2 wait for “A”: B, C"]),
        ([blocked("b", "a"), blocked("d", "c")], ["1 waits for “A”: B", "1 waits for “C”: D"]),
        ([blocked("b", None)], ["1 waits for another: B"]),
        ([blocked("a", "a")], ["1 waits for “A”: A"]),
    ],
)
def test_waiting(chain, said):
    assert waiting(chain, plain) == said


def test_a_circle_ends():
    assert len(waiting([blocked("a", "b"), blocked("b", "a")], plain)) in (1, 2)


def test_names_are_counted_past_the_most():
    many = [blocked(name, "a") for name in "bcdef"]
    assert waiting(many, plain, most=2) == ["5 wait for “A”: B, C and 3 more"]
