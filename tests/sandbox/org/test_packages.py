"""Installing and uninstalling through the Tooling API."""

from __future__ import annotations

from asyncio import sleep
from asyncio import to_thread as run

import pytest
from simple_salesforce.exceptions import SalesforceError

VERSION = "04tOH0000003W1lYAE"
PATH = "sobjects/PackageInstallRequest"
KEY = "SubscriberPackageVersionKey"
WANTED = {
    KEY: VERSION,
    "SecurityType": "full",
    "NameConflictResolution": "Block",
    "PackageInstallSource": "U",
    "EnableRss": False,
}


@pytest.fixture
def tooling(org, connect):
    org.load("eca-missing")
    org.change({
        "users": {"checker": {"profile": "admin"}},
        "packages": {"sixsense": {"install_seconds": 0.1}},
    })  # fmt: skip
    sf = connect()

    def asked(path, body=None):
        method = "GET" if body is None else "POST"
        return sf.toolingexecute(path, method=method, data=body)

    return asked


async def finished(tooling, row_id):
    for _ in range(50):
        row = await run(tooling, f"{PATH}/{row_id}")
        if row["Status"] != "IN_PROGRESS":
            return row
        await sleep(0.05)
    raise AssertionError("never finished")


async def test_an_install_takes_a_moment_and_then_the_app_is_there(org, tooling):
    made = await run(tooling, PATH, WANTED)
    assert made["id"].startswith("0Hf")
    row = await run(tooling, f"{PATH}/{made['id']}")
    assert (row["Status"], org.org.state.scenario.eca) == ("IN_PROGRESS", None)
    row = await finished(tooling, made["id"])
    assert (row["Status"], row["SecurityType"], row["Errors"]) == ("SUCCESS", "Full", None)
    app = org.org.state.scenario.eca
    assert (app.distribution_state, app.refresh_token_policy, app.start_page) == (
        "Packaged", "Infinite", "OAuth",
    )  # fmt: skip
    assert app.session_timeout_in_minutes is None
    assert all("eca" in profile.apps for profile in org.org.state.scenario.profiles.values())


async def test_for_admins_alone(org, tooling):
    made = await run(tooling, PATH, {**WANTED, "SecurityType": "none"})
    await finished(tooling, made["id"])
    opened = {key for key, p in org.org.state.scenario.profiles.items() if "eca" in p.apps}
    assert opened == {"admin"}


async def test_an_install_that_fails_says_why(org, tooling):
    text = "This package is not yet available. Try again in a few minutes."
    org.change({"packages": {"sixsense": {"install_error": text}}})
    row = await finished(tooling, (await run(tooling, PATH, WANTED))["id"])
    assert (row["Status"], row["Errors"]) == ("ERROR", {"errors": [{"message": text}]})
    assert org.org.state.scenario.eca is None


async def test_a_protected_package_wants_its_key(org, tooling):
    org.change({"packages": {"sixsense": {"installation_key": "open-sesame"}}})
    row = await finished(tooling, (await run(tooling, PATH, WANTED))["id"])
    assert row["Status"] == "ERROR"
    row = await finished(
        tooling, (await run(tooling, PATH, {**WANTED, "Password": "open-sesame"}))["id"]
    )
    assert row["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"SecurityType": "Full"}, "REQUIRED_FIELD_MISSING"),
        (
            {**WANTED, KEY: "04t000000000000"},
            "INVALID_CROSS_REFERENCE_KEY",
        ),
        ({**WANTED, "SecurityType": "All"}, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
    ],
)
async def test_requests_that_are_refused(tooling, body, code):
    with pytest.raises(SalesforceError, match=code):
        await run(tooling, PATH, body)


async def test_installing_needs_its_permission(org, tooling):
    org.change({"users": {"checker": {"profile": "standard"}}})
    with pytest.raises(SalesforceError, match="INSUFFICIENT_ACCESS_OR_READONLY"):
        await run(tooling, PATH, WANTED)


async def test_changing_permitted_users_signs_people_out(org):
    org.load("legacy-healthy")
    org.change({"connected_apps": {"sixsense-oauth": {"admin_approved_only": False}}})
    tokens = org.org.state.scenario.tokens
    assert tokens["sixsense-legacy"].revoked
    assert not tokens["checker"].revoked
