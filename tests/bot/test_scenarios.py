"""Every shipped scenario, through the real gateway, comes out with its verdict and cause."""

import asyncio
import json

import jsonschema
import pytest

from bot.commands.look import look
from bot.settings import Settings
from bot.views.as_json import report_schema
from intents.grammar import parse
from sandbox.org import names

OUTCOMES = {  # scenario → (exit code, track, verdict, cause)
    "healthy-eca": (0, "eca", "ok", None),
    "slow": (0, "eca", "ok", None),
    "huge": (0, "eca", "ok", None),
    "rotating-tokens": (0, "eca", "ok", None),
    "aac-absent": (0, "eca", "ok", None),
    "flaky": (0, "eca", "ok", None),
    "infinite-refresh": (0, "eca", "warn", "refresh-token-by-inactivity"),
    "aac-on": (0, "eca", "warn", "permitted-users-self-authorize"),
    "low-rights": (2, None, "unknown", "bot-can-see"),
    "token-revoked": (2, None, "unknown", "bot-connected"),
    "api-budget-spent": (2, None, "unknown", "api-budget"),
    "eca-missing": (1, "none", "fail", "package-installed"),
    "empty": (1, "none", "fail", "package-installed"),
    "eca-disabled": (1, "eca", "fail", "app-enabled"),
    "oauth-disabled": (1, "eca", "fail", "oauth-enabled"),
    "wrong-policies": (1, "eca", "fail", "permitted-users-self-authorize"),
    "sandbox-refreshed": (1, "eca", "fail", "app-policies-present"),
    "frozen-user": (1, "eca", "fail", "user-not-frozen"),
    "frozen-by-vpn-rule": (1, "eca", "fail", "user-not-frozen"),
    "no-object-access": (1, "eca", "fail", "object-access"),
    "package-outdated": (0, "eca", "warn", "package-installed"),
    "pardot-and-engagement": (0, "eca", "ok", None),
    "staging-label": (0, "eca", "ok", None),
    "unnamed-people": (2, "eca", "unknown", "user-active"),
    "api-only-user": (1, "eca", "fail", "user-can-consent"),
    "legacy-healthy": (0, "legacy", "ok", None),
    "legacy-by-group": (0, "legacy", "ok", None),
    "legacy-not-installed": (0, "legacy", "warn", "legacy-app-installed"),
    "wrong-user-consented": (0, "legacy", "warn", "first-consent-by-setup-user"),
    "legacy-not-assigned": (1, "legacy", "fail", "legacy-user-assigned"),
    "blocked-by-admin": (1, "legacy", "fail", "app-not-blocked"),
    "aac-on-blocked": (1, "legacy", "fail", "app-not-blocked"),
    "mixed": (0, "mixed", "ok", None),
    "token-slots-full": (0, "eca", "warn", "token-slots"),
}


def told(capsys, scenario, text="check acme-prod"):
    code = asyncio.run(look(parse(text), Settings(), sandbox=scenario, as_json=True))
    return code, json.loads(capsys.readouterr().out)


def test_the_table_names_every_scenario_that_is_shipped():
    assert set(OUTCOMES) == set(names())


@pytest.mark.parametrize("scenario", OUTCOMES)
def test_a_scenario_has_its_outcome(scenario, capsys):
    code, report = told(capsys, scenario)
    exit_code, track, verdict, cause = OUTCOMES[scenario]
    found = (report["diagnosis"] or {}).get("cause")
    assert (code, report["verdict"], found) == (exit_code, verdict, cause)
    assert track in (None, report["track"])
    assert len(report["receipt"]) >= 8
    jsonschema.validate(report, report_schema())


def test_every_finding_has_its_evidence(capsys):
    _, report = told(capsys, "wrong-policies")
    for finding in report["findings"]:
        evidence = finding["evidence"]
        assert evidence["seen"] or finding["status"] == "not-applicable", finding["check"]
        if finding["status"] in ("ok", "fail", "warn"):
            # The coverage meter asks nothing of its own: it counts what the others asked.
            assert evidence["asked"] or finding["check"] == "bot-can-see", finding["check"]
            assert evidence["by"], finding["check"]
            assert evidence["at"].startswith("20"), finding["check"]
            assert evidence["api"] == "68.0", finding["check"]
            assert evidence["grade"] in ("measured", "inferred"), finding["check"]


def test_only_the_named_checks_are_told(capsys):
    code, report = told(capsys, "wrong-policies", "check acme-prod only oauth-enabled app-enabled")
    assert code == 0
    assert {f["check"] for f in report["findings"]} == {"oauth-enabled", "app-enabled"}


def test_as_legacy_overrides_the_track(capsys):
    code, report = told(capsys, "healthy-eca", "check acme-prod as legacy")
    assert (code, report["track"], report["verdict"]) == (1, "legacy", "fail")
    assert report["diagnosis"]["cause"] == "legacy-app-visible"


def test_a_legacy_org_is_offered_the_way_out(capsys):
    _, report = told(capsys, "legacy-healthy")
    assert "migrate" in report["track_why"]


def test_the_path_that_grants_is_told(capsys):
    _, report = told(capsys, "legacy-by-group")
    (found,) = (f for f in report["findings"] if f["check"] == "legacy-user-assigned")
    assert found["evidence"]["seen"] == "by the permission set group Sync Users"
