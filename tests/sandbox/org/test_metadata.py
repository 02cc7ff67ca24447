"""Writing metadata: through simple-salesforce's own client, as raw XML, and as zips."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from asyncio import to_thread as run

import pytest

POLICY = "sixsense_eca_oauth_defaultPolicy"
OAUTH = "ExtlClntAppOauthConfigurablePolicies"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.fixture
def mdapi(org, sf, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", org.ca_file)  # zeep brings its own session
    org.change({"users": {"checker": {"profile": "admin"}}})
    return sf.mdapi


@pytest.fixture
def soap(org, session):
    org.change({"users": {"checker": {"permission_sets": ["inspector", "repairer"]}}})

    def asked(body, version=68):
        text = (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"'
            f' xmlns:m="http://soap.sforce.com/2006/04/metadata" {XSI}><e:Header>'
            f"<m:SessionHeader><m:sessionId>{org.connection['access_token']}</m:sessionId>"
            f"</m:SessionHeader></e:Header><e:Body>{body}</e:Body></e:Envelope>"
        )
        address = f"{org.url}/services/Soap/m/{version}.0"
        return session.post(address, data=text.encode(), headers={"SOAPAction": '""'}).text

    return asked


def read(kind, name):
    asked = f"<m:type>{kind}</m:type><m:fullNames>{name}</m:fullNames>"
    return f"<m:readMetadata>{asked}</m:readMetadata>"


def write(how, kind, inner):
    inner = re.sub(r"<(/?)(\w)", r"<\1m:\2", inner)
    sent = f'<m:metadata xsi:type="m:{kind}">{inner}</m:metadata>'
    return f"<m:{how}Metadata>{sent}</m:{how}Metadata>"


def inner_of(answer):
    return re.search(r"<records[^>]*>(.*)</records>", answer, re.DOTALL)[1]


async def test_simple_salesforce_reads_and_updates(org, mdapi):
    policy = await run(mdapi.ExtlClntAppOauthConfigurablePolicies.read, POLICY)
    policy.ipRelaxationPolicyType = "Bypass"
    await run(mdapi.ExtlClntAppOauthConfigurablePolicies.update, policy)
    assert org.org.state.scenario.eca.ip_relaxation == "Bypass"
    made = mdapi.PermissionSet(
        fullName="Sixsense_Setup_Consent",
        label="6sense Setup Consent",
        userPermissions=[{"enabled": True, "name": "ApiEnabled"}],
    )
    await run(mdapi.PermissionSet.create, made)
    names = [held.name for held in org.org.state.scenario.permission_sets.values()]
    assert "Sixsense_Setup_Consent" in names
    with pytest.raises(Exception, match="duplicate value found"):
        await run(mdapi.PermissionSet.create, made)
    await run(mdapi.PermissionSet.delete, "Sixsense_Setup_Consent")
    names = [held.name for held in org.org.state.scenario.permission_sets.values()]
    assert "Sixsense_Setup_Consent" not in names


async def test_what_is_read_and_written_back_is_the_same_again(org, soap):
    strange = "<customAttributes><formula>$User.Id &amp; 1</formula><key>k</key></customAttributes>"
    org.change({"metadata_extras": {f"{OAUTH}:{POLICY}": strange}})
    first = inner_of(await run(soap, read(OAUTH, POLICY)))
    assert strange in first
    changed = first.replace("<ipRelaxationPolicyType>Enforce<", "<ipRelaxationPolicyType>Bypass<")
    assert "<success>true</success>" in await run(soap, write("update", OAUTH, changed))
    assert org.org.state.scenario.eca.ip_relaxation == "Bypass"
    assert inner_of(await run(soap, read(OAUTH, POLICY))) == changed
    newer = changed + "<someFutureElement>true</someFutureElement>"
    await run(soap, write("upsert", OAUTH, newer))
    assert "<someFutureElement>true</someFutureElement>" in await run(soap, read(OAUTH, POLICY))
    await run(soap, write("update", OAUTH, first))
    assert inner_of(await run(soap, read(OAUTH, POLICY))) == first


async def test_the_whole_policy_is_replaced(org, soap):
    few = (
        f"<fullName>{POLICY}</fullName>"
        "<externalClientApplication>sixsense_sandbox__sixsense_eca</externalClientApplication>"
    )
    assert "<success>true</success>" in await run(soap, write("update", OAUTH, few))
    app = org.org.state.scenario.eca
    assert (app.refresh_token_policy, app.session_timeout_in_minutes) == ("Infinite", None)


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        ({POLICY: "other"}, "DUPLICATE_VALUE", f"duplicates value on {POLICY}"),
        ({f">{POLICY}<": f">sixsense_sandbox__{POLICY}<"}, "INVALID_CROSS_REFERENCE_KEY",
         "Cannot create a new component with the namespace"),
        ({"sixsense_sandbox__sixsense_eca": "nope"}, "INVALID_CROSS_REFERENCE_KEY",
         "no ExternalClientApplication named nope found"),
        ({">Enforce<": ">Maybe<"}, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "not a valid value"),
        ({">120<": ">1441<"}, "NUMBER_OUTSIDE_VALID_RANGE", "1441"),
        ({"externalClientApplication": "label"}, "REQUIRED_FIELD_MISSING",
         "externalClientApplication"),
    ],
)  # fmt: skip
async def test_policies_that_are_refused(org, soap, changes, code, text):
    sent = inner_of(await run(soap, read(OAUTH, POLICY)))
    for old, new in changes.items():
        sent = sent.replace(old, new)
    before = org.org.state
    answer = await run(soap, write("upsert", OAUTH, sent))
    assert f"<statusCode>{code}</statusCode>" in answer
    assert text in answer
    assert org.org.state is before


async def test_an_update_needs_something_and_a_right(org, soap):
    absent = "<fullName>x</fullName><externalClientApplication>y</externalClientApplication>"
    assert "cannot be found" in await run(soap, write("update", OAUTH, absent))
    own = inner_of(await run(soap, read(OAUTH, POLICY)))
    org.change({"users": {"checker": {"permission_sets": ["inspector"]}}})
    answer = await run(soap, write("update", OAUTH, own))
    assert "<statusCode>INSUFFICIENT_ACCESS_OR_READONLY</statusCode>" in answer


async def test_the_app_policy(org, soap):
    org.load("eca-disabled")
    org.change({"users": {"checker": {"permission_sets": ["inspector", "repairer"]}}})
    kind = "ExtlClntAppConfigurablePolicies"
    own = inner_of(await run(soap, read(kind, "sixsense_eca_plcy")))
    on = own.replace("<isEnabled>false<", "<isEnabled>true<")
    assert "<success>true</success>" in await run(soap, write("update", kind, on))
    assert org.org.state.scenario.eca.enabled


async def test_api_access_control(org, soap):
    def put(on):
        inner = (
            "<fullName>ConnectedApp</fullName>"
            f"<enableAdminApprovedAppsOnly>{on}</enableAdminApprovedAppsOnly>"
        )
        return soap(write("update", "ConnectedAppSettings", inner))

    assert "<success>true</success>" in await run(put, "true")
    assert org.org.state.scenario.features.api_access_control == "on"
    org.change({"features": {"api_access_control": "absent"}})
    assert "<success>false</success>" in await run(put, "true")


async def test_blocking_and_unblocking(org, soap):
    key = org.org.state.client("loader")[0]
    inner = f"<fullName>x</fullName><consumerKey>{key}</consumerKey>"
    await run(soap, write("create", "BlacklistedConsumer", inner))
    assert org.org.state.scenario.connected_apps["loader"].blocked
    gone = (
        "<m:deleteMetadata><m:type>BlacklistedConsumer</m:type>"
        "<m:fullNames>Example_Data_Loader</m:fullNames></m:deleteMetadata>"
    )
    assert "<success>true</success>" in await run(soap, gone)
    assert not org.org.state.scenario.connected_apps["loader"].blocked
    assert "<success>false</success>" in await run(soap, gone)


async def test_packages_go_and_come(org, soap):
    gone = (
        "<m:deleteMetadata><m:type>InstalledPackage</m:type>"
        "<m:fullNames>sixsense_sandbox</m:fullNames></m:deleteMetadata>"
    )
    assert "<success>true</success>" in await run(soap, gone)
    scenario = org.org.state.scenario
    assert (scenario.eca, scenario.tokens["sixsense"].revoked) == (None, True)
    inner = "<fullName>sixsense_sandbox</fullName><versionNumber>1.4.0.2</versionNumber>"
    assert "<success>true</success>" in await run(soap, write("upsert", "InstalledPackage", inner))
    assert org.org.state.scenario.eca.refresh_token_policy == "Infinite"


async def test_connected_apps_of_others_are_closed_and_own_ones_sign_people_out(org, soap):
    inner = "<fullName>Salesforce_for_iOS</fullName><label>x</label>"
    assert "<success>false</success>" in await run(soap, write("update", "ConnectedApp", inner))
    new = "<fullName>Fresh</fullName><label>x</label>"
    assert "can't create a connected app" in await run(soap, write("create", "ConnectedApp", new))
    org.change({"connected_apps": {"ios": {"local": True}}})
    own = inner_of(await run(soap, read("ConnectedApp", "Salesforce_for_iOS")))
    strict = own.replace("<isAdminApproved>false<", "<isAdminApproved>true<")
    assert "<success>true</success>" in await run(soap, write("update", "ConnectedApp", strict))
    assert org.org.state.scenario.tokens["phone"].revoked


async def test_profiles_can_be_read(soap):
    text = await run(soap, read("Profile", "Admin"))
    assert "<userLicense>Salesforce</userLicense>" in text
    assert "<name>ApiEnabled</name>" in text


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def unzipped(answer):
    content = base64.b64decode(re.search(r"<zipFile>(.*)</zipFile>", answer)[1])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def retrieve(soap, *types):
    listed = "".join(
        f"<m:types><m:members>{member}</m:members><m:name>{name}</m:name></m:types>"
        for name, member in types
    )
    begun = soap(
        "<m:retrieve><m:retrieveRequest><m:apiVersion>68.0</m:apiVersion><m:singlePackage>true"
        f"</m:singlePackage><m:unpackaged>{listed}</m:unpackaged></m:retrieveRequest></m:retrieve>"
    )
    job = re.search(r"<id>(.*?)</id>", begun)[1]
    return soap(
        f"<m:checkRetrieveStatus><m:asyncProcessId>{job}</m:asyncProcessId>"
        "<m:includeZip>true</m:includeZip></m:checkRetrieveStatus>"
    )


async def test_retrieving(soap):
    wanted = ((OAUTH, "*"), ("Settings", "ConnectedApp"), ("PermissionSet", "Nope"), ("Zoo", "*"))
    answer = await run(retrieve, soap, *wanted)
    files = unzipped(answer)
    assert f"extlClntAppOauthPolicies/{POLICY}.ecaOauthPlcy" in files
    assert "<ConnectedAppSettings" in files["settings/ConnectedApp.settings"]
    assert "<name>Settings</name>" in files["package.xml"]
    assert "named 'Nope' cannot be found" in answer
    assert "Entity type 'Zoo' is unknown" in answer


async def test_a_retrieved_zip_deploys_again_by_soap_and_by_rest(org, soap, sf, session):
    path = f"extlClntAppOauthPolicies/{POLICY}.ecaOauthPlcy"
    files = unzipped(await run(retrieve, soap, (OAUTH, POLICY)))
    files[path] = files[path].replace(">Enforce<", ">Bypass<")
    content = base64.b64encode(zipped(files)).decode()

    def deploy(options):
        begun = soap(f"<m:deploy><m:ZipFile>{content}</m:ZipFile>{options}</m:deploy>")
        job = re.search(r"<id>(.*?)</id>", begun)[1]
        return soap(
            f"<m:checkDeployStatus><m:asyncProcessId>{job}</m:asyncProcessId>"
            "<m:includeDetails>true</m:includeDetails></m:checkDeployStatus>"
        )

    dry = "<m:DeployOptions><m:checkOnly>true</m:checkOnly></m:DeployOptions>"
    assert "<status>Succeeded</status>" in await run(deploy, dry)
    assert org.org.state.scenario.eca.ip_relaxation == "Enforce"
    assert "<status>Succeeded</status>" in await run(deploy, "")
    assert org.org.state.scenario.eca.ip_relaxation == "Bypass"
    files[path] = files[path].replace(">Bypass<", ">Nonsense<")

    def by_rest(options):
        parts = {
            "json": (None, json.dumps({"deployOptions": options}), "application/json"),
            "file": ("deploy.zip", zipped(files), "application/zip"),
        }
        headers = {"Authorization": f"Bearer {org.connection['access_token']}"}
        base = f"{org.url}/services/data/v68.0/metadata/deployRequest"
        begun = session.post(base, files=parts, headers=headers)
        assert begun.status_code == 201
        address = f"{base}/{begun.json()['id']}?includeDetails=true"
        return session.get(address, headers=headers).json()["deployResult"]

    failed = await run(by_rest, {"rollbackOnError": True})
    assert (failed["status"], failed["numberComponentErrors"]) == ("Failed", 1)
    assert "not a valid value" in failed["details"]["componentFailures"][0]["problem"]
    assert org.org.state.scenario.eca.ip_relaxation == "Bypass"


async def test_destructive_changes_and_rollback(org, soap):
    types = "<types><members>Sales_Tools</members><name>PermissionSet</name></types>"
    package = '<Package xmlns="http://soap.sforce.com/2006/04/metadata">{}</Package>'
    files = {"package.xml": package.format(""), "destructiveChanges.xml": package.format(types)}
    content = base64.b64encode(zipped(files)).decode()
    await run(soap, f"<m:deploy><m:ZipFile>{content}</m:ZipFile></m:deploy>")
    assert "sales-tools" not in org.org.state.scenario.permission_sets
    bad = {**files, "nonsense/x.y": "<x/>"}
    before = org.org.state
    content = base64.b64encode(zipped(bad)).decode()
    await run(soap, f"<m:deploy><m:ZipFile>{content}</m:ZipFile></m:deploy>")
    assert org.org.state is before


async def test_a_zip_that_is_none(soap):
    assert "INVALID_ZIP" in await run(soap, "<m:deploy><m:ZipFile>bm8=</m:ZipFile></m:deploy>")
