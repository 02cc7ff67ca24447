# ruff: noqa: S608  # SOQL put together by a test
from __future__ import annotations

import pytest

from sandbox.org import rights
from sandbox.org.schema import entities
from sandbox.org.soql import SoqlError

# what the low-rights user (API Enabled and Run Reports alone) gets
LOW = [
    ("data", "OauthToken", "own rows"),
    ("data", "LoginHistory", "own rows"),
    ("data", "UserLogin", "no object"),
    ("data", "SetupEntityAccess", "no object"),
    ("data", "PermissionSetAssignment", "no object"),
    ("data", "PermissionSet", "no object"),
    ("data", "ObjectPermissions", "no object"),
    ("data", "SetupAuditTrail", "no object"),
    ("data", "ExternalClientApplication", "no object"),
    ("data", "ExtlClntAppPlcyCnfg", "no object"),
    ("data", "ExtlClntAppOauthPlcyCnfg", "no object"),
    ("data", "ExtlClntAppOauthSettings", "no object"),
    ("data", "EventLogFile", "no object"),
    ("data", "Lead", "no object"),
    ("data", "Account", "all"),
    ("data", "User", "all"),
    ("data", "Organization", "all"),
    ("tooling", "InstalledSubscriberPackage", "no object"),
    ("tooling", "ConnectedAppSettings", "no object"),
    ("tooling", "ExternalClientApplication", "no object"),
]


@pytest.mark.parametrize(("endpoint", "entity", "seen"), LOW)
def test_little_rights_see_little(rows, endpoint, entity, seen):
    def asked(user):
        return rows(f"SELECT Id FROM {entity}", user=user, endpoint=endpoint, scenario="low-rights")

    if seen == "no object":
        with pytest.raises(SoqlError) as refused:
            asked("checker")
        assert refused.value.code == "INVALID_TYPE"
        return
    assert len(asked("checker")) <= len(asked("ada"))
    assert (len(asked("checker")) < len(asked("ada"))) == (seen == "own rows")


def test_hidden_rows_come_without_an_error_and_are_ones_own(rows, view):
    own = rows("SELECT UserId FROM OauthToken", user="checker", scenario="low-rights")
    me = view(user="checker").caller.user_id
    assert {row["UserId"] for row in own} == {me}


def test_hidden_fields_are_no_such_columns(rows):
    assert rows("SELECT Id, Name FROM ConnectedApplication", user="checker", scenario="low-rights")
    with pytest.raises(SoqlError) as refused:
        rows(
            "SELECT Id, Name, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication",
            user="checker",
            scenario="low-rights",
        )
    assert refused.value.code == "INVALID_FIELD"
    assert "No such column 'OptionsAllowAdminApprovedUsersOnly'" in refused.value.message


def test_a_hidden_parent_cannot_be_followed(rows):
    with pytest.raises(SoqlError) as refused:
        rows(
            "SELECT ExternalClientApplication.MasterLabel FROM ExtlClntAppPlcyCnfg",
            user="checker",
            scenario="low-rights",
        )
    assert refused.value.code == "INVALID_TYPE"


def test_everyone_sees_their_own_permissions(rows):
    admin = rows("SELECT PermissionsInstallPackaging FROM UserPermissionAccess", user="ivy")
    assert admin[0]["PermissionsInstallPackaging"] is True
    low = rows("SELECT PermissionsApiEnabled, PermissionsViewSetup FROM UserPermissionAccess",
               user="checker", scenario="low-rights")  # fmt: skip
    assert (low[0]["PermissionsApiEnabled"], low[0]["PermissionsViewSetup"]) == (True, False)


def test_every_rule_names_an_object_and_a_source():
    features = frozenset({"account_engagement", "sales_engagement", "api_access_control"})
    known = {**entities("data", 68, features), **entities("tooling", 68, features)}
    for rule in rights.RULES:
        assert rule.entity.lower() in known
        assert rule.source
        assert bool(rule.owner) == (rule.otherwise == "own rows")
        assert bool(rule.fields) == (rule.otherwise == "no fields")


GROUPED = """
about: A group that mutes.
extends: healthy-eca
permission_sets:
  sync:
    name: Sync
    label: Sync
    permissions: [RunReports, ViewSetup]
    objects: {Lead: [read, edit]}
permission_set_groups:
  syncs:
    name: Syncs
    label: Syncs
    permission_sets: [sync]
    status: Outdated
    muting: {permissions: [ViewSetup], objects: {Lead: [edit]}}
users:
  rita: {permission_sets: [syncs]}
"""


def test_a_group_grants_its_sum_without_what_it_mutes(rows, tmp_path):
    file = tmp_path / "grouped.yaml"
    file.write_text(GROUPED, encoding="utf-8")

    def asked(text, user="ada"):
        return rows(text, user=user, scenario=str(file))

    (whole,) = asked("SELECT PermissionsRunReports, PermissionsViewSetup FROM PermissionSet "
                     "WHERE Type = 'Group'")  # fmt: skip
    assert (whole["PermissionsRunReports"], whole["PermissionsViewSetup"]) == (True, False)
    (lead,) = asked("SELECT PermissionsRead, PermissionsEdit FROM ObjectPermissions "
                    "WHERE SobjectType = 'Lead' AND Parent.Type = 'Group'")  # fmt: skip
    assert (lead["PermissionsRead"], lead["PermissionsEdit"]) == (True, False)
    assert asked("SELECT Status FROM PermissionSetGroup")[0]["Status"] == "Outdated"
    assert len(asked("SELECT Id FROM PermissionSetGroupComponent")) == 2
    assert asked("SELECT Id FROM Lead", user="rita") == []
    with pytest.raises(SoqlError):
        asked("SELECT Id FROM PermissionSetGroup", user="rita")


def test_what_has_no_permission_of_its_own_follows_another(rows):
    assert rows("SELECT Id FROM CampaignMember", user="integration") == []
    with pytest.raises(SoqlError):
        rows("SELECT Id FROM CampaignMember", user="rita")
    of_members = "SELECT Id FROM ObjectPermissions WHERE SobjectType = 'CampaignMember'"
    assert rows(of_members, user="ada") == []
