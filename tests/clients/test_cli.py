"""The Salesforce CLI, unmodified."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.certificate import certificate, private

POLICY = "ExtlClntAppOauthConfigurablePolicies"
VERSION = "04tOH0000003W1lYAE"


@pytest.fixture(scope="module")
def signed_in(org, sf):
    words = ("--instance-url", org.url, "--no-prompt", "--alias", "practice", "--set-default")
    return sf("org", "login", "access-token", *words)


@pytest.fixture
def cli(signed_in, sf):
    assert signed_in
    return sf


def test_login_by_access_token_and_display(org, signed_in, cli):
    assert signed_in["username"] == org.connection["username"]
    told = cli("org", "display")
    assert (told["id"], told["connectedStatus"]) == (org.connection["org_id"], "Connected")


def test_queries_standard_and_tooling(cli):
    found = cli("data", "query", "-q", "SELECT Id, Username, Profile.Name FROM User LIMIT 2")
    assert (found["totalSize"], found["done"]) == (2, True)
    tooling = cli("data", "query", "-t", "-q", "SELECT Id FROM InstalledSubscriberPackage")
    assert tooling["totalSize"] == 3


def test_limits(cli):
    assert {"DailyApiRequests"} <= {one["name"] for one in cli("org", "list", "limits")}


def test_objects(cli):
    assert "PermissionSet" in cli("sobject", "list", "--sobject", "all")
    told = cli("sobject", "describe", "--sobject", "PermissionSet")
    assert {"Name", "Label"} <= {field["name"] for field in told["fields"]}


def test_records(org, cli):
    values = "Name=Made_By_Cli Label='Made by the CLI'"
    made = cli("data", "create", "record", "-s", "PermissionSet", "-v", values)
    found = cli("data", "get", "record", "-s", "PermissionSet", "-w", "Name=Made_By_Cli")
    assert found["Id"] == made["id"]
    cli("data", "update", "record", "-s", "PermissionSet", "-i", made["id"], "-v", "Label=Other")
    cli("data", "delete", "record", "-s", "PermissionSet", "-i", made["id"])
    assert not any(s.name == "Made_By_Cli" for s in org.org.state.scenario.permission_sets.values())


def test_metadata_lists(cli):
    names = {one["fullName"] for one in cli("org", "list", "metadata", "-m", "PermissionSet")}
    assert "Org_Inspector" in names
    types = cli("org", "list", "metadata-types")["metadataObjects"]
    assert POLICY in {one["xmlName"] for one in types}


def test_retrieve_and_deploy(org, cli):
    wanted = ("PermissionSet", POLICY, "Settings:ConnectedApp")
    cli("project", "retrieve", "start", "-m", *wanted)
    source = cli.project / "force-app" / "main" / "default"
    policy = next(source.glob("extlClntAppOauthPolicies/sixsense*.xml"))
    policy.write_text(policy.read_text().replace(">Enforce<", ">Bypass<"))
    dry = cli("project", "deploy", "start", "--dry-run", "-d", "force-app")
    assert (dry["checkOnly"], dry["status"]) == (True, "Succeeded")
    assert org.org.state.scenario.eca.ip_relaxation == "Enforce"
    done = cli("project", "deploy", "start", "-d", policy)
    assert done["numberComponentsDeployed"] == 1
    assert org.org.state.scenario.eca.ip_relaxation == "Bypass"


def test_package_install_and_report(org, cli):
    org.change({"packages": {"sixsense": {"install_seconds": 1.0}}})
    words = ("-p", VERSION, "-w", "1", "--no-prompt", "-s", "AllUsers")
    request = cli("package", "install", *words)
    report = cli("package", "install", "report", "-i", request["Id"])
    assert (report["Status"], report["SecurityType"]) == ("SUCCESS", "Full")
    installed = {one["SubscriberPackageVersionId"] for one in cli("package", "installed", "list")}
    assert VERSION in installed


def test_login_by_jwt(org, sf, tmp_path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    org.change({"external_client_apps": {"checker": {"certificate": certificate(key)}}})
    key_file = tmp_path / "key.pem"
    key_file.write_bytes(private(key))
    began = time.time()
    told = sf(
        *("org", "login", "jwt", "--instance-url", org.url, "--jwt-key-file", key_file),
        *("--client-id", org.connection["client_id"], "--username", org.connection["username"]),
        *("--alias", "by-jwt"),
    )
    assert told["orgId"] == org.connection["org_id"]
    last = org.org.state.scenario.login_history[-1]
    assert dt.datetime.fromisoformat(last.when).timestamp() >= began
    found = sf("data", "query", "-o", "by-jwt", "-q", "SELECT Id FROM Organization")
    assert found["totalSize"] == 1
