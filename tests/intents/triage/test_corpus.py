"""How often the recogniser is right on pastes from public issues, forums and docs."""

import hashlib

import pytest

from intents.errors import ERRORS
from intents.triage import triage

WORKED = ("recognised", "foreign")
ALL = (*WORKED, "untouched")
EVERY = (*ALL, "hard", "unseen")


def measured(rows):
    """Precision and recall over every error of every paste, and the pastes that went wrong."""
    right = wrong = missed = 0
    failed = []
    for row in rows:
        told = {answer.error for answer in triage(row["paste"]).recognised}
        meant = set(row["errors"])
        right += len(told & meant)
        wrong += len(told - meant)
        missed += len(meant - told)
        if told != meant:
            failed.append((sorted(meant), sorted(told), row["paste"][:160]))
    return right / (right + wrong), right / (right + missed), failed


@pytest.mark.parametrize("part", [WORKED, ("untouched",), ("unseen",), EVERY], ids="+".join)
def test_precision_and_recall(part, corpus):
    precision, recall, failed = measured([row for name in part for row in corpus(name)])
    said = f"{'+'.join(part)}: precision {precision:.3f}, recall {recall:.3f}"
    assert (precision >= 0.97, recall >= 0.95) == (True, True), f"{said}\n{failed}"


def test_what_is_written_to_mislead_it_rarely_does(corpus):
    precision, recall, failed = measured(corpus("hard"))
    said = f"precision {precision:.3f}, recall {recall:.3f}"
    assert (precision >= 0.95, recall >= 0.97) == (True, True), f"{said}\n{failed}"


def test_the_corpus_is_as_large_as_promised(corpus):
    rows = [row for name in ALL for row in corpus(name)]
    assert len(rows) >= 300
    assert sum(not row["errors"] for row in rows) >= 100
    assert len(corpus("untouched")) >= len(rows) / 3 - 3
    assert all(row["source"].startswith("https://") for row in rows)
    assert {error for row in rows for error in row["errors"]} <= ERRORS.keys()


def test_the_hard_part_is_mostly_of_others(corpus):
    rows = corpus("hard")
    assert sum(not row["errors"] for row in rows) >= 60
    assert sum(bool(row["errors"]) for row in rows) >= 30
    assert {error for row in rows for error in row["errors"]} <= ERRORS.keys()


def test_what_others_collected_is_large_and_of_both_kinds(corpus):
    rows = corpus("unseen")
    assert sum(not row["errors"] for row in rows) >= 200
    assert sum(bool(row["errors"]) for row in rows) >= 200
    assert {error for row in rows for error in row["errors"]} <= ERRORS.keys()
    assert all(row["source"] == "own" or row["source"].startswith("https://") for row in rows)


def test_a_third_was_chosen_by_the_hash_of_the_text(corpus):
    def chosen(row):
        return int(hashlib.sha256(row["paste"].encode()).hexdigest(), 16) % 3 == 0

    assert all(chosen(row) for row in corpus("untouched"))
    assert not any(chosen(row) for name in WORKED for row in corpus(name))


def test_no_paste_holds_a_secret(corpus):
    assert [
        row["source"]
        for name in EVERY
        for row in corpus(name)
        if any(
            r.kind in ("access token", "refresh token")
            for r in triage(row["paste"]).secrets_removed
        )
    ] == []
