"""A paste's answer at each door: Slack takes it, a terminal shows it, JSON keeps its schema."""

import json
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from bot.views.as_json import report_schema, schema_text, triage_json, triage_schema
from bot.views.limits import valid
from bot.views.message import bound
from bot.views.terminal_triaged import triaged as lines
from bot.views.triaged import secrets_note, triaged
from intents.errors import ERRORS
from intents.finding import Finding, Status
from intents.intent import CheckOrg
from intents.triage import held_against, triage

DOCS = Path(__file__).parents[2] / "docs"
EVERY = " ; ".join(error.code for error in ERRORS.values())
PASTES = {
    "one": "OAUTH_EC_APP_NOT_FOUND",
    "only the page": "OAUTH_APPROVAL_ERROR_GENERIC",
    "several": "OAUTH_APP_BLOCKED, invalid_grant: expired access/refresh token, User is frozen",
    "foreign": "HubSpot said invalid_grant",
    "unknown": "<!channel> *nothing* known `here` <https://x.example|y>",
    "secrets": "?code=aPrxsFoCW6g04LBqyud5&error=app_not_found&password=hunter2",
    "every error": f"Salesforce {EVERY}",
}


def payload(message):
    made = bound(message, lambda _: "id")
    assert valid(made) == []
    return str(made)


@pytest.mark.parametrize("paste", PASTES)
def test_slack_takes_it(paste):
    told = triage(PASTES[paste])
    text = payload(triaged(told))
    assert "<!channel>" not in text
    assert "aPrxs" not in text
    assert ("I do not know" in text) == (not told.recognised)
    for one in told.recognised[:1]:
        assert one.name in text


def test_a_walkthrough_has_a_button_only_where_it_can_be_begun():
    told = triage("OAUTH_APP_BLOCKED User is frozen")
    begin = CheckOrg(org="acme-prod")
    assert triaged(told).buttons == ()
    drawn = triaged(told, {"fix-app-blocked": begin})
    assert [button.intent for button in drawn.buttons] == [begin]
    payload(drawn)


def test_the_org_s_word_is_shown():
    told = triage("OAUTH_FLOW_DISABLED")
    off = Finding(check="oauth-enabled", subject="app", status=Status.FAIL, decisive=True)
    measured = held_against(told, [off])
    assert "confirmed by oauth-enabled" in payload(triaged(measured))
    assert "confirmed by oauth-enabled" in shown(measured)


def test_the_warning_names_kinds_and_what_to_revoke_and_never_a_value():
    text = payload(secrets_note(triage(PASTES["secrets"]).secrets_removed))
    assert "password" in text
    assert "Change the password now." in text
    assert "hunter2" not in text


def shown(told):
    out = Console(width=200, file=StringIO(), record=True)
    out.print(lines(told))
    return out.export_text()


@pytest.mark.parametrize("paste", PASTES)
def test_a_terminal_shows_it(paste):
    told = triage(PASTES[paste])
    text = shown(told)
    assert all(one.name in text for one in told.recognised)
    assert "hunter2" not in text
    assert ("I do not know" in text) == (not told.recognised)


@pytest.mark.parametrize("paste", PASTES)
def test_the_json_keeps_its_schema(paste):
    made = json.loads(triage_json(triage(PASTES[paste])))
    Draft202012Validator(triage_schema()).validate(made)
    assert list(made) == ["recognised", "not_these", "secrets_removed"]
    for one in made["recognised"]:
        promised = {"code", "name", "cause", "explains", "who", "checks", "playbook", "grade"}
        assert promised <= one.keys()


@pytest.mark.parametrize(("name", "schema"), [("report", report_schema), ("triage", triage_schema)])
def test_the_schema_in_the_docs_is_the_one_that_is_kept(name, schema):
    assert (DOCS / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(schema())
    Draft202012Validator.check_schema(schema())
