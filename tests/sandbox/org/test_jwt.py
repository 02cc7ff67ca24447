"""Flows without a person: JWT bearer and client credentials."""

from __future__ import annotations

import base64
import json
import time
from asyncio import to_thread as run

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.certificate import certificate

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
UNAPPROVED = "user hasn't approved this consumer"
JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def signed(claims, key=KEY, alg="RS256"):
    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": alg}, claims)]
    signature = key.sign(".".join(parts).encode(), padding.PKCS1v15(), hashes.SHA256())
    return ".".join([*parts, encoded(signature)])


@pytest.fixture
def ask(org, token):
    org.change({"external_client_apps": {"checker": {"certificate": certificate(KEY)}}})

    def asked(key=KEY, alg="RS256", assertion=None, **changes):
        claims = {
            "iss": org.connection["client_id"],
            "sub": org.connection["username"],
            "aud": org.url,
            "exp": time.time() + 120,
        }
        made = assertion or signed(claims | changes, key, alg)
        return token(grant_type=JWT, assertion=made, client_id=None, client_secret=None)

    return asked


async def test_an_app_speaks_for_a_user_who_agreed_once(org, ask, connect):
    body = (await run(ask)).json()
    assert "refresh_token" not in body
    assert (await run(connect(access_token=body["access_token"]).limits))["DailyApiRequests"]
    assert (await run(lambda: ask(aud="https://login.salesforce.com"))).status_code == 200
    grants = [key for key in org.org.state.scenario.tokens if key.startswith("standing-")]
    assert len(grants) == 1


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        (
            {"sub": "rita.rep@acme.example.com"},
            "invalid_grant",
            "user hasn't approved this consumer",
        ),
        ({"sub": "nobody@acme.example.com"}, "invalid_grant", UNAPPROVED),
        ({"iss": "nope"}, "invalid_client_id", "client identifier invalid"),
        ({"aud": "https://test.salesforce.com"}, "invalid_grant", "audience is invalid"),
        ({"exp": 1}, "invalid_grant", "expired authorization code"),
        ({"key": OTHER}, "invalid_grant", "invalid assertion"),
        ({"alg": "none"}, "invalid_grant", "invalid assertion"),
        ({"assertion": "a.b"}, "invalid_grant", "invalid assertion"),
        ({"assertion": "ab.cd.!"}, "invalid_grant", "invalid assertion"),
    ],
)
async def test_assertions_that_are_refused(ask, changes, error, description):
    answer = (await run(lambda: ask(**changes))).json()
    assert answer == {"error": error, "error_description": description}


async def test_a_bad_signature_is_in_the_login_history(org, ask):
    await run(lambda: ask(key=OTHER))
    assert org.org.state.scenario.login_history[-1].status == "Failed: Signature Invalid"


async def test_who_is_preauthorised_need_not_agree(org, ask):
    app = {"permitted_users": "AdminApprovedPreAuthorized"}
    org.change({"external_client_apps": {"checker": app}})
    rita = "rita.rep@acme.example.com"
    assert (await run(lambda: ask(sub=rita))).json()["error"] == "invalid_app_access"
    org.change({"permission_sets": {"sales-tools": {"apps": ["checker"]}}})
    assert (await run(lambda: ask(sub=rita))).status_code == 200


async def test_without_a_certificate_nothing_can_be_signed(org, ask):
    org.change({"external_client_apps": {"checker": {"certificate": None}}})
    assert (await run(ask)).json()["error"] == "invalid_client"


async def test_client_credentials_run_as_the_user_of_the_policy(org, token):
    refused = (await run(lambda: token(grant_type="client_credentials"))).json()
    assert refused["error_description"] == "no client credentials user enabled"
    org.change({"external_client_apps": {"checker": {"client_credentials_user": "rita"}}})
    body = (await run(lambda: token(grant_type="client_credentials"))).json()
    assert body["id"].endswith(org.org.state.user_id("rita"))


async def test_the_device_flow_is_refused(token):
    answer = await run(lambda: token(grant_type="device", response_type="device_code"))
    assert answer.json()["error"] == "unsupported_grant_type"
