# ruff: noqa: ISC004  # queries over two lines in a table
from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from sandbox.org import ScenarioError, names, shipped
from sandbox.org.state import OrgState
from sandbox.org.tables import TABLES

ROOT = Path(__file__).parents[3]
EXPECTED = {
    "healthy-eca", "eca-missing", "empty", "slow", "huge", "rotating-tokens", "aac-absent", "flaky",
    "infinite-refresh", "aac-on", "low-rights", "token-revoked", "api-budget-spent",
    "eca-disabled", "oauth-disabled", "wrong-policies", "sandbox-refreshed", "frozen-user",
    "api-only-user", "legacy-healthy", "mixed", "frozen-by-vpn-rule", "no-object-access",
    "package-outdated", "pardot-and-engagement", "staging-label", "unnamed-people",
    "legacy-not-installed", "legacy-not-assigned", "legacy-by-group", "wrong-user-consented",
    "blocked-by-admin", "aac-on-blocked", "token-slots-full",
}  # fmt: skip


def test_all_scenarios_are_shipped():
    assert set(names()) == EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED - {"huge"}))
def test_every_scenario_loads_and_fills_its_tables(name):
    state = OrgState(shipped.load(name), dt.datetime.now(dt.UTC))
    for table in TABLES:
        ids = [row["Id"] for row in state.rows(table) if row["Id"]]
        assert len(ids) == len(set(ids))
    assert state.connection["alias"] == "acme-prod"
    assert all("example.com" in user.username for user in state.scenario.users.values())


@pytest.mark.parametrize(
    ("name", "soql", "endpoint", "expected"),
    [
        ("healthy-eca", "SELECT COUNT() FROM ExtlClntAppPlcyCnfg WHERE IsEnabled = true"
         " AND OauthPluginStatus = 'Enabled' AND StartPage = 'None'", "data", 3),
        ("healthy-eca", "SELECT COUNT() FROM ExternalClientApplication WHERE ManageableState ="
         " 'installed' AND DistributionState = 'Packaged'", "tooling", 1),
        ("eca-missing", "SELECT COUNT() FROM InstalledSubscriberPackage", "tooling", 2),
        ("eca-missing", "SELECT COUNT() FROM ExternalClientApplication WHERE NamespacePrefix !="
         " null", "data", 0),
        ("empty", "SELECT COUNT() FROM InstalledSubscriberPackage", "tooling", 0),
        ("empty", "SELECT COUNT() FROM ConnectedApplication", "data", 0),
        ("aac-on", "SELECT COUNT() FROM ConnectedAppSettings WHERE IsAdminApprovedAppsOnlyEnabled ="
         " true", "tooling", 1),
        ("infinite-refresh", "SELECT COUNT() FROM ExtlClntAppOauthPlcyCnfg WHERE"
         " ExternalClientApplication.NamespacePrefix = 'sixsense_sandbox' AND"
         " RefreshTokenPolicyType = 'Infinite'", "data", 1),
        ("token-revoked", "SELECT COUNT() FROM OauthToken WHERE User.FirstName = 'Org'", "data", 0),
        ("eca-disabled", "SELECT COUNT() FROM ExtlClntAppPlcyCnfg WHERE IsEnabled = false",
         "data", 1),
        ("oauth-disabled", "SELECT COUNT() FROM ExtlClntAppPlcyCnfg WHERE OauthPluginStatus ="
         " 'Disabled'", "data", 1),
        ("wrong-policies", "SELECT COUNT() FROM AppMenuItem WHERE Type ="
         " 'ExternalClientApplication'", "data", 1),
        ("sandbox-refreshed", "SELECT COUNT() FROM ExtlClntAppOauthSettings WHERE"
         " NamespacePrefix != null", "data", 0),
        ("sandbox-refreshed", "SELECT COUNT() FROM ExternalClientApplication WHERE"
         " NamespacePrefix != null", "data", 1),
        ("frozen-user", "SELECT COUNT() FROM UserLogin WHERE IsFrozen = true", "data", 1),
        ("frozen-user", "SELECT COUNT() FROM OauthToken WHERE AppName LIKE '6sense%'", "data", 1),
        ("api-only-user", "SELECT COUNT() FROM PermissionSetAssignment WHERE"
         " PermissionSet.PermissionsApiUserOnly = true", "data", 1),
        ("api-only-user", "SELECT COUNT() FROM OauthToken WHERE AppName LIKE '6sense%'", "data", 0),
        ("legacy-healthy", "SELECT COUNT() FROM OauthToken WHERE AppName = 'sfdc_6sense_oauth_app'"
         " AND AppMenuItem.ApplicationId != null", "data", 2),
        ("legacy-healthy", "SELECT COUNT() FROM SetupEntityAccess WHERE SetupEntityType ="
         " 'ConnectedApplication'", "data", 1),
        ("mixed", "SELECT COUNT() FROM OauthToken WHERE AppName LIKE '%6sense%'", "data", 3),
        ("legacy-not-installed", "SELECT COUNT() FROM OauthToken WHERE AppName ="
         " 'sfdc_6sense_oauth_app' AND AppMenuItemId = null", "data", 2),
        ("legacy-by-group", "SELECT COUNT() FROM SetupEntityAccess WHERE SetupEntityType ="
         " 'ConnectedApplication' AND ParentId IN (SELECT PermissionSetId FROM"
         " PermissionSetAssignment WHERE Assignee.LastName = 'User')", "data", 1),
        ("token-slots-full", "SELECT COUNT() FROM OauthToken WHERE AppName LIKE '6sense%'",
         "data", 5),
    ],
)  # fmt: skip
def test_what_a_scenario_means(view, name, soql, endpoint, expected):
    from sandbox.org.soql import parse, run  # noqa: PLC0415

    assert run(parse(soql), view(scenario=name, endpoint=endpoint)).total == expected


def test_the_documented_example_is_a_scenario_and_every_shipped_one_is_documented():
    text = (ROOT / "docs" / "sandbox-org.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert shipped.from_text(example[1]).users["zoe"]
    for name in names():
        assert f"`{name}`" in text


def test_huge_lists_are_long(view):
    source = view(scenario="huge")
    for name in ("User", "OauthToken", "LoginHistory", "SetupAuditTrail", "PermissionSet"):
        assert len(source.rows(name)) >= 10_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("extends: healthy-eca\neca: {permited_users: x}", "eca.permited_users: no such setting"),
        ("extends: healthy-eca\nfeatures: {api_access_control: maybe}",
         "features.api_access_control"),
        ("extends: nowhere", "There is no scenario 'nowhere'. Shipped: aac-absent,"),
        ("extends: healthy-eca\nusers: {zoe: {username: z@example.com, first_name: Z, last_name: Z,"
         " profile: nope}}", "profiles has no 'nope'; it has: admin, integration, standard"),
        ("extends: healthy-eca\nlogin_history: [{user: sam, when: yesterday}]",
         "'yesterday' is no time"),
        ("extends: healthy-eca\nprofiles: {standard: {permissions: [ApiEnable]}}",
         "no such permission: ApiEnable"),
        ("[]", "must be a map of settings"),
        ("a: [", "is not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(text, sentence):
    with pytest.raises(ScenarioError, match=r".") as refused:
        shipped.from_text(text)
    assert sentence in str(refused.value)


def test_a_file_may_extend_a_shipped_scenario_or_one_beside_it(tmp_path):
    (tmp_path / "base.yaml").write_text("extends: healthy-eca\nabout: base\n")
    (tmp_path / "mine.yaml").write_text("extends: base.yaml\ntokens: {sixsense: null}\n")
    mine = shipped.load(tmp_path / "mine.yaml")
    assert mine.about == "base"
    assert "sixsense" not in mine.tokens
    (tmp_path / "loop.yaml").write_text("extends: loop.yaml\n")
    with pytest.raises(ScenarioError, match=r"goes round"):
        shipped.load(tmp_path / "loop.yaml")
