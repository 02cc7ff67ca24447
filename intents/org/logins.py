"""What a line of the Login History means, in plain words and as the error page calls it.

Sources: EventLogFile, LOGIN_STATUS; Object Reference, LoginHistory; Salesforce Help on the OAuth
errors. A refusal on the consent page leaves no line here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """Why a login was refused; `code` is the error that the same trouble shows elsewhere."""

    says: str
    code: str = ""


SUCCESS = "success"

_PACKAGE = "the package of the app is not installed in this org"
_OLD = "the installed package of the app is out of date"
_MEANINGS = {
    "User is frozen": Meaning("the user is frozen", "inactive_user"),
    "User is inactive": Meaning("the user is not active", "inactive_user"),
    "Restricted IP": Meaning("the address is outside the login IP ranges", "invalid_grant"),
    "Restricted time": Meaning("it is outside the profile's login hours", "invalid_grant"),
    "Failed: IP Address Not Allowed": Meaning("the app's IP policy refused it", "invalid_grant"),
    "Failed: API-only user": Meaning("an API-only user cannot log in with a browser"),
    "Failed: OAuth API access disabled": Meaning("the user lacks API Enabled"),
    "Failed: Not approved for access": Meaning(
        "the app is for admin-approved users, and this one is not", "OAUTH_APP_ACCESS_DENIED"
    ),
    "Failed: Consumer Deleted": Meaning("the app was deleted", "invalid_client_id"),
    "Failed: Get Access Token Limit Exceeded": Meaning("too many tokens were asked for"),
    "Failed: Invalid Code Challenge": Meaning("the app's PKCE is wrong", "invalid_request"),
    "Failed: Invalid Code Verifier": Meaning("the app's PKCE is wrong", "invalid_request"),
    "Failed: Invalid Callback URL": Meaning(
        "the app called back to another address than it has", "redirect_uri_mismatch"
    ),
    "Failed: Invalid Token": Meaning("the token has ended or was revoked", "invalid_grant"),
    "Failed: Signature Invalid": Meaning("the app's signature is wrong", "invalid_grant"),
    "Failed: Missing Consumer Key Parameter": Meaning("6sense sent no consumer key"),
    "Failed: Missing OAuth Token Parameter": Meaning("6sense sent no token"),
    "Failed: Package for this consumer is not installed in your organization": Meaning(
        _PACKAGE, "OAUTH_EC_APP_NOT_FOUND"
    ),
    "Failed: Installed package for this consumer is out of date": Meaning(_OLD),
    "Invalid Password": Meaning("the password was wrong"),
    "Password lockout": Meaning("the password is locked after too many attempts"),
    "Login rate exceeded": Meaning("too many logins in one hour"),
    "Organization is in maintenance": Meaning("Salesforce is in maintenance", "system_down"),
    "Failed: Computer activation required": Meaning("a person must confirm this computer"),
    "Failed: Multi-factor authentication required": Meaning("a second factor is needed"),
}


def _plain(status: str) -> str:
    """Docs and orgs write one status with and without `Failed:`, a stop, or a code behind it."""
    text = " ".join(status.casefold().split()).removeprefix("failed:").partition("(")[0]
    return text.strip(" .")


_KNOWN = {_plain(status): meaning for status, meaning in _MEANINGS.items()}


def worked(status: str) -> bool:
    """Whether the login went through."""
    return _plain(status) == SUCCESS


def mistyped(status: str) -> bool:
    """Whether somebody typed a wrong password: that says nothing about the connection."""
    return _plain(status) == "invalid password"


def meaning(status: str) -> Meaning | None:
    """What a refused login means; None where no source says."""
    return _KNOWN.get(_plain(status))


def by_address(status: str) -> bool:
    """Whether the login was refused for the address it came from."""
    return _plain(status) in {_plain("Restricted IP"), _plain("IP Address Not Allowed")}
