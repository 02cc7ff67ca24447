"""A case moves on by what happened, and only by that."""

import json

from hypothesis import given
from hypothesis import strategies as st

from intents import casework
from intents.asked.cases import Holder
from intents.case import Case, borne_out, summary
from intents.triage import triage

AT = "2026-11-22T09:00:00+00:00"


def fresh(text="OAUTH_FLOW_DISABLED"):
    return casework.opened("c-1", triage(text), "U0SAM", AT)


def test_who_can_fix_it_has_to_act_first():
    assert fresh().holder is Holder.CUSTOMER
    assert fresh("nothing that is known").holder is Holder.US


def test_what_is_pasted_again_is_there_once_and_reopens():
    handed = casework.handed(fresh(), Holder.SALESFORCE, "U0SAM", AT)
    closed = casework.resolved(handed, "U0SAM", AT)
    assert "next to act" not in summary(closed)
    again = casework.pasted(closed, triage("OAUTH_FLOW_DISABLED OAUTH_APP_BLOCKED"), "U0OLGA", AT)
    assert [one.code for one in again.triaged.recognised] == [
        "OAUTH_FLOW_DISABLED",
        "OAUTH_APP_BLOCKED",
    ]
    assert (again.stage, again.holder) == ("open", Holder.CUSTOMER)
    assert [entry.what for entry in again.log][-2:] == ["resolved the case", "reopened the case"]
    assert not [t for t in again.triaged.not_these if t.startswith("OAUTH_APP_BLOCKED:")]


def test_what_an_earlier_release_wrote_down_besides_stops_nobody():
    older = fresh().model_dump(mode="json") | {"opened_by": "U0SAM", "opened_at": AT}
    assert Case.model_validate_json(json.dumps(older)) == fresh()


def test_nothing_is_borne_out_before_the_org_was_asked():
    assert {borne_out(one) for one in fresh().triaged.recognised} == {"open"}


MOVES = (
    lambda c: casework.pasted(c, triage("OAUTH_APP_BLOCKED"), "U0OLGA", AT),
    lambda c: casework.offered(c, "acme-prod"),
    lambda c: casework.looking(c, "acme-prod", "r-1", "U0SAM", AT),
    lambda c: casework.handed(c, Holder.WAITING, "U0SAM", AT),
    lambda c: casework.escalated(c, "U0SAM", AT),
    lambda c: casework.resolved(c, "U0SAM", AT),
    lambda c: casework.told(c, "U0SAM", AT),
)


@given(st.lists(st.sampled_from(MOVES), max_size=120))
def test_any_history_can_be_stored_told_and_is_bounded(moves):
    case = fresh()
    for move in moves:
        case = move(case)
    assert Case.model_validate_json(case.model_dump_json()) == case
    assert case.log[0].what == "opened the case"
    assert len(case.log) <= 40
    assert "OAUTH_FLOW_DISABLED" in summary(case)
