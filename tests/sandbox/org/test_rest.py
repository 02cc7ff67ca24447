"""Unmodified simple-salesforce against the server."""
# ruff: noqa: S608  # SOQL put together by a test

from __future__ import annotations

from asyncio import to_thread as run

import pytest
from simple_salesforce.exceptions import (
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceRefusedRequest,
    SalesforceResourceNotFound,
)


async def test_versions_need_no_sign_in(org, session):
    listed = (await run(session.get, f"{org.url}/services/data")).json()
    assert listed[-1] == {"label": "Winter '27", "url": "/services/data/v68.0", "version": "68.0"}
    assert {"label": "Spring '24", "url": "/services/data/v60.0", "version": "60.0"} in listed


async def test_both_schemes_on_one_port(org, session):
    for url in (org.url, org.http_url):
        assert (await run(session.get, f"{url}/services/data")).status_code == 200


async def test_query_and_query_more(org, sf):
    org.load("huge")
    page = await run(sf.query, "SELECT Id, Username FROM User")
    assert (page["totalSize"], page["done"], len(page["records"])) == (10000, False, 2000)
    assert page["nextRecordsUrl"].startswith("/services/data/v68.0/query/01g")
    found = await run(sf.query_all, "SELECT Id FROM LoginHistory WHERE LoginTime = LAST_N_DAYS:30")
    assert found["totalSize"] == len(found["records"]) == 10000
    assert found["done"]


async def test_oauth_tokens_stop_at_2500_without_query_more(org, sf):
    org.load("huge")
    found = await run(sf.query, "SELECT AppName FROM OauthToken")
    assert (found["totalSize"], found["done"], len(found["records"])) == (2500, True, 2500)
    mine = await run(sf.query, "SELECT AppName FROM OauthToken WHERE AppName LIKE '%6sense%'")
    assert mine["totalSize"] == 1


async def test_the_tooling_envelope(sf):
    soql = "SELECT Id, SubscriberPackage.NamespacePrefix FROM InstalledSubscriberPackage"
    found = await run(lambda: sf.toolingexecute("query", params={"q": soql}))
    assert list(found) == ["size", "totalSize", "done", "queryLocator", "entityTypeName", "records"]
    assert found["size"] == 3
    assert found["records"][0]["attributes"]["url"].startswith("/services/data/v68.0/tooling/")


@pytest.mark.parametrize(
    ("where", "ok"),
    [
        ("WHERE Id = '04tOH0000003W1lYAE'", True),
        ("WHERE Id = '04tOH0000003W1l'", True),
        ("WHERE Name LIKE '%6sense%'", False),
        ("", False),
    ],
)
async def test_a_package_version_is_found_by_id_alone(sf, where, ok):
    soql = f"SELECT Id, SubscriberPackageId, MajorVersion FROM SubscriberPackageVersion {where}"
    asked = run(lambda: sf.toolingexecute("query", params={"q": soql}))
    if ok:
        assert (await asked)["records"][0]["SubscriberPackageId"].startswith("033")
        return
    with pytest.raises(SalesforceMalformedRequest) as refused:
        await asked
    assert refused.value.content[0] == {
        "message": "Implementation restriction: You can only perform queries of the form"
        " Id='<some_value>'.",
        "errorCode": "MALFORMED_QUERY",
    }


async def test_limits_are_counted_and_told(sf):
    before = (await run(sf.limits))["DailyApiRequests"]
    await run(sf.query, "SELECT Id FROM User")
    after = (await run(sf.limits))["DailyApiRequests"]
    assert before["Remaining"] - after["Remaining"] == 2
    assert sf.api_usage["api-usage"].used == after["Max"] - after["Remaining"]


async def test_limits_need_view_setup(org, sf):
    org.load("low-rights")
    with pytest.raises(SalesforceRefusedRequest):
        await run(sf.limits)
    assert (await run(sf.query, "SELECT Id FROM Organization"))["done"]
    assert sf.api_usage["api-usage"].total == 100_000


async def test_describes(sf):
    everything = await run(sf.describe)
    names = {entity["name"] for entity in everything["sobjects"]}
    assert {"User", "OauthToken", "ExternalClientApplication"} <= names
    assert "ActionCadence" not in names
    described = await run(sf.PermissionSet.describe)
    fields = {field["name"]: field for field in described["fields"]}
    assert fields["PermissionsApiEnabled"]["type"] == "boolean"
    assert fields["ProfileId"]["referenceTo"] == ["Profile"]
    assert (await run(sf.User.metadata))["objectDescribe"]["keyPrefix"] == "005"


async def test_one_row_by_id(sf):
    found = await run(sf.query, "SELECT Id FROM Organization")
    row = await run(sf.Organization.get, found["records"][0]["Id"])
    assert row["InstanceName"] == "USA794"
    with pytest.raises(SalesforceResourceNotFound):
        await run(sf.Organization.get, "00D000000000000")


async def test_what_is_not_there(connect, org):
    for version in ("99.0", "12.0"):
        with pytest.raises(SalesforceResourceNotFound):
            await run(connect(version).limits)
    with pytest.raises(SalesforceResourceNotFound):
        await run(connect().restful, "nothing/here")
    with pytest.raises(SalesforceExpiredSession):
        await run(connect(access_token="00D!nope").limits)
    org.change({"profiles": {"standard": {"permissions": []}},
                "permission_sets": {"inspector": {"permissions": ["ViewSetup"]}}})  # fmt: skip
    with pytest.raises(SalesforceRefusedRequest, match="API_DISABLED_FOR_ORG"):
        await run(connect().limits)


async def test_the_daily_limit_ends(org, sf):
    org.change({"limits": {"used": 100_000}})
    with pytest.raises(SalesforceRefusedRequest, match="REQUEST_LIMIT_EXCEEDED"):
        await run(sf.limits)


async def test_who_uses_which_app(org, sf):
    apps = (await run(sf.restful, "apps/oauth/usage"))["apps"]
    ours = next(app for app in apps if app["label"] == "6sense External Client App")
    users = (await run(sf.restful, f"apps/oauth/usage/{ours['identifier']}/users"))["users"]
    assert [user["username"] for user in users] == [org.connection["integration_user"]]
    org.load("low-rights")
    with pytest.raises(SalesforceRefusedRequest, match="INSUFFICIENT_ACCESS"):
        await run(sf.restful, "apps/oauth/usage")


async def test_the_trust_api(org, session):
    answer = await run(session.get, f"{org.url}/v1/instances/USA794/status")
    assert (answer.json()["status"], answer.json()["isActive"]) == ("OK", True)
    other = await run(session.get, f"{org.url}/v1/instances/NA1/status")
    assert other.status_code == 404


async def test_answers_are_compressed_on_request(org, session):
    answer = await run(session.get, f"{org.url}/services/data")
    assert answer.headers["Content-Encoding"] == "gzip"


async def test_the_log_holds_what_was_asked_and_no_token(org, sf, token):
    await run(token)
    await run(sf.query, "SELECT Id FROM User")
    signed_in, asked = org.requests[-2:]
    assert (signed_in["path"], signed_in["status"]) == ("/services/oauth2/token", 200)
    assert "SELECT" in asked["path"]
    assert asked["bytes"] > 100
    text = str(org.requests)
    assert org.connection["access_token"] not in text
    assert org.connection["refresh_token"] not in text
