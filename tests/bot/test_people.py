"""People, paths and products end to end: what is said about them, and who it suggests."""

import pytest

from tests.bot.test_scenarios import told

SAID = [
    ("frozen-by-vpn-rule", "user-not-frozen", "user:integration", "anonymising VPN"),
    ("frozen-by-vpn-rule", "recent-logins", "user:integration", "inactive_user"),
    ("frozen-by-vpn-rule", "recent-changes", "org", "a user was frozen by Salesforce"),
    ("no-object-access", "object-access", "object:Lead", "Marketing Sync (which mutes"),
    ("no-object-access", "object-access", "object:Contact", "profile Acme Integration"),
    ("no-object-access", "field-access", "object:Account", "Industry"),
    ("pardot-and-engagement", "sales-engagement-covered", "org", "scope api"),
    ("staging-label", "app-present", "app", "Sixsense Staging Test"),
    ("package-outdated", "package-installed", "app", "version 1.2.0"),
]


@pytest.mark.parametrize("scenario", sorted({row[0] for row in SAID}))
def test_what_is_said_of_a_scenario(scenario, capsys):
    _, report = told(capsys, scenario)
    seen = {(f["check"], f["subject"]): f["evidence"]["seen"] for f in report["findings"]}
    for of, check, subject, text in SAID:
        if of == scenario:
            assert text in seen[check, subject]


def test_whom_nobody_named_the_evidence_suggests(capsys):
    _, report = told(capsys, "unnamed-people")
    found = {
        s["role"]: (s["username"].partition(".")[0], s["strength"]) for s in report["suggestions"]
    }
    assert found == {
        "integration": ("sixsense", "strong"),
        "setup": ("ivy", "weak"),
        "installer": ("ivy", "strong"),
    }
    assert told(capsys, "healthy-eca")[1]["suggestions"] == []
