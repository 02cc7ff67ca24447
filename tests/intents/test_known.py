"""The border: what rows prove, what silence proves, and what proves nothing."""

from typing import ClassVar

import pytest

from intents.check import good, same
from intents.checks import CHECKS
from intents.fact import Fact, Heard, Id, Refused, Said, Unlearnt, Unseen, Why
from intents.facts import FACTS
from intents.finding import Status
from intents.known import Facts, agreed
from intents.org.vendor import VENDOR, read
from intents.question import Question, Soql, quoted


class Thing(Fact):
    about: ClassVar[str] = "the things"
    question = Question(Soql("SELECT Id FROM Thing"), shows=("ViewSetup",), cap=3)
    id: Id


def facts(*ids, rights=("ViewSetup",), done=True):
    rows = tuple({"Id": one} for one in ids)
    return Facts(Heard(answers={"Thing": Said(rows=rows, done=done)}), frozenset(rights))


def why(look):
    with pytest.raises(Unseen) as caught:
        look()
    return caught.value.unlearnt


LONG, SHORT = "005000000000001AAA", "005000000000001"


def test_both_forms_of_an_id_are_one():
    assert facts(LONG).one(Thing).id == facts(SHORT).one(Thing).id


def test_silence_is_absence_only_with_the_right():
    assert facts().some(Thing) == ()
    silent = why(lambda: facts(rights=()).some(Thing))
    assert (silent.why, silent.grant) == (Why.SILENT, "View Setup and Configuration")


def test_a_row_that_must_exist_is_never_absent():
    assert why(lambda: facts().one(Thing)).why is Why.SILENT


@pytest.mark.parametrize("one", ["", "short", "005000000000001!AA", 5, None])
def test_another_form_is_not_read(one):
    assert why(lambda: facts(one).rows(Thing)).why is Why.SHAPE


def test_a_cut_list_says_nothing_at_all():
    assert why(lambda: facts(LONG, done=False).rows(Thing)).why is Why.CUT
    assert why(lambda: facts(LONG, LONG, LONG).rows(Thing)).why is Why.CUT


def test_what_was_not_asked_is_not_known():
    assert why(lambda: Facts(Heard()).rows(Thing)).why is Why.UNASKED


def test_what_was_consulted_is_remembered_for_the_evidence():
    seen = facts(LONG)
    seen.rows(Thing)
    assert tuple(seen.looked) == (Thing,)
    assert not seen.afresh().looked


def test_witnesses_must_agree():
    assert agreed({"a": True, "b": True})
    assert not agreed({"a": False, "b": False})
    assert why(lambda: agreed({"a": True, "b": False})).why is Why.CONFLICT


def test_a_setting_is_compared_whatever_its_case():
    labels = {"Enforce": "Enforce IP restrictions", "Bypass": "Relax IP restrictions"}
    assert same("ENFORCE", "Enforce", labels) == good(*["Enforce IP restrictions"] * 2)
    assert same("bypass", "Enforce", labels).status is Status.FAIL
    assert same("bypass", "Enforce", labels, or_warn=("Bypass",)).status is Status.WARN
    assert same("bypass", "Enforce", labels).seen == "Relax IP restrictions (Bypass)"
    assert why(lambda: same("Else", "Enforce", labels)).why is Why.SHAPE
    assert why(lambda: same(None, "Enforce", labels)).why is Why.SHAPE


def test_the_graph_of_causes_has_no_circle():
    def behind(name, seen=()):
        assert name not in seen
        for by in CHECKS[name].blocked_by:
            behind(by, (*seen, name))

    for name in CHECKS:
        behind(name)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_asks_only_for_registered_facts(name):
    check = CHECKS[name]
    assert check.name == name
    assert {*check.needs, *check.witnesses} <= set(FACTS.values())


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_says_in_words_what_it_is(name):
    assert FACTS[name].about
    assert FACTS[name].__doc__


def test_the_vendors_file():
    assert VENDOR.package.version.startswith("04t")
    assert not VENDOR.package.id
    with pytest.raises(ValueError, match="validation error"):
        read("[package]\nversion = 5")


def test_quotes_cannot_break_out():
    assert quoted("o'brien\\\n") == "'o\\'brien\\\\'"


@pytest.mark.parametrize(
    ("rights", "why", "grant", "part"),
    [
        ((), Why.RIGHT, "View all External Client Apps", "INVALID_TYPE"),
        (("ViewSetup",), Why.RIGHT, "View all External Client Apps", "INVALID_TYPE"),
        (("ExternalClientAppAdmin",), Why.SILENT, "", "although the bot's user has View all"),
    ],
)
def test_a_refusal_names_the_right_the_question_knows(rights, why, grant, part):
    """And none that the bot's user has already."""
    no = Unlearnt(why=Why.RIGHT, says="Salesforce answered INVALID_TYPE.", code="INVALID_TYPE")
    heard = Heard(answers={"App": Refused(unlearnt=no)})
    missing = Facts(heard, rights=frozenset(rights)).unlearnt(FACTS["App"])
    assert (missing.why, missing.grant, missing.code) == (why, grant, "INVALID_TYPE")
    assert part in missing.says
