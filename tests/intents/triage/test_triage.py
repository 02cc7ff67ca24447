"""What a paste comes to: what it is, what not, what the org says about it."""

import pytest

from intents.checks import CHECKS
from intents.finding import Finding, Grade, Status
from intents.triage import confirming, held_against, triage


def finding(check, status):
    return Finding(check=check, subject="app", status=status, decisive=True)


def answer(text, **statuses):
    findings = [finding(check.replace("_", "-"), status) for check, status in statuses.items()]
    return held_against(triage(text), findings).recognised[0]


FLOW = "OAUTH_FLOW_DISABLED"  # app-enabled, oauth-enabled, app-present


def test_an_answer_says_everything_a_person_needs():
    told = triage("https://x.example/?error=app_not_found")
    first = told.recognised[0]
    assert (first.code, first.error) == ("OAUTH_EC_APP_NOT_FOUND", "app-not-found")
    assert first.explains == ("app_not_found",)
    assert first.also == ("app_not_found",)
    assert first.who == "System Administrator"
    assert "package-installed" in first.checks
    assert first.playbook == "fix-app-not-found"
    assert first.grade is Grade.INFERRED
    assert any(one.startswith("OAUTH_FLOW_DISABLED: ") for one in told.not_these)


def test_nothing_is_said_of_what_is_not_known():
    told = triage("the printer is on fire")
    assert (told.recognised, told.not_these, told.secrets_removed) == ((), (), ())


def test_another_products_code_is_named_with_its_product():
    assert triage("HubSpot: invalid_grant").not_these == (
        "invalid_grant: here it is a word of HubSpot, not of Salesforce",
    )


def test_nobodys_code_is_said_to_be_nobodys():
    told = triage("invalid_grant " + "in the middle of a long story about something else " * 4)
    assert told.recognised == ()
    assert "nothing here names Salesforce" in told.not_these[0]


def test_only_the_page_is_not_enough():
    page = triage("OAUTH_APPROVAL_ERROR_GENERIC").recognised[0]
    wire = triage("error=invalid_client&error_description=app must be installed into org")
    assert "address bar" in page.ask
    assert wire.recognised[0].code == page.code
    assert wire.recognised[0].ask == ""


def test_what_was_recognised_too_is_not_among_what_it_is_not():
    told = triage("OAUTH_EC_APP_NOT_FOUND, then OAUTH_FLOW_DISABLED")
    assert not any(one.startswith("OAUTH_FLOW_DISABLED") for one in told.not_these)
    assert not any(one.startswith("OAUTH_EC_APP_NOT_FOUND") for one in told.not_these)


@pytest.mark.parametrize(
    ("statuses", "confirmed", "refuted", "grade"),
    [
        ({}, (), (), "inferred"),
        ({"oauth_enabled": "fail", "app_enabled": "ok"}, ("oauth-enabled",), (), "measured"),
        ({"oauth_enabled": "warn"}, ("oauth-enabled",), (), "measured"),
        (
            {"app_enabled": "ok", "oauth_enabled": "ok", "app_present": "ok"},
            (),
            ("app-enabled", "oauth-enabled", "app-present"),
            "measured",
        ),
        ({"app_enabled": "ok", "oauth_enabled": "unknown"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "blocked"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "manual"}, (), (), "inferred"),
        ({"app_enabled": "unknown"}, (), (), "inferred"),
        ({"app_enabled": "not-applicable"}, (), (), "inferred"),
        (
            {"app_enabled": "ok", "oauth_enabled": "not-applicable"},
            (),
            ("app-enabled",),
            "measured",
        ),
        ({"user_active": "fail"}, (), (), "inferred"),
    ],
)
def test_what_the_org_says_confirms_or_refutes(statuses, confirmed, refuted, grade):
    told = answer(FLOW, **{check: Status(status) for check, status in statuses.items()})
    assert (told.confirmed_by, told.refuted_by, told.grade) == (confirmed, refuted, grade)


def test_only_checks_that_exist_are_asked():
    named = confirming(triage("OAUTH_EC_APP_NOT_FOUND OAUTH_FLOW_DISABLED Restricted IP"))
    assert set(named) <= CHECKS.keys()
    assert len(named) == len(set(named))
    assert "package-installed" in named
