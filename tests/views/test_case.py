"""A case in its three forms, in every state."""

import pytest

from bot.views.case import Ways, card, letter
from bot.views.case_call import called, not_called, sent_here
from bot.views.private import private
from intents import casework
from intents.asked.cases import Holder, LookInto
from intents.case import CaseView
from intents.finding import Status
from intents.replies.triaged import SecretsCut, Triaged
from intents.reply import Diagnosis, Verdict
from intents.secrets import Removed
from intents.triage import triage
from tests.views.drawing import as_json, kept, printed, sent

AT = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def cases(replies):
    fresh = casework.opened("c-1", triage("OAUTH_FLOW_DISABLED"), "U0SAM", AT)
    looking = casework.looking(fresh, "acme-prod", "r-1", "U0SAM", AT)
    report = replies["fail"]
    one = report.findings[0].model_copy(update={"check": "app-enabled", "status": Status.FAIL})
    told = Diagnosis(
        cause="app-enabled", explains=1, next="Enable <it>.", who="System Administrator"
    )
    bad = report.model_copy(update={"findings": (one,), "diagnosis": told})
    right = one.model_copy(update={"status": Status.OK})
    good = tuple(right.model_copy(update={"check": c}) for c in ("app-enabled", "oauth-enabled"))
    fine = bad.model_copy(update={"findings": good, "verdict": Verdict.OK, "diagnosis": None})
    codes = (
        "OAUTH_EC_APP_NOT_FOUND OAUTH_APP_BLOCKED OAUTH_APPROVAL_ERROR_GENERIC INVALID_SESSION_ID"
    )
    return {
        "fresh": fresh,
        "offered": casework.offered(fresh, "acme-prod"),
        "looking": looking,
        "confirmed": casework.answered(looking, bad),
        "refuted": casework.answered(looking, fine),
        "many": casework.pasted(fresh, triage(codes), "U0OLGA", AT),
        "handed": casework.handed(fresh, Holder.SALESFORCE, "U0OLGA", AT),
        "resolved": casework.resolved(casework.answered(looking, bad), "U0OLGA", AT),
    }


STATES = ("fresh", "offered", "looking", "confirmed", "refuted", "many", "handed", "resolved")


@pytest.mark.parametrize("state", STATES)
def test_card(state, cases):
    can = Ways(orgs=int(state != "fresh"), escalate=state == "handed")
    kept(f"case-{state}.json", as_json(sent(card(cases[state], can))))


@pytest.mark.parametrize("form", ["ticket", "preview"])
@pytest.mark.parametrize("state", ["fresh", "confirmed", "many"])
def test_views_of_one_case(state, form, cases):
    view = CaseView(form=form, case=cases[state], person="U0CARA" if state == "many" else "")
    kept(f"case-{form}-{state}.json", as_json(sent(private(view))))


def test_what_is_said_around_a_case(cases):
    case = cases["confirmed"]
    drawn = {
        "called": called(case, "S0ONCALL", "U0SAM"),
        "called-nobody": called(case, "<!channel>", "U0SAM"),
        "not-called": not_called("HTTP <500>"),
        "sent-here": sent_here(letter(case), "U0CARA", "cannot_dm_bot"),
        "secrets": private(SecretsCut(removed=(Removed(kind="state", count=2, revoke="Log in."),))),
        "unknown": private(Triaged(not_these=("AADSTS: a word of <Microsoft>",))),
    }
    kept("case-around.json", as_json({name: sent(one) for name, one in drawn.items()}))


def test_nothing_of_a_group_that_is_none_is_mentioned(cases):
    assert "<!" not in str(called(cases["fresh"], "S1> <!channel", "U0SAM").blocks)


def test_a_case_shows_no_code_of_an_org_it_was_not_told(cases):
    drawn = card(cases["fresh"], Ways(orgs=2))
    assert "acme-prod" not in str(drawn.blocks)
    assert LookInto(case="c-1") in [button.intent for button in drawn.buttons]
    assert LookInto(case="c-1") not in [b.intent for b in card(cases["fresh"], Ways()).buttons]


def test_a_ticket_has_no_names(cases):
    assert "U0SAM" not in printed(CaseView(form="ticket", case=cases["confirmed"]), None)
