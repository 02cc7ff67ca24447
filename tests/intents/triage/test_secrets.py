"""Secrets never survive, whatever they are wrapped in; errors always do."""

import json
import re
from html import escape
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.secrets import REVOKE, cut
from intents.triage import triage

#: Kind, the field it stands in, the secret. All made up.
SECRETS = {
    "access token": ("access_token", "00Dxx0000001gPLEAY!AQ4AQPlQ.k3yE_x4mple9dKzQwT7"),
    "refresh token": ("refresh_token", "5Aep861KIwKdekr90IDidO4EhfJiYo3fzEvTvsEgM9sfDpGX0qwFeQz"),
    "session id": ("sid", "00Dxx0000001gPL!AR8AQEx4mple.Sess10nIdValue77"),
    "authorization code": ("code", "aPrxsFoCW6g04LBqyud5JHoXzmp29bW4KQhQd1LDj"),
    "state": ("state", "5b6b5a10a221441695a3b5d729de05cf"),
    "client secret": ("client_secret", "8B3C1D5E7F9A2B4C6D8E0F1A2B3C4D5E6F708192"),
    "password": ("password", "Tr0ub4dor-and-3-more"),
    "security token": ("security_token", "RsAUX86wyGCF9gNvd8UzF1Dq"),
    "signed token": ("assertion", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIzTVZHOSJ9.c2lnbmF0dXJlLXZhbHVl"),
    "Slack token": ("token", "xoxb-" + "1234567890-abcdefGHIJKL"),
    "key": ("api_key", "k9A8b7C6d5E4f3G2h1"),
}
WRAPPED = {
    "url": lambda f, s: f"https://app.example.com/cb?error=access_denied&{f}={s}&x=1",
    "fragment": lambda f, s: f"https://app.example.com/cb#{f}={quote(s, safe='')}",
    "encoded url": lambda f, s: quote(f"https://app.example.com/cb?{f}={s}&y=2", safe=""),
    "twice encoded": lambda f, s: quote(quote(f"https://a.example/cb?{f}={s}", safe=""), safe=""),
    "json": lambda f, s: json.dumps({"error": "x", f: s, "z": 1}),
    "json in json": lambda f, s: json.dumps({"body": json.dumps({f: s})}),
    "python": lambda f, s: str({f: s}),
    "entities": lambda f, s: escape(f'{{"{f}": "{s}"}}'),
    "html field": lambda f, s: f'<input type="hidden" name="{f}" value="{s}">',
    "html field, other order": lambda f, s: f"<input value='{s}' name='{f}'/>",
    "xml": lambda f, s: f"<urn:{f}>{s}</urn:{f}>",
    "form body": lambda f, s: f"grant_type=refresh_token&{f}={s}",
    "shell": lambda f, s: f"export SF_{f.upper()}={s}",
    "curl": lambda f, s: f"curl -d '{f}={s}' https://login.salesforce.com",
    "yaml": lambda f, s: f"{f}: {s}\n",
    "quoted e-mail": lambda f, s: f"> {f}={s}\n> thanks",
    "camel case": lambda f, s: json.dumps({re.sub(r"_(\w)", lambda m: m[1].upper(), f): s}),
}


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("way", WRAPPED)
@settings(max_examples=12)
@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_a_secret_never_survives(kind, way, before, after):
    field, secret = SECRETS[kind]
    safe = cut(f"{before}\n{WRAPPED[way](field, secret)}\n{after}")
    assert secret not in safe.text
    assert quote(secret, safe="") not in safe.text
    assert any(one.count >= 1 for one in safe.removed)
    assert secret not in str(safe.removed)


KEY = "-----BEGIN {0}PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nq83vEjRW\n-----END {0}PRIVATE KEY-----"


@pytest.mark.parametrize("algorithm", ["", "RSA ", "EC ", "ENCRYPTED "])
@pytest.mark.parametrize("cutting", [lambda t: t, lambda t: t[:-40], json.dumps, quote])
def test_a_private_key_never_survives(algorithm, cutting):
    safe = cut("key: " + cutting(KEY.format(algorithm)))
    assert "MIIEpAIBAAKCAQEA" not in safe.text
    assert [one.kind for one in safe.removed] == ["private key"]


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        (
            "Authorization: Bearer abc.DEF-123_456~789",
            "abc.DEF-123_456~789",
            "authorization header",
        ),
        ("'authorization': 'Basic dXNlcjpwYXNzMTIz'", "dXNlcjpwYXNzMTIz", "authorization header"),
        ("curl -H 'Authorization: OAuth sometoken1'", "sometoken1", "authorization header"),
        ("https://me:pa55w0rd@host.example.com/x", "pa55w0rd", "password"),
        ("my password is hunter2", "hunter2", "password"),
        ("frontdoor.jsp?sid=00Dxx0000001gPL%21AQ4AQ.x9y8&retURL=%2F", "AQ4AQ.x9y8", "session id"),
        ("Cookie: sid=00Dxx0000001gPL!AQ4AQ.x9y8; a=b", "AQ4AQ.x9y8", "session id"),
        ("<sessionId>00Dxx0000001gPL!AQ4AQ.x9y8</sessionId>", "AQ4AQ.x9y8", "session id"),
        (
            "force://PlatformCLI::5Aep861abcdefghijklm@acme.my.salesforce.com",
            "5Aep861",
            "refresh token",
        ),
        ("xapp-1-A111-222-abcdef", "A111-222", "Slack token"),
        ("client secret = 1234567890123456789", "1234567890123456789", "client secret"),
        ("Consumer Secret\n" + "8B3C1D5E" * 8, "8B3C1D5E", "client secret"),
        ("token5Aep861abcdefghijklm", "5Aep861", "refresh token"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", "key"),
        ("| client_secret | 7Hk2LmPq9RsT4vWx |", "7Hk2LmPq9RsT4vWx", "client secret"),
        ("*Consumer Secret:* `7Hk2LmPq9RsT4vWx`", "7Hk2LmPq9RsT4vWx", "client secret"),
        ("Client Secret\n7Hk2LmPq9RsT4vWx", "7Hk2LmPq9RsT4vWx", "client secret"),
        ("security token RsAUX86wyGCF9gNvd8UzF1Dq", "RsAUX86wyGCF9gNvd8UzF1Dq", "security token"),
        ("login a@b.example password Blue-Horse!77", "Blue-Horse!77", "password"),
        ("pw: hunter2", "hunter2", "password"),
        ("mot de passe : Blue-Horse!77", "Blue-Horse!77", "password"),
        ("curl -u 3MVG9:7Hk2LmPq9RsT https://x.example", "7Hk2LmPq9RsT", "password"),
        ("redis://:7Hk2LmPq9RsT@cache.example", "7Hk2LmPq9RsT", "password"),
        ("Verification Code: 482913", "482913", "authorization code"),
        ("00Dxx0000001gPL!AQ4AQPlQ\n> kyEx4mple9dKzQwT7\nbye", "kyEx4mple9dK", "access token"),
        ("00Dxx0000001gPL ! AQ4AQPlQk3yEx4mple9", "AQ4AQPlQ", "access token"),
        ("https://hooks.slack.com/services/T0A/B0B/abcGHI123", "abcGHI123", "Slack token"),
        ("AccountKey=7Hk2LmPq9RsT4vWx==;x=y", "7Hk2LmPq9RsT4vWx", "key"),
    ],
)
def test_a_secret_is_known_by_where_it_stands_or_how_it_looks(text, secret, kind):
    safe = cut(text)
    assert secret not in safe.text
    assert kind in [one.kind for one in safe.removed]


@pytest.mark.parametrize(
    "text",
    [
        "Invalid username, password, security token; or user locked out.",
        "expired access/refresh token",
        "error code: INVALID_SESSION_ID",
        '{"code":"FIELD_CUSTOM_VALIDATION_EXCEPTION"}',
        "status code: 400",
        "Error code: InvalidAuthenticationToken",
        "Error code: 80049217",
        "Error refreshing token: invalid_grant",
        "you must add a security token to your password to log in",
        "https://app.example.com/cb?error=invalid_client&error_description=app+must+be+installed",
        "?code=OAUTH_APP_BLOCKED",
        "OAuth OAUTH_APPROVAL_ERROR_GENERIC",
        "token: 0AUTH_EC_APP_N0T_F0UND",
        "the new token: error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match",
        "<https://test.salesforce.com/services/oauth2/token> answers, password reset today",
        "Incorrect username or password was specified. My password is expired.",
        "Access denied for user 'a'@'b' (using password: YES)",
        "<Code>AccessDenied</Code>",
        "clientSecret: process.env.SALESFORCE_CLIENT_SECRET, password=${SF_PASSWORD}",
        "Authorization: Bearer $TOKEN",
        "access token expired 2026-11-20T10:00:00Z, refresh token policy: 30 days",
        "001g000001abcdeAAA, 00D5g000004AbCdEAK, 3MVG9YDQS5WtC11oGQJP",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "git commit -u origin:main",
        "password lockout at test/login_test.rb:40:in",
        "client_id=3MVG9YDQS5WtC11oGQJP&redirect_uri=https%3A%2F%2Fx.example",
        "",
    ],
)
def test_what_is_no_secret_stays(text):
    assert cut(text).text == text
    assert cut(text).removed == ()


@pytest.mark.parametrize(
    "before", ["Authorization: Bearer ", "authorization=", '"Authorization": "OAuth ', "Bearer "]
)
def test_a_header_whose_token_is_known_is_cut_once(before):
    safe = cut(before + SECRETS["access token"][1])
    assert safe.text == before + "[access token removed]"
    assert [(one.kind, one.count) for one in safe.removed] == [("access token", 1)]


def test_the_same_secret_goes_wherever_it_stands_again():
    safe = cut("client_secret=abcDEF123456 and later just abcDEF123456, once more")
    assert "abcDEF123456" not in safe.text
    assert [(one.kind, one.count) for one in safe.removed] == [("client secret", 2)]


def test_every_kind_says_what_to_revoke():
    for kind, (field, secret) in SECRETS.items():
        removed = cut(f"?{field}={secret}&").removed
        assert [one.revoke for one in removed] == [REVOKE[one.kind] for one in removed]
        assert kind in REVOKE


@given(st.text())
def test_no_text_raises_and_cutting_twice_cuts_no_more(text):
    once = cut(text)
    assert cut(once.text).text == once.text


def test_an_error_is_read_with_its_secrets_gone():
    told = triage(
        "https://x.example/cb?code=aPrxsFoCW6g04LBqyud5&error=app_not_found&state=1a2b3c4d"
    )
    assert [answer.error for answer in told.recognised] == ["app-not-found"]
    assert [one.kind for one in told.secrets_removed] == ["authorization code", "state"]
    assert "aPrx" not in told.model_dump_json()
