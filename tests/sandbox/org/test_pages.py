"""What the Setup pages stand on: actions by name, live events, and the pages' own folder."""

from __future__ import annotations

import asyncio
import json
from asyncio import to_thread as run

import aiohttp
import pytest

from sandbox.org import OrgSandbox


@pytest.fixture
def do(org, session):
    def asked(name, **body):
        return session.post(f"{org.http_url}/sandbox/{name}", json=body)

    return asked


async def test_install_and_uninstall(org, do):
    org.load("eca-missing")
    version = "04tOH0000003W1lYAE"
    answer = await run(lambda: do("install", version_id=version, **{"for": "all"}))
    scenario = answer.json()["scenario"]
    assert scenario["eca"]["refresh_token_policy"] == "Infinite"
    assert scenario["packages"]["sixsense"]["install_requests"][0]["security_type"] == "Full"
    ids = answer.json()["ids"]
    assert ids["package_versions"]["sixsense"] == version
    assert ids["external_client_apps"]["eca"].startswith("0xI")
    answer = await run(lambda: do("uninstall", package="sixsense"))
    assert answer.json()["scenario"]["eca"] is None


@pytest.mark.parametrize(
    ("name", "body", "where", "value"),
    [
        ("block", {"app": "6sense External Client App"}, ("eca", "blocked"), True),
        ("block", {"app": "loader"}, ("connected_apps", "loader", "blocked"), True),
        ("unblock", {"app": "loader"}, ("connected_apps", "loader", "blocked"), False),
        ("install-app", {"app": "loader"}, ("connected_apps", "loader", "installed"), True),
        ("freeze", {"user": "rita"}, ("users", "rita", "frozen"), True),
        ("unfreeze", {"user": "rita.rep@acme.example.com"}, ("users", "rita", "frozen"), False),
        ("assign", {"user": "checker", "permission_set": "Org_Repairer"},
         ("users", "checker", "permission_sets"), ["inspector", "repairer"]),
        ("unassign", {"user": "checker", "permission_set": "inspector"},
         ("users", "checker", "permission_sets"), []),
    ],
)  # fmt: skip
async def test_a_button_of_a_page(do, name, body, where, value):
    answer = await run(lambda: do(name, **body))
    found = answer.json()["scenario"]
    for key in where:
        found = found[key]
    assert found == value
    assert answer.json()["scenario"]["setup_audit_trail"][-1]["user"] == "ada"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("install", {"version_id": "04t"}),
        ("install", {"package": "sixsense", "for": "some"}),
        ("uninstall", {"package": "nope"}),
        ("block", {"app": "nope"}),
        ("freeze", {"user": "nope"}),
        ("assign", {"user": "rita", "permission_set": "nope"}),
        ("block", {"app": "loader", "as": "nope"}),
    ],
)
async def test_a_button_that_cannot_be_pressed_says_why(org, do, name, body):
    before = org.org.state
    answer = await run(lambda: do(name, **body))
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert org.org.state is before


async def read_events(response, number):
    found = []
    while len(found) < number:
        line = (await asyncio.wait_for(response.content.readline(), 5)).decode()
        if line.startswith("event: "):
            data = (await response.content.readline()).decode()
            found.append((line[7:].strip(), json.loads(data[6:])))
    return found


async def test_events_tell_of_changes_and_of_what_is_asked(org, sf):
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{org.http_url}/sandbox/events") as response,
    ):
        assert response.content_type == "text/event-stream"
        assert [name for name, _ in await read_events(response, 1)] == ["state"]
        org.change({"eca": {"enabled": False}})
        assert [name for name, _ in await read_events(response, 1)] == ["state"]
        await run(sf.limits)
        ((name, entry),) = await read_events(response, 1)
        assert (name, entry["path"]) == ("request", "/services/data/v68.0/limits/")


async def test_the_pages_folder(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<h1>Setup</h1>")
    (tmp_path / "assets" / "app-1.js").write_text("1")
    async with OrgSandbox(pages=tmp_path) as org, aiohttp.ClientSession() as session:

        async def got(path):
            async with session.get(f"{org.http_url}{path}") as answer:
                return answer.status, answer.content_type, await answer.text()

        index = (200, "text/html", "<h1>Setup</h1>")
        assert await got("/") == index
        assert await got("/lightning/setup/ConnectedAppsUsage/home") == index
        assert await got("/packaging/installPackage.apexp?p0=04tOH0000003W1lYAE") == index
        assert (await got("/assets/app-1.js"))[::2] == (200, "1")
        assert (await got("/assets/nope.js"))[0] == 404
        assert (await got("/assets/..%2f..%2fsecret"))[0] == 404
        assert org.requests == []


async def test_without_a_folder_a_notice_stands_there(org, session):
    answer = await run(session.get, f"{org.url}/lightning/setup/PermSets/home")
    assert (answer.status_code, "practice org" in answer.text) == (200, True)
