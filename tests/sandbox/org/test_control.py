from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio import to_thread as run
from pathlib import Path

import pytest
import requests

from sandbox.org import OrgSandbox, names

ROOT = Path(__file__).parents[3]


@pytest.fixture
def control(org, session):
    def asked(name, body=None):
        address = f"{org.http_url}/sandbox/{name}"
        return session.get(address) if body is None else session.post(address, json=body)

    return asked


async def test_the_state_has_no_secrets(org, control):
    text = (await run(control, "state")).text
    for name in ("access_token", "refresh_token", "client_secret"):
        assert org.connection[name] not in text
    assert json.loads(text)["connection"]["alias"] == "acme-prod"


async def test_a_change_is_seen_by_the_next_query(control, sf):
    soql = (
        "SELECT PermittedUsersPolicyType FROM ExtlClntAppOauthPlcyCnfg"
        " WHERE DeveloperName LIKE 'sixsense%'"
    )
    patch = {"eca": {"permitted_users": "AdminApprovedPreAuthorized"}}
    assert (await run(control, "change", patch)).status_code == 200
    found = await run(sf.query, soql)
    assert found["records"][0]["PermittedUsersPolicyType"] == "AdminApprovedPreAuthorized"


async def test_users_may_be_named_by_username(org, control, sf):
    name = org.connection["integration_user"]
    await run(control, "change", {"users": {name: {"frozen": True}}})
    found = await run(sf.query, "SELECT User.Username FROM UserLogin WHERE IsFrozen = true")
    assert found["records"][0]["User"]["Username"] == name


async def test_installing_by_change(org, control, sf):
    org.load("eca-missing")
    soql = "SELECT COUNT() FROM ExternalClientApplication WHERE NamespacePrefix != null"
    assert (await run(sf.query, soql))["totalSize"] == 0
    app = {"label": "6sense External Client App", "name": "sixsense_eca", "package": "sixsense"}
    await run(control, "change", {"packages": {"sixsense": {"installed": True}}, "eca": app})
    assert (await run(sf.query, soql))["totalSize"] == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("change", {"eca": {"colour": "red"}}),
        ("change", ["x"]),
        ("scenario", {"name": "nope"}),
        ("scenario", {"yaml": "a: ["}),
        ("scenario", {}),
        ("faults", [{}]),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(org, control, name, body):
    before = org.org.state
    answer = await run(control, name, body)
    assert answer.status_code in {400, 404}
    assert answer.json()["error"]
    assert org.org.state is before


async def test_scenarios_can_be_listed_and_switched(org, control):
    listed = (await run(control, "scenarios")).json()["scenarios"]
    assert set(listed) == set(names())
    answer = await run(control, "scenario", {"name": "frozen-user"})
    assert "frozen" in answer.json()["scenario"]["about"]
    yaml = "extends: empty\nabout: mine"
    assert (await run(control, "scenario", {"yaml": yaml})).json()["scenario"]["about"] == "mine"


async def test_the_log_is_told_and_leaves_itself_out(control, sf):
    await run(sf.limits)
    log = (await run(control, "log")).json()
    assert [entry["path"] for entry in log] == ["/services/data/v68.0/limits/"]


async def test_faults_over_http(control, session, org):
    body = [{"match": {"path": "/v1/*"}, "answer": {"status": 500}}]
    assert (await run(control, "faults", body)).status_code == 200
    assert (await run(control, "faults")).json()[0]["match"]["path"] == "/v1/*"
    assert (await run(session.get, f"{org.url}/v1/instances/USA794/status")).status_code == 500


def test_only_loopback():
    with pytest.raises(ValueError, match="loopback"):
        OrgSandbox(host="0.0.0.0")  # noqa: S104


async def test_started_from_a_terminal():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.org", "--scenario", "frozen-user"),
        stdout=asyncio.subprocess.PIPE,
        env=environment,
    )
    told = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    answer = await run(lambda: requests.get(f"{told['http_url']}/services/data", timeout=5))
    assert answer.status_code == 200
    assert told["connection"]["alias"] == "acme-prod"
    ca_file = Path(told["ca_file"])
    assert await run(ca_file.is_file)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert not await run(ca_file.exists)
