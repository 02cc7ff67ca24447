"""Who may do what: role by intent by where a person is from by where they ask."""

from itertools import pairwise, product

import pytest

from bot.access import ADDRESSED, NEEDED, Standing, least, may, own, refusal
from bot.runs.rules import Deed, Rules
from intents.asked.cases import Escalate, HandOver, LookInto, Resolve, TellCustomer, Unknown
from intents.asked.knowledge import Explain, ShowEvidence, Triage
from intents.asked.office import Access, Audit, Doctor, Forget, Home, Post, Role
from intents.asked.orgs import Connect, Disconnect, NamePerson, Orgs, Rename
from intents.asked.walks import Back, CannotDo, Guide, Remind, Skip, Stop
from intents.asker import Asker, Person, Place, Tenant
from intents.intent import Cancel, CheckOrg, Confirm, Help, Retry, ShowHow

V, P, A, W = Role  # viewer, operator, approver, owner
POST = {"run": "r-1", "channel": "C1"}
TABLE = [
    (Help(), None),
    (Explain(topic="x"), V),
    (Triage(text="x"), V),
    (Orgs(), V),
    (Home(), V),
    (ShowHow(run="r-1", check="x"), V),
    (ShowEvidence(run="r-1", check="x"), V),
    (Access(), V),
    (CheckOrg(org="acme"), P),
    (Retry(run="r-1", check="x"), P),
    (Confirm(run="r-1", check="x", subject=""), P),
    (Cancel(run="r-1"), P),
    (Guide(playbook="eca"), P),
    (Skip(run="w-1", step="1"), P),
    (Back(run="w-1", step="1"), P),
    (CannotDo(run="w-1", step="1"), P),
    (Remind(run="w-1", on=True), P),
    (Stop(run="w-1"), P),
    (LookInto(case="c-1"), P),
    (HandOver(case="c-1"), P),
    (Escalate(case="c-1"), P),
    (Resolve(case="c-1"), P),
    (TellCustomer(case="c-1"), P),
    (Doctor(), P),
    (Post(**POST, where="here"), P),
    (Post(**POST, where="me"), P),
    (Post(**POST, where="always"), A),
    (Connect(org="acme"), A),
    (Rename(org="acme", to="b"), A),
    (NamePerson(org="acme"), A),
    (Audit(), A),
    (Unknown(), W),
    (Disconnect(org="acme"), W),
    (Unknown(), W),
    (Access(change="give", role=V, who="U1"), W),
    (Access(change="take", who="U1"), W),
    (Forget(), W),
]
HOME = Tenant("T1", "E1")
GRID = Tenant("", "E1", org_wide=True)
OWN = {"own": Person("U1", "T1"), "other": Person("U2", "T2"), "nowhere": Person("U3", "")}
PLACES = {"public": "C1", "private": "G1", "direct": "D1", "shared": "C2"}


def asked(person, place, tenant=HOME):
    return Asker(tenant, person, Place(PLACES[place]))


@pytest.mark.parametrize(("intent", "needed"), TABLE, ids=lambda x: getattr(x, "kind", x))
def test_the_matrix(intent, needed):
    for role, whose, place in product([None, *Role], OWN, PLACES):
        said = refusal(asked(OWN[whose], place), intent, Standing(role))
        enough = (
            role is not None
            and needed is not None
            and list(Role).index(role) >= list(Role).index(needed)
        )
        allowed = needed is None or (whose == "own" and enough)
        assert (said is None) is allowed, (role, whose, place)


@pytest.mark.parametrize(("intent", "needed"), TABLE, ids=lambda x: getattr(x, "kind", x))
def test_an_external_person_may_only_what_was_sent_to_them_and_only_act_on_that(intent, needed):
    sent = Standing(None, addressed=True)
    for place in PLACES:
        said = refusal(asked(OWN["other"], place), intent, sent)
        assert (said is None) is (needed is None or intent.kind in ADDRESSED)


def test_every_kind_of_intent_is_in_the_matrix():
    assert {intent.kind for intent, _ in TABLE} >= NEEDED.keys()
    assert all(least(intent) is needed for intent, needed in TABLE if needed)


def test_a_kind_nobody_thought_of_needs_the_highest_role():
    class Launch(Orgs):
        kind: str = "launch"

    assert least(Launch()) is Role.OWNER


@pytest.mark.parametrize(
    ("person", "tenant", "mine"),
    [
        (Person("U1", "T1"), HOME, True),
        (Person("U1", "T2"), HOME, False),
        (Person("U1", "E1"), HOME, False),
        (Person("U1", ""), Tenant(""), False),
        (Person("W1", "T7", enterprise="E1"), GRID, True),
        (Person("W1", "E1"), GRID, True),
        (Person("W1", "T7"), GRID, False),
        (Person("W1", "T7", enterprise="E2"), GRID, False),
        (Person("W1", ""), Tenant("", "", org_wide=True), False),
    ],
)
def test_who_is_of_the_house(person, tenant, mine):
    assert own(asked(person, "public", tenant)) is mine


def test_a_refusal_says_what_is_needed_and_names_at_most_three_who_can():
    many = ("U7", "U8", "U9", "UX")
    said = refusal(asked(OWN["own"], "public"), Forget(), Standing(Role.OPERATOR, owners=many))
    assert "owner" in said.says
    assert "operator" in said.says
    assert said.who == many[:3]
    alone = refusal(asked(OWN["own"], "public"), Forget(), Standing(None))
    assert "admin" in alone.next
    assert alone.who == ()


def test_each_role_includes_those_before_it():
    reach = [set(may(role)) for role in [None, *Role]]
    assert all(less < more for less, more in pairwise(reach))


def test_a_house_whose_rules_were_not_laid_down_lets_nobody_in():
    rules, me = Rules(), Asker(Tenant("T1"), Person("U1", "T1"), Place("C1"))
    for intent, needed in TABLE:
        told = refusal(me, intent, rules.standing(None, me, intent))
        assert (told is None) == (needed is None), intent.kind
        assert rules.slow_down(None, me, intent), intent.kind
    assert rules.appeal(None, None, told) is told
    assert not rules.place(None, None, None, me)
    with pytest.raises(LookupError, match="no record"):
        rules.record(None, Deed("T1", "U1", "check"))
