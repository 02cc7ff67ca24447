"""What a paste comes to: what it is, what not, what the org says about it."""

import pytest

from intents.checks import CHECKS
from intents.errors import ERRORS
from intents.finding import Evidence, Finding, Grade, Status
from intents.intent import Track
from intents.replies.triaged import Triaged
from intents.report import report
from intents.triage import bearing_out, confirming, held_against, triage


def finding(check, status):
    return Finding(check=check, subject="app", status=status, decisive=True)


def answer(text, **statuses):
    findings = [finding(check.replace("_", "-"), status) for check, status in statuses.items()]
    return held_against(triage(text), findings).recognised[0]


FLOW = "OAUTH_FLOW_DISABLED"
BOTH = ("app-enabled", "oauth-enabled")


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


def test_what_is_denied_is_said_to_be():
    told = triage("Reconnected, no OAUTH_APP_BLOCKED any more")
    assert told.recognised == ()
    assert told.not_these == (
        "OAUTH_APP_BLOCKED: here it is only talked about, or said not to be so",
    )
    both = triage("Yesterday OAUTH_APP_BLOCKED was gone, today OAUTH_APP_BLOCKED again")
    assert not any("not to be so" in one for one in both.not_these)


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
        ({"oauth_enabled": "warn", "app_enabled": "ok"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "ok"}, (), BOTH, "measured"),
        (
            {"app_enabled": "ok", "oauth_enabled": "ok", "app_present": "unknown"},
            (),
            BOTH,
            "measured",
        ),
        ({"app_enabled": "ok"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "unknown"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "blocked"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "manual"}, (), (), "inferred"),
        ({"app_enabled": "ok", "oauth_enabled": "not-applicable"}, (), (), "inferred"),
        ({"app_present": "fail"}, (), (), "inferred"),
        ({"user_active": "fail"}, (), (), "inferred"),
    ],
)
def test_what_the_org_says_confirms_or_refutes(statuses, confirmed, refuted, grade):
    told = answer(FLOW, **{check: Status(status) for check, status in statuses.items()})
    assert (told.confirmed_by, told.refuted_by, told.grade) == (confirmed, refuted, grade)


def test_a_warning_confirms_only_what_it_means():
    assert answer("package_old_or_so OAUTH_APP_BLOCKED", org_open=Status.WARN).confirmed_by == ()
    text = "Login History: Installed package for this consumer is out of date"
    assert answer(text, package_installed=Status.WARN).confirmed_by == ("package-installed",)
    assert answer(text, package_installed=Status.FAIL).confirmed_by == ()


@pytest.mark.parametrize(
    ("paste", "status", "confirmed"),
    [
        ("Restricted IP", "Restricted IP", True),
        ("Restricted IP", "Failed: Invalid Token", False),
        ("Failed: Signature Invalid", "Failed: Signature Invalid", True),
        ("Failed: Signature Invalid", "Restricted IP", False),
    ],
)
def test_a_refused_login_confirms_the_error_it_names(paste, status, confirmed):
    seen = Evidence(seen=f"the last login was refused, 2026-11-21 10:00 UTC: “{status}”: why")
    found = finding("recent-logins", Status.WARN).model_copy(update={"evidence": seen})
    told = held_against(triage(paste), [found]).recognised[0]
    assert bool(told.confirmed_by) is confirmed
    assert told.refuted_by == ()


#: What healthy orgs prove not to be so: checks that are the whole cause, and nothing else.
PEOPLE = {"inactive-user", "user-frozen", "oauth-api-disabled", "api-disabled-for-org"}
PACKAGE = {"app-not-found", "package-missing", "package-old", "invalid-distribution-state",
           "flow-disabled", "ecapp-policy-not-found", "oauth-policy-not-found"}  # fmt: skip
REFUTED = {
    "healthy": PEOPLE | PACKAGE | {"inactive-org"},
    "legacy": PEOPLE | {"install-option-missing", "inactive-org"},
}


def held(error, heard):
    """An error, held against an org as it is asked for it."""
    told = Triaged(recognised=triage(error.code).recognised[:1])
    first = told.recognised[0].model_copy(update={"error": error.slug, "checks": error.checks})
    told = Triaged(recognised=(first,))
    ask = bearing_out(told, "acme-prod")
    return held_against(told, report(ask, heard).findings).recognised[0] if ask else first


@pytest.mark.parametrize("base", REFUTED)
def test_a_healthy_org_refutes_only_what_its_checks_cause(base, org):
    held_up = {slug: held(error, org(base=base)) for slug, error in ERRORS.items()}
    assert {slug for slug, told in held_up.items() if told.refuted_by} == REFUTED[base]
    confirmed = {slug for slug, told in held_up.items() if told.confirmed_by}
    assert confirmed == ({"app-not-found"} if base == "legacy" else set())


def test_an_error_of_the_new_app_is_judged_for_the_new_app(org):
    ask = bearing_out(triage("OAUTH_EC_APP_NOT_FOUND"), "acme-prod")
    assert ask.track is Track.ECA
    assert bearing_out(triage("OAUTH_APP_BLOCKED"), "acme-prod").track is None
    assert bearing_out(triage("nothing known"), "acme-prod") is None
    said = {f.check: f.status for f in report(ask, org(base="legacy")).findings}
    assert said["package-installed"] is Status.FAIL


def test_only_checks_that_exist_are_asked():
    named = confirming(triage("OAUTH_EC_APP_NOT_FOUND OAUTH_FLOW_DISABLED Restricted IP"))
    assert set(named) <= CHECKS.keys()
    assert len(named) == len(set(named))
    assert "package-installed" in named
