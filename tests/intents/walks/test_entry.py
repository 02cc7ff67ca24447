"""A playbook that changed while somebody walked it."""

from dataclasses import replace

import pytest

from intents.playbook import Playbook, Step
from intents.walk import State
from intents.walks.entry import entered
from intents.walks.moves import skipped

NOW = "2026-11-25T10:00:00+00:00"


def titled(*names):
    steps = (Step(name, checks=(f"{name}-ok",), title=name.title(), who="6sense") for name in names)
    return Playbook("changing", tuple(steps), title="Changing")


def walked(begin, playbook, *behind):
    walk = begin(playbook)
    for name in behind:
        walk = skipped(walk, playbook, name, "U0CARA001", NOW, "done before")
    return walk


def test_the_same_playbook_changes_nothing(walk, book):
    assert entered(walk, book, NOW).walk == walk
    assert entered(walk, book, NOW).says == ""


def test_better_words_are_no_change(book):
    better = replace(book, steps=tuple(replace(s, lead="Better.") for s in book.steps))
    assert better.version == book.version


@pytest.mark.parametrize("change", [{"name": "other"}, {"checks": ("x",)}, {"who": "6sense"}])
def test_another_step_proof_or_person_is_a_change(book, change):
    changed = replace(book, steps=(replace(book.steps[0], **change), *book.steps[1:]))
    assert changed.version != book.version


@pytest.mark.parametrize(
    ("before", "behind", "after", "here"),
    [
        ("abc", "a", "abc", "b"),
        ("abc", "a", "axbc", "b"),  # something new ahead of the place
        ("abc", "ab", "xabc", "c"),  # something new behind it: not sent back
        ("abc", "a", "acb", "b"),  # another order: kept by name
        ("abcd", "ab", "abd", "d"),  # the place itself is gone
        ("abcd", "ab", "d", "d"),
        ("abc", "", "xyz", "x"),  # all of it is
        ("abc", "ab", "ab", "b"),  # nothing is left to do
        ("abc", "abc", "abcx", "x"),  # it was finished, and is not any more
    ],
)
def test_the_place_is_kept_by_name(begin, before, behind, after, here):
    old, new = titled(*before), titled(*after)
    walk = walked(begin, old, *behind)
    entry = entered(walk, new, NOW)
    assert entry.walk.here == here
    assert entry.walk.version == new.version
    assert {name: entry.walk.stand(name) for name in before} == walk.stands
    assert bool(entry.says) == (old.version != new.version)


def test_it_says_kindly_what_changed(begin):
    walk = walked(begin, titled(*"abcd"), "a", "b")
    says = entered(walk, titled(*"abdxy"), NOW).says
    assert "“X”, “Y”" in says
    assert "the step you were at is no longer needed" in says
    assert "kept" in says


def test_a_step_that_returns_stands_as_it_stood(begin):
    walk = walked(begin, titled(*"abc"), "a", "b")
    without = entered(walk, titled(*"ac"), NOW).walk
    again = entered(without, titled(*"abc"), NOW).walk
    assert again.stand("b").state is State.SKIPPED
    assert again.here == "c"
