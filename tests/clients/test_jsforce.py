"""jsforce, unmodified: every call of run_jsforce.mjs, each with what it gave."""

from __future__ import annotations

import json

import pytest

from sandbox.org import OrgSandbox


@pytest.fixture(scope="module")
def told(org: OrgSandbox, node):
    known = org.connection
    words = [known[name] for name in ("access_token", "client_id", "client_secret")]
    done = node.run(
        *("node", "run_jsforce.mjs", org.url, *words, known["refresh_token"]),
        NODE_EXTRA_CA_CERTS=org.ca_file,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_was_refused(told):
    assert {name: value for name, value in told.items() if str(value).startswith("ERROR")} == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identity", "checker@acme.example.com"),
        ("userInfo", "checker@acme.example.com"),
        ("query", 6),
        ("child", 1),
        ("find", 2),
        ("limits", 100_000),
        ("tooling", 3),
        ("mdretrieve", "true Succeeded"),
    ],
)
def test_a_call_gave(told, name, value):
    assert told[name] == value


def test_records_were_written(told):
    assert [one["success"] for one in told["many"]] == [True, False]
    assert told["upsert"]["created"] is False
    assert told["destroy"]["success"] is True


def test_metadata_was_read_and_written(told):
    permissions = {one["name"] for one in told["mdread"][0]["userPermissions"]}
    assert "ModifyMetadata" in permissions
    assert (told["mdupdate"]["success"], told["mdupsert"]["created"]) == (True, True)
    assert told["mddelete"][0]["success"] is True


def test_tokens_and_limits(told):
    assert "access_token" in told["oauth2"][0]
    assert told["limitInfo"]["apiUsage"]["limit"] == 100_000
