"""What the Login History says, in plain words; and what it says that no source explains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.org.logins import by_address, meaning, worked

#: The texts as EventLogFile and the Object Reference print them, with a word of what they mean.
SAID = {
    "User is frozen": "frozen",
    "User is inactive": "not active",
    "Restricted IP": "IP ranges",
    "Restricted time": "hours",
    "Failed: IP Address Not Allowed": "IP policy",
    "Failed: API-only user": "browser",
    "Failed: OAuth API access disabled (LOGIN_OAUTH_API_DISABLED)": "API Enabled",
    "Failed: Not approved for access": "admin-approved",
    "Failed: Consumer Deleted": "deleted",
    "Failed: Get Access Token Limit Exceeded": "too many",
    "Failed: Invalid Code Challenge": "PKCE",
    "Failed: Invalid Code Verifier": "PKCE",
    "Failed: Invalid Callback URL": "address",
    "Failed: Invalid Token": "revoked",
    "Failed: Signature Invalid": "signature",
    "Missing Consumer Key Parameter": "consumer key",
    "Missing OAuth Token Parameter": "token",
    "Package for this consumer is not installed in your organization "
    "(LOGIN_OAUTH_PACKAGE_MISSING)": "not installed",
    "Installed package for this consumer is out of date": "out of date",
    "Invalid Password": "password",
    "Password lockout": "locked",
    "Login rate exceeded": "too many",
    "Organization is in maintenance": "maintenance",
    "Failed: Computer activation required": "computer",
    "Failed: Multi-factor authentication required": "factor",
}


@pytest.mark.parametrize("status", SAID)
def test_each_refusal_has_a_meaning(status):
    for written in (status, status.upper(), f"  {status}. "):
        found = meaning(written)
        assert found
        assert SAID[status] in found.says
        assert not worked(written)


def test_what_needs_a_way_on_names_the_error_elsewhere():
    assert meaning("Failed: Not approved for access").code == "OAUTH_APP_ACCESS_DENIED"
    assert meaning("User is frozen").code == "inactive_user"


def test_success_is_no_refusal():
    assert worked("Success")
    assert meaning("Success") is None


def test_only_two_refusals_are_about_an_address():
    assert {status for status in SAID if by_address(status)} == {
        "Restricted IP",
        "Failed: IP Address Not Allowed",
    }


@given(st.text(max_size=40).map("~{}".format))
def test_what_nobody_explained_has_no_meaning(status):
    assert meaning(status) is None
    assert not worked(status)
