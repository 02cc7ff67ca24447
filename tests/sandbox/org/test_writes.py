# ruff: noqa: S608  # SOQL put together by a test
"""Records written through simple-salesforce, and what the org is afterwards."""

from __future__ import annotations

from asyncio import to_thread as run

import pytest
from simple_salesforce.exceptions import SalesforceError

NEW = {"Name": "Sixsense_Setup_Consent", "Label": "6sense Setup Consent"}


@pytest.fixture
def admin(org, connect):
    """The checker, with every right."""
    org.change({"users": {"checker": {"profile": "admin"}}})
    return connect()


async def refused(call, *args):
    with pytest.raises(SalesforceError) as caught:
        await run(call, *args)
    return caught.value.content[0]


def composite(sf, *requests, all_or_none=True):
    listed = [
        {"method": m, "url": f"/services/data/v68.0/{u}", "body": b, "referenceId": r}
        for m, u, b, r in requests
    ]
    body = {"allOrNone": all_or_none, "compositeRequest": listed}
    return sf.restful("composite", method="POST", json=body)["compositeResponse"]


async def test_a_permission_set_is_made_given_and_felt_at_once(org, admin):
    user = org.org.state.user_id("rita")
    wanted = {**NEW, "PermissionsCanApproveUninstalledApps": True}
    made = await run(admin.PermissionSet.create, wanted)
    assert made["success"]
    given = {"AssigneeId": user, "PermissionSetId": made["id"]}
    assignment = (await run(admin.PermissionSetAssignment.create, given))["id"]
    assert "CanApproveUninstalledApps" in org.org.state.permissions("rita")
    soql = (
        "SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE"
        f" PermissionSet.PermissionsCanApproveUninstalledApps = true AND AssigneeId = '{user}'"
    )
    found = await run(admin.query, soql)
    assert found["records"][0]["PermissionSet"]["Name"] == NEW["Name"]
    assert (await refused(admin.PermissionSetAssignment.create, given))["errorCode"] == (
        "DUPLICATE_VALUE"
    )
    assert (await refused(admin.PermissionSet.delete, made["id"]))["errorCode"] == "DELETE_FAILED"
    assert await run(admin.PermissionSetAssignment.delete, assignment) == 204
    assert "CanApproveUninstalledApps" not in org.org.state.permissions("rita")
    assert await run(admin.PermissionSet.delete, made["id"]) == 204
    trail = await run(admin.query, "SELECT Action FROM SetupAuditTrail ORDER BY CreatedDate DESC")
    assert trail["records"][0]["Action"] == "PermSetDelete"


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ({"Label": "x"}, "REQUIRED_FIELD_MISSING", ["Name"]),
        ({**NEW, "Name": "6sense_Access"}, "FIELD_INTEGRITY_EXCEPTION", ["Name"]),
        ({**NEW, "Name": "A__b"}, "FIELD_INTEGRITY_EXCEPTION", ["Name"]),
        ({**NEW, "Name": "org_inspector"}, "DUPLICATE_VALUE", []),
        ({**NEW, "Nope": 1}, "INVALID_FIELD", []),
        ({**NEW, "IsCustom": True}, "INVALID_FIELD_FOR_INSERT_UPDATE", ["IsCustom"]),
        ({**NEW, "PermissionsApiEnabled": "yes"}, "JSON_PARSER_ERROR", []),
    ],
)
async def test_a_permission_set_that_is_not_right(admin, body, code, fields):
    said = await refused(admin.PermissionSet.create, body)
    assert (said["errorCode"], said["fields"]) == (code, fields)


async def test_changing_by_id_and_by_name(admin):
    first = await run(admin.PermissionSet.upsert, f"Name/{NEW['Name']}", {"Label": "One"})
    again = await run(admin.PermissionSet.upsert, f"Name/{NEW['Name']}", {"Label": "Two"})
    assert (first, again) == (201, 200)
    row = await run(admin.PermissionSet.get_by_custom_id, "Name", NEW["Name"])
    assert row["Label"] == "Two"
    assert await run(admin.PermissionSet.update, row["Id"], {"PermissionsRunReports": True}) == 204
    assert (await run(admin.PermissionSet.get, row["Id"]))["PermissionsRunReports"] is True


async def test_rights_are_the_callers_own(sf, org):
    assert (await refused(sf.PermissionSet.create, NEW))["errorCode"] == (
        "INSUFFICIENT_ACCESS_OR_READONLY"
    )
    said = await refused(sf.Organization.create, {"Name": "x"})
    assert said["errorCode"] == "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"
    assert (await refused(sf.User.delete, org.org.state.user_id("rita")))["errorCode"] == (
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"
    )


async def test_freezing(org, admin):
    def login(user):
        soql = f"SELECT Id FROM UserLogin WHERE UserId = '{org.org.state.user_id(user)}'"
        return admin.query(soql)["records"][0]["Id"]

    integration, own = await run(login, "integration"), await run(login, "checker")
    assert await run(admin.UserLogin.update, integration, {"IsFrozen": True}) == 204
    assert org.org.state.scenario.users["integration"].frozen
    said = await refused(admin.UserLogin.update, own, {"IsFrozen": True})
    assert said["errorCode"] == "CANNOT_FREEZE_SELF"
    said = await refused(admin.UserLogin.update, "0YwHs0000000000AAA", {"IsFrozen": True})
    assert said["errorCode"] == "INVALID_CROSS_REFERENCE_KEY"
    user = org.org.state.user_id("rita")
    assert await run(admin.User.update, user, {"IsActive": False}) == 204
    assert not org.org.state.scenario.users["rita"].active


async def test_an_app_for_a_permission_set(org, admin):
    org.load("legacy-healthy")
    org.change({"users": {"checker": {"profile": "admin"}}})
    state = org.org.state
    access = {
        "ParentId": state.id("PermissionSet", "sales-tools"),
        "SetupEntityId": state.id("ConnectedApplication", "sixsense-oauth"),
    }
    made = await run(admin.SetupEntityAccess.create, access)
    assert org.org.state.scenario.permission_sets["sales-tools"].apps == ("sixsense-oauth",)
    assert (await refused(admin.SetupEntityAccess.create, access))["errorCode"] == "DUPLICATE_VALUE"
    assert await run(admin.SetupEntityAccess.delete, made["id"]) == 204
    assert org.org.state.scenario.permission_sets["sales-tools"].apps == ()


async def test_a_composite_uses_what_it_made_or_leaves_nothing(org, admin):
    assign = {"AssigneeId": org.org.state.user_id("rita"), "PermissionSetId": "@{new.id}"}
    both = [
        ("POST", "sobjects/PermissionSet", NEW, "new"),
        ("POST", "sobjects/PermissionSetAssignment", assign, "given"),
    ]
    before = org.org.state
    broken = [*both, ("POST", "sobjects/PermissionSet", NEW, "again")]
    failed = await run(composite, admin, *broken)
    assert [one["httpStatusCode"] for one in failed] == [400, 400, 400]
    assert failed[2]["body"][0]["errorCode"] == "DUPLICATE_VALUE"
    assert failed[0]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert org.org.state is before
    made = await run(composite, admin, *both)
    assert [one["httpStatusCode"] for one in made] == [201, 201]
    assert len(org.org.state.scenario.users["rita"].permission_sets) == 2


async def test_collections(org, admin):
    records = [
        {"attributes": {"type": "PermissionSet"}, "Name": name, "Label": name}
        for name in ("One", "Two", "3")
    ]

    def send(every):
        body = {"allOrNone": every, "records": records}
        return admin.restful("composite/sobjects", method="POST", json=body)

    all_or_none = await run(send, True)
    assert [one["errors"][0]["statusCode"] for one in all_or_none] == [
        *["ALL_OR_NONE_OPERATION_ROLLED_BACK"] * 2,
        "FIELD_INTEGRITY_EXCEPTION",
    ]
    each = await run(send, False)
    assert [one["success"] for one in each] == [True, True, False]
    ids = ",".join(one["id"] for one in each[:2])
    path = "composite/sobjects"
    gone = await run(lambda: admin.restful(path, params={"ids": ids}, method="DELETE"))
    assert [one["success"] for one in gone] == [True, True]
    assert not any(s.name == "One" for s in org.org.state.scenario.permission_sets.values())


async def test_rights_on_an_object(org, admin):
    parent = org.org.state.id("PermissionSet", "sales-tools")
    body = {"ParentId": parent, "SobjectType": "Lead", "PermissionsRead": True}
    made = await run(admin.ObjectPermissions.create, body)
    assert org.org.state.scenario.permission_sets["sales-tools"].objects == {"Lead": ("read",)}
    await run(admin.ObjectPermissions.update, made["id"], {"PermissionsEdit": True})
    row = await run(admin.ObjectPermissions.get, made["id"])
    assert row["PermissionsEdit"] is True
    await run(admin.ObjectPermissions.delete, made["id"])
    assert org.org.state.scenario.permission_sets["sales-tools"].objects == {}
