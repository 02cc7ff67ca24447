"""Every error a person may paste, in the order a person meets them. One line here, one `.md`.

To add one: its Markdown (`intents.error` says which sections), its slug below, and a line in
`tests/intents/triage/forms.yaml` with the paste it comes in.
"""

from importlib.resources import files

from intents.error import Error, parsed

_SLUGS = (
    "app-not-found",
    "flow-disabled",
    "app-blocked",
    "approval-error-generic",
    "app-access-denied",
    "authorization-blocked",
    "disallowed-scopes",
    "access-denied",
    "invalid-client-id",
    "invalid-client",
    "invalid-grant",
    "expired-token",
    "consumer-not-approved",
    "invalid-audience",
    "invalid-assertion",
    "bad-jti-claim",
    "invalid-assertion-type",
    "invalid-basic-auth-header",
    "invalid-dpop-proof",
    "use-dpop-nonce",
    "invalid-expid",
    "unsupported-expid",
    "wrong-domain",
    "no-run-as-user",
    "authentication-failure",
    "ip-restricted",
    "inactive-user",
    "user-frozen",
    "anonymizing-vpn",
    "inactive-org",
    "invalid-scope",
    "no-valid-scopes",
    "activation-secret",
    "redirect-uri-mismatch",
    "redirect-uri-missing",
    "unsupported-grant-type",
    "unsupported-response-type",
    "invalid-request",
    "code-challenge",
    "code-verifier",
    "ecapp-policy-not-found",
    "oauth-policy-not-found",
    "invalid-distribution-state",
    "fail-close-app-blocked",
    "client-blocked",
    "client-blocked-retry",
    "installation-error",
    "registration-error",
    "failed-registration",
    "exceeded-registration-limit",
    "invalid-session-level",
    "immediate-unsuccessful",
    "slow-down",
    "authorization-pending",
    "invalid-otp",
    "otp-error",
    "login-error",
    "server-error",
    "service-unavailable",
    "system-down",
    "unknown-error",
    "invalid-token",
    "unsupported-token-type",
    "rate-limit-exceeded",
    "package-missing",
    "package-old",
    "oauth-api-disabled",
    "api-only-user",
    "restricted-ip",
    "restricted-time",
    "ip-not-allowed",
    "consumer-deleted",
    "token-limit",
    "signature-invalid",
    "missing-consumer-key",
    "missing-oauth-token",
    "invalid-nonce",
    "invalid-password",
    "password-lockout",
    "org-in-maintenance",
    "computer-activation",
    "mfa-required",
    "security-token-required",
    "invalid-login",
    "unsupported-api-version",
    "sandbox-app",
    "app-install-error",
    "install-option-missing",
    "invalid-session-id",
    "session-not-for-api",
    "api-disabled-for-org",
    "api-currently-disabled",
    "request-limit-exceeded",
    "insufficient-access",
    "insufficient-access-or-readonly",
    "insufficient-access-on-cross-reference-entity",
    "invalid-field",
    "invalid-type",
    "server-unavailable",
    "mutual-authentication-failed",
    "expired-password",
    "bad-oauth-token",
)


def _error(slug: str) -> Error:
    path = files("intents.errors") / f"{slug.replace('-', '_')}.md"
    return parsed(slug, path.read_text(encoding="utf-8"))


#: Every error by its slug.
ERRORS: dict[str, Error] = {slug: _error(slug) for slug in _SLUGS}

#: Which error each code or text means alone; a code that needs its description is none of them.
_BY_NAME = {
    name.casefold(): error
    for error in reversed(ERRORS.values())
    for name in (*error.says, *(code.text for code in error.codes if not code.described))
}


def find(code: str) -> Error | None:
    """The error of a code (page or wire, any case), one of its texts, or a slug.

    >>> find("app_not_found").code
    'OAUTH_EC_APP_NOT_FOUND'
    """
    wanted = code.strip().casefold()
    return _BY_NAME.get(wanted) or ERRORS.get(wanted)
