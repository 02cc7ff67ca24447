"""What people do on a walkthrough, and what a look does to it."""

import pytest

from intents.finding import Status
from intents.reply import Note
from intents.walk import End, State, Walk, asks, asks_at_opening, kinds_for_opening, needs
from intents.walks.looks import looked, rested, watching
from intents.walks.moves import (
    back,
    confirmable,
    confirmed,
    contradicted,
    misplaced,
    skipped,
    stopped,
)

NOW, UNTIL = "2026-11-22T10:05:00+00:00", "2026-11-22T10:15:00+00:00"
CARA = "U0CARA001"


def states(walk):
    return {name: stand.state.value for name, stand in walk.stands.items()}


def test_opening_without_a_look_is_at_the_first_step_with_all_open(walk, book):
    assert walk.here == "package"
    assert states(walk) == dict.fromkeys(book.names, "open")
    assert walk.version == book.version


def test_what_is_true_already_is_ticked_on_opening(begin, book, found):
    walk = begin(book, "acme", found("package-installed"), found("start-page-none"))
    assert states(walk) == {
        "package": "true",
        "start-page": "true",
        "users": "open",
        "consent": "open",
    }
    assert walk.here == "users"


def test_done_is_believed_when_the_org_shows_it(walk, book, found, shows):
    after = looked(walk, book, shows(found("package-installed", seen="version 1.2")), NOW)
    assert after.stand("package").state is State.TRUE
    assert after.stand("package").at == NOW
    assert after.here == "start-page"


@pytest.mark.parametrize(
    "status", [Status.FAIL, Status.WARN, Status.UNKNOWN, Status.BLOCKED, Status.MANUAL]
)
def test_done_is_not_believed_otherwise_and_says_what_the_org_shows(
    walk, book, found, shows, status
):
    after = looked(walk, book, shows(found("package-installed", status, seen="nothing")), NOW)
    assert after.here == "package"
    assert after.stand("package").state is State.OPEN
    assert after.seen["package-installed"].status is status
    note = contradicted(after, book, book.step("package"))
    assert "nothing" in note.says
    assert "wanted" in note.says


def test_half_a_proof_is_none(begin, book, found, shows):
    walk = begin(book)
    one = book.step("start-page")
    both = book.__class__(
        "both", (one.__class__("two", checks=("start-page-none", "app-enabled")),)
    )
    walk = walk.model_copy(update={"here": "two"})
    assert looked(walk, both, shows(found("start-page-none")), NOW).stand("two").state is State.OPEN


def test_what_does_not_weigh_does_not_hold_up_what_does(walk, book, found, shows):
    report = shows(
        found("package-installed"), found("package-installed", Status.UNKNOWN, decisive=False)
    )
    assert looked(walk, book, report, NOW).here == "start-page"


def test_one_that_is_true_no_more_opens_again_and_is_where_we_are(begin, book, found, shows):
    walk = begin(book, "acme", found("package-installed"))
    after = looked(walk, book, shows(found("package-installed", Status.FAIL)), NOW)
    assert after.here == "package"
    assert after.stand("package").state is State.OPEN
    assert "no more" in after.stand("package").reason


def test_what_cannot_be_seen_any_more_stays_true(begin, book, found, shows):
    walk = begin(book, "acme", found("package-installed"))
    after = looked(walk, book, shows(found("package-installed", Status.UNKNOWN)), NOW)
    assert after.stand("package").state is State.TRUE
    assert after.here == "start-page"


def test_a_word_is_measured_later_and_never_stands_against_the_org(walk, book, found, shows):
    unsure = looked(walk, book, shows(found("package-installed", Status.UNKNOWN)), NOW)
    word = confirmed(unsure, book, "package", CARA, NOW)
    assert word.stand("package").state is State.ATTESTED
    seen = looked(word, book, shows(found("package-installed")), NOW)
    assert seen.stand("package").state is State.TRUE
    denied = looked(word, book, shows(found("package-installed", Status.FAIL)), NOW)
    assert denied.stand("package").state is State.OPEN
    assert denied.here == "package"


@pytest.mark.parametrize("status", [Status.FAIL, Status.WARN, Status.OK])
def test_a_word_is_not_taken_where_the_org_speaks(walk, book, found, shows, status):
    seen = looked(walk, book, shows(found("package-installed", status)), NOW)
    seen = seen.model_copy(update={"here": "package", "stands": walk.stands})
    assert not confirmable(seen, book, book.step("package"))
    assert isinstance(confirmed(seen, book, "package", CARA, NOW), Note)


def test_a_word_is_not_taken_before_anybody_looked(walk, book):
    said = confirmed(walk, book, "package", CARA, NOW)
    assert isinstance(said, Note)
    assert "look" in said.says


def test_blocked_is_as_sure_as_what_stands_in_its_way(walk, book, found, shows):
    waits = found("start-page-none", Status.BLOCKED, by="app-present")
    at = walk.model_copy(update={"here": "start-page"})
    fails = looked(at, book, shows(waits, found("app-present", Status.FAIL, seen="gone")), NOW)
    assert not confirmable(fails, book, book.step("start-page"))
    assert fails.seen["start-page-none"].behind == "app-present"
    hides = looked(at, book, shows(waits, found("app-present", Status.UNKNOWN)), NOW)
    assert confirmable(hides, book, book.step("start-page"))
    fine = looked(at, book, shows(waits, found("app-present")), NOW)
    assert fine.stand("start-page").state is State.OPEN


def test_without_an_org_every_step_is_a_persons_word(begin, book):
    walk = begin(book, "")
    assert asks(walk, book) is None
    assert needs(walk, book) == ()
    for name in book.names:
        walk = confirmed(walk, book, name, CARA, NOW)
    assert walk.finished(book)
    assert set(states(walk).values()) == {"attested"}


def test_what_only_a_person_sees_is_confirmed_by_name(begin, book, found):
    checks = ("package-installed", "start-page-none", "permitted-users-self-authorize")
    walk = begin(book, "acme", *map(found, checks))
    assert walk.here == "consent"
    assert asks(walk, book) is None
    done = confirmed(walk, book, "consent", CARA, NOW)
    assert done.stand("consent").by == CARA
    assert done.finished(book)
    assert done.here == "consent"


def test_skipping_takes_a_reason(walk, book):
    assert isinstance(skipped(walk, book, "package", CARA, NOW, "  \n "), Note)
    after = skipped(walk, book, "package", CARA, NOW, " not\nours ")
    assert after.stand("package").reason == "not ours"
    assert after.here == "start-page"
    assert len(skipped(walk, book, "package", CARA, NOW, "x" * 999).stand("package").reason) == 300


def test_what_was_skipped_is_not_asked_for_again_by_a_sum(begin, book, found, shows):
    step = book.steps[0].__class__
    sums = book.__class__(
        "sums",
        (
            step("a", checks=("start-page-none",)),
            step("all", checks=("start-page-none", "app-enabled")),
        ),
    )
    walk = skipped(begin(sums), sums, "a", CARA, NOW, "we want one")
    assert asks(walk, sums).only == ("app-enabled",)
    report = shows(found("app-enabled"), found("start-page-none", Status.FAIL))
    assert looked(walk, sums, report, NOW).finished(sums)


def test_back_opens_the_step_before_and_leaves_the_others(begin, book, found, shows):
    walk = begin(book, "acme", found("package-installed"))
    before = back(walk, book, "start-page", NOW)
    assert before.here == "package"
    assert before.stand("package").state is State.OPEN
    passing = looked(before, book, shows(found("package-installed")), NOW)
    assert passing.here == "package", "nobody said that it is done again"
    assert looked(before, book, shows(found("package-installed")), NOW, asked=True).here == (
        "start-page"
    )
    waits = watching(before, book, NOW, UNTIL)
    assert looked(waits, book, shows(found("package-installed")), NOW).here == "start-page"


def test_back_to_a_step_further_behind(begin, book, found):
    walk = begin(book, "acme", found("package-installed"), found("start-page-none"))
    assert back(walk, book, "users", NOW, to="package").here == "package"
    assert back(walk, book, "users", NOW, to="consent").here == "start-page"
    assert back(walk, book, "users", NOW, to="nowhere").here == "start-page"


def test_before_the_first_step_there_is_nothing(walk, book):
    assert isinstance(back(walk, book, "package", NOW), Note)


@pytest.mark.parametrize("step", ["start-page", "nowhere"])
def test_a_button_of_another_step_does_not_count(walk, book, step):
    for said in (
        confirmed(walk, book, step, CARA, NOW),
        skipped(walk, book, step, CARA, NOW, "why"),
        back(walk, book, step, NOW),
        misplaced(walk, book, step),
    ):
        assert isinstance(said, Note)
        assert said.next


def test_a_second_press_says_that_the_step_is_behind(walk, book):
    after = skipped(walk, book, "package", CARA, NOW, "later")
    assert "behind" in misplaced(after, book, "package").says


def test_stopped_is_the_end_of_every_button(walk, book):
    ended = stopped(watching(walk, book, NOW, UNTIL), CARA, NOW)
    assert (ended.stopped, ended.end.by, ended.end.at) == (True, CARA, NOW)
    assert ended.stand("package").state is State.OPEN
    for said in (
        confirmed(ended, book, "package", CARA, NOW),
        skipped(ended, book, "package", CARA, NOW, "why"),
        back(ended, book, "start-page", NOW),
        stopped(ended, "U0SAM0001", NOW),
    ):
        assert "was stopped" in said.says
        assert "/6sense guide trial" in said.next


def test_what_is_over_is_not_stopped_and_back_takes_it_up_again(walk, book):
    over = walk.model_copy(update={"end": End(at=NOW)})
    assert "is over" in stopped(over, CARA, NOW).says
    assert back(over.model_copy(update={"here": "users"}), book, "users", NOW).end is None


def test_watching_waits_and_rests(walk, book, found, shows):
    waits = watching(walk, book, NOW, UNTIL, by=CARA)
    assert waits.stand("package").state is State.WAITING
    assert waits.stand("package").until == UNTIL
    still = looked(waits, book, shows(found("package-installed", Status.FAIL)), NOW)
    assert still.stand("package").state is State.WAITING
    assert rested(still, NOW).stand("package").state is State.OPEN
    assert looked(still, book, shows(found("package-installed")), NOW).here == "start-page"


def test_what_only_a_person_sees_is_not_waited_for(walk, book):
    at = walk.model_copy(update={"here": "consent"})
    assert watching(at, book, NOW, UNTIL) == at


def test_steps_of_one_form_are_looked_at_together(walk, book):
    at = walk.model_copy(update={"here": "start-page"})
    assert asks(at, book).only == ("start-page-none", "permitted-users-self-authorize")
    assert asks(walk, book).only == ("package-installed",)


def test_only_the_facts_of_the_step_are_learnt(walk, book):
    mine = set(needs(walk, book))
    assert mine
    assert mine < set(kinds_for_opening(book, "acme"))
    assert asks_at_opening(book, "acme").track is book.track
    assert kinds_for_opening(book, "") == ()


def test_a_product_that_is_not_there_needs_no_step(begin, book, found, shows):
    one = book.steps[0].__class__("pardot", applies="pardot-covered")
    product = book.__class__("product", (one,), track=book.track)
    walk = begin(product)
    absent = shows(found("pardot-covered", Status.NOT_APPLICABLE, seen="not in this org"))
    after = looked(walk, product, absent, NOW)
    assert after.stand("pardot").reason == "not in this org"
    assert after.finished(product)
    assert not looked(walk, product, shows(found("pardot-covered")), NOW).finished(product)


def test_a_check_of_the_other_article_proves_nothing(walk, book, found, shows):
    report = shows(found("package-installed", Status.NOT_APPLICABLE, seen="judged otherwise"))
    after = looked(walk, book, report, NOW)
    assert after.stand("package").state is State.OPEN
    assert after.seen["package-installed"].status is Status.UNKNOWN


def test_a_walk_survives_its_json(begin, book, found):
    walk = begin(book, "acme", found("package-installed", seen="ü <!channel>"))
    assert Walk.model_validate_json(walk.model_dump_json()) == walk


def test_a_walk_of_a_later_release_can_still_be_walked(walk):
    later = walk.model_dump_json().replace('"org":', '"of_tomorrow": 1, "org":')
    assert Walk.model_validate_json(later) == walk
