"""The Metadata API through simple-salesforce's own SOAP client (zeep on its bundled WSDL)."""

from __future__ import annotations

from asyncio import to_thread as run

import pytest
import requests
from zeep.exceptions import Fault

POLICIES = "ExtlClntAppOauthConfigurablePolicies"


@pytest.fixture
def mdapi(sf, org, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", org.ca_file)  # zeep brings its own session
    return sf.mdapi


def envelope(session_id, body):
    return (
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:m="http://soap.sforce.com/2006/04/metadata"><soapenv:Header><m:SessionHeader>'
        f"<m:sessionId>{session_id}</m:sessionId></m:SessionHeader></soapenv:Header>"
        f"<soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )


def post(org, session, body, session_id=None):
    sent = envelope(session_id or org.connection["access_token"], body)
    headers = {"Content-Type": "text/xml", "SOAPAction": '""'}
    return session.post(f"{org.url}/services/Soap/m/68.0", data=sent, headers=headers)


async def test_listing(mdapi):
    made = mdapi._client.get_type("ns0:ListMetadataQuery")
    queries = [made(type=POLICIES), made(type="ExternalClientApplication")]
    found = await run(mdapi.list_metadata, queries)
    names = {(one.type, one.fullName): one for one in found}
    app = names["ExternalClientApplication", "sixsense_sandbox__sixsense_eca"]
    assert (app.manageableState, app.namespacePrefix) == ("installed", "sixsense_sandbox")
    assert (POLICIES, "sixsense_eca_oauth_defaultPolicy") in names


async def test_reading(mdapi):
    read = mdapi.ExtlClntAppOauthConfigurablePolicies.read
    policy = await run(read, "sixsense_eca_oauth_defaultPolicy")
    assert policy.permittedUsersPolicyType == "AllSelfAuthorized"
    assert policy.refreshTokenValidityPeriod == 30
    assert policy.externalClientApplication == "sixsense_sandbox__sixsense_eca"
    assert (await run(read, "nope")).fullName is None


async def test_api_access_control(mdapi, org):
    read = mdapi.ConnectedAppSettings.read
    assert (await run(read, "ConnectedApp")).enableAdminApprovedAppsOnly is False
    org.load("aac-on")
    assert (await run(read, "ConnectedApp")).enableAdminApprovedAppsOnly is True
    org.load("aac-absent")
    assert (await run(read, "ConnectedApp")).enableAdminApprovedAppsOnly is None


async def test_describing(mdapi):
    found = await run(mdapi.describe_metadata)
    assert POLICIES in {one.xmlName for one in found.metadataObjects}


async def test_low_rights_get_the_recorded_fault(mdapi, org):
    org.load("low-rights")
    with pytest.raises(Fault, match="requires a user with the ModifyAllData or ModifyMetadata"):
        await run(mdapi.describe_metadata)


async def test_no_hit_is_a_closed_element_and_four_queries_are_too_many(org, session):
    query = "<m:queries><m:type>BlacklistedConsumer</m:type></m:queries>"
    empty = await run(post, org, session, f"<m:listMetadata>{query}</m:listMetadata>")
    assert "<listMetadataResponse/>" in empty.text
    many = await run(post, org, session, f"<m:listMetadata>{query * 4}</m:listMetadata>")
    assert (many.status_code, "LIMIT_EXCEEDED" in many.text) == (500, True)
    org.change({"connected_apps": {"ios": {"blocked": True}}})
    blocked = await run(post, org, session, f"<m:listMetadata>{query}</m:listMetadata>")
    assert "<fullName>Salesforce_for_iOS</fullName>" in blocked.text


@pytest.mark.parametrize("kind", ["dead", "jwt"])
async def test_sessions_soap_refuses(org, session, kind):
    if kind == "jwt":
        org.change({"tokens": {"checker": {"format": "jwt"}}})
    session_id = "nope" if kind == "dead" else None
    body = "<m:describeMetadata><m:asOfVersion>68.0</m:asOfVersion></m:describeMetadata>"
    answer = await run(post, org, session, body, session_id)
    assert answer.status_code == 500
    assert "<faultcode>sf:INVALID_SESSION_ID</faultcode>" in answer.text
    assert "Illegal Session" in answer.text


@pytest.mark.parametrize("body", ["", "<", "<!DOCTYPE x><a/>", "<a/>"])
async def test_bad_xml_is_a_fault(org, session, body):
    address = f"{org.url}/services/Soap/m/68.0"
    answer: requests.Response = await run(lambda: session.post(address, data=body))
    assert answer.status_code == 500
    assert "<faultcode>" in answer.text
