# ruff: noqa: S608  # SOQL put together by a test
from __future__ import annotations

import pytest

from sandbox.org.soql import SoqlError, parse, run

HINT = (
    " If you are attempting to use a custom field, be sure to append the '__c' after the custom"
    " field name. Please reference your WSDL or the describe call for the appropriate names."
)


def names(found, field="Username"):
    return [record[field].split("@")[0] for record in found]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("Username = 'ADA.admin@acme.example.com'", ["ada.admin"]),
        ("Username LIKE '%.admin@%'", ["ada.admin"]),
        ("Username LIKE 'S_m.%'", ["sam.setup"]),
        ("Username IN ('sam.setup@acme.example.com', 'nobody')", ["sam.setup"]),
        ("Profile.Name = 'Acme Integration'", ["sixsense.integration"]),
        ("NOT Profile.Name = 'System Administrator' AND IsActive = true",
         ["checker", "rita.rep", "sixsense.integration"]),
        ("(FirstName = 'Ada' OR FirstName = 'Ivy') AND LastName != 'Admin'", ["ivy.installer"]),
        ("LastLoginDate >= LAST_N_DAYS:1 AND LastName = 'User'", ["sixsense.integration"]),
        ("LastLoginDate = null", []),
        ("Department = null AND FirstName = 'Ada'", ["ada.admin"]),
        ("ProfileId IN (SELECT Id FROM Profile WHERE Name LIKE 'Acme%')", ["sixsense.integration"]),
        ("Id NOT IN (SELECT UserId FROM OauthToken) AND FirstName != 'Ada'",
         ["ivy.installer", "sam.setup"]),
    ],
)  # fmt: skip
def test_conditions(rows, where, expected):
    found = rows(f"SELECT Username FROM User WHERE {where} ORDER BY Username")
    assert names(found) == expected


def test_parents_are_nested_and_missing_parents_are_null(rows):
    found = rows("SELECT AppName, AppMenuItem.ApplicationId, User.Profile.Name FROM OauthToken"
                 " WHERE AppName LIKE '%6sense%'")  # fmt: skip
    assert found[0]["AppMenuItem"] is None
    assert found[0]["User"]["Profile"]["Name"] == "Acme Integration"
    assert list(found[0]) == ["attributes", "AppName", "AppMenuItem", "User"]


def test_ids_of_15_and_18_characters_are_equal(rows):
    user = rows("SELECT Id FROM User WHERE FirstName = 'Ada'")[0]["Id"]
    for written in (user, user[:15]):
        assert rows(f"SELECT Id FROM User WHERE Id = '{written}'")[0]["Id"] == user
        assert rows(f"SELECT Id FROM User WHERE Id IN ('{written}')")


def test_moments_are_printed_as_salesforce_does(rows):
    printed = rows("SELECT CreatedDate FROM Organization")[0]["CreatedDate"]
    assert len(printed) == len("2026-11-22T09:19:17.000+0000")
    assert printed.endswith("+0000")


def test_counting_and_grouping(rows, view):
    assert run(parse("SELECT COUNT() FROM User WHERE IsActive = true"), view()).total == 6
    found = rows("SELECT Profile.Name, COUNT(Id), MAX(LastLoginDate) newest FROM User"
                 " GROUP BY Profile.Name HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC")  # fmt: skip
    assert [(record["Name"], record["expr0"]) for record in found] == [
        ("System Administrator", 3),
        ("Standard User", 2),
    ]
    assert found[0]["attributes"] == {"type": "AggregateResult"}
    assert found[0]["newest"]


def test_ordering_limits_and_all_fields(rows):
    assert names(rows("SELECT Username FROM User ORDER BY FirstName DESC LIMIT 2 OFFSET 1")) == [
        "rita.rep",
        "checker",
    ]
    organization = rows("SELECT FIELDS(ALL) FROM Organization LIMIT 1")[0]
    assert organization["InstanceName"] == "USA794"


@pytest.mark.parametrize(
    ("soql", "code", "reason"),
    [
        ("select count() from XYZZY", "INVALID_TYPE", "sObject type 'XYZZY' is not supported."),
        ("SELECT Body FROM User", "INVALID_FIELD",
         f"No such column 'Body' on entity 'User'.{HINT}"),
        ("SELECT Id FROM User WHERE Nope = 1", "INVALID_FIELD", "No such column 'Nope'"),
        ("SELECT Foo.Name FROM User", "INVALID_FIELD", "Didn't understand relationship 'Foo'"),
        ("SELECT Id, (SELECT Id FROM Foos) FROM User", "INVALID_TYPE",
         "Didn't understand relationship 'Foos' in FROM part of query call."),
        ("SELECT Id FROM LoginHistory WHERE Status = 'Success'", "INVALID_FIELD",
         "field 'Status' can not be filtered in a query call"),
        ("SELECT Id FROM SetupAuditTrail WHERE Display LIKE '%x%'", "INVALID_FIELD",
         "field 'Display' can not be filtered in a query call"),
        ("SELECT Id FROM User WHERE IsActive = 'true'", "INVALID_FIELD",
         "must be of type boolean and should not be enclosed in quotes"),
        ("SELECT Id FROM User WHERE Name = 4", "INVALID_FIELD",
         "must be of type string and should be enclosed in quotes"),
        ("SELECT Id FROM User WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR",
         "invalid ID field: abc"),
        ("SELECT Id FROM User WHERE Id LIKE '005%'", "INVALID_QUERY_FILTER_OPERATOR",
         "invalid operator on id field"),
        ("SELECT Name FROM User GROUP BY ProfileId", "MALFORMED_QUERY",
         "Field must be grouped or aggregated: Name"),
        ("SELECT FIELDS(ALL) FROM User", "MALFORMED_QUERY",
         "The SOQL FIELDS function must have a LIMIT of at most 200"),
        ("SELECT Id FROM PermissionSet ORDER BY PermissionsApiEnabled", "INVALID_FIELD",
         "field 'PermissionsApiEnabled' can not be sorted in a query call"),
    ],
)  # fmt: skip
def test_refusals(rows, soql, code, reason):
    with pytest.raises(SoqlError) as refused:
        rows(soql)
    assert refused.value.code == code
    assert reason in refused.value.message


def test_the_excerpt_is_the_recorded_one(rows):
    with pytest.raises(SoqlError) as refused:
        rows("select count() from XYZZY")
    assert refused.value.message == (
        "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\n"
        "sObject type 'XYZZY' is not supported. If you are attempting to use a custom object, be"
        " sure to append the '__c' after the entity name. Please reference your WSDL or the"
        " describe call for the appropriate names."
    )


@pytest.mark.parametrize(
    ("soql", "where", "known"),
    [
        ("SELECT Id FROM ExternalClientApplication", {"endpoint": "tooling", "version": 67}, True),
        ("SELECT Id FROM ExternalClientApplication", {"endpoint": "tooling", "version": 66}, False),
        ("SELECT Id FROM ExternalClientApplication", {"version": 59}, True),
        ("SELECT Id FROM ExternalClientApplication", {"version": 58}, False),
        ("SELECT ManageableState FROM ExternalClientApplication", {"endpoint": "tooling"}, True),
        ("SELECT ManageableState FROM ExternalClientApplication", {}, False),
        ("SELECT StartPage FROM ExtlClntAppPlcyCnfg", {"version": 62}, False),
        ("SELECT PermissionsCanApproveUninstalledApps FROM PermissionSet", {"version": 64}, True),
        ("SELECT PermissionsCanApproveUninstalledApps FROM PermissionSet", {"version": 63}, False),
        ("SELECT PermissionsUseAnyApiClient FROM PermissionSet", {}, True),
        ("SELECT PermissionsUseAnyApiClient FROM PermissionSet", {"scenario": "aac-absent"}, False),
        ("SELECT IsAdminApprovedAppsOnlyEnabled FROM ConnectedAppSettings",
         {"endpoint": "tooling"}, True),
        ("SELECT IsAdminApprovedAppsOnlyEnabled FROM ConnectedAppSettings",
         {"endpoint": "tooling", "scenario": "aac-absent"}, False),
        ("SELECT Id FROM PardotTenant", {"endpoint": "tooling"}, False),
        ("SELECT Id FROM ActionCadence", {}, False),
        ("SELECT Id FROM OauthToken", {"endpoint": "tooling"}, False),
        ("SELECT Id FROM InstalledSubscriberPackage", {}, False),
    ],
)  # fmt: skip
def test_versions_endpoints_and_features_gate_objects_and_fields(rows, soql, where, known):
    if known:
        rows(soql, **where)
        return
    with pytest.raises(SoqlError) as refused:
        rows(soql, **where)
    assert refused.value.code in {"INVALID_TYPE", "INVALID_FIELD"}


def test_children_of_each_row(rows):
    found = rows(
        "SELECT Name, (SELECT Assignee.Username FROM Assignments ORDER BY Assignee.Username"
        " LIMIT 1) FROM PermissionSet WHERE Name IN ('Sales_Tools', 'Org_Repairer') ORDER BY Name"
    )
    assert found[0]["Assignments"] is None
    below = found[1]["Assignments"]
    assert (below["totalSize"], below["done"]) == (1, True)
    assert below["records"][0]["Assignee"]["Username"] == "rita.rep@acme.example.com"


def test_a_reference_to_one_of_several_objects(rows):
    found = rows(
        "SELECT SetupEntity.Name, SetupEntity.Type FROM SetupEntityAccess", scenario="mixed"
    )
    assert found[0]["SetupEntity"]["Name"] == "sfdc_6sense_oauth_app"


def test_parts_of_dates(rows):
    by_year = (
        "SELECT CALENDAR_YEAR(CreatedDate) year, COUNT(Id) FROM User"
        " GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate)"
    )
    found = rows(by_year)
    assert sum(one["expr0"] for one in found) == 6
    assert 2000 < found[0]["year"] < 2100
    day = found[0]["year"]
    assert len(rows(f"SELECT Id FROM User WHERE CALENDAR_YEAR(CreatedDate) = {day}")) == 6
    with pytest.raises(SoqlError, match="does not support date function"):
        rows("SELECT Id FROM User WHERE DAY_ONLY(Name) = '2026-01-01'")
