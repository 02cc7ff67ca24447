"""Every check, in the catalogue's order. One line here, one `.py` and one `.md` beside it."""

from importlib import import_module

from intents.check import Check

_NAMES = (
    "bot-connected",
    "bot-can-see",
    "api-budget",
    "org-open",
    "package-installed",
    "package-for-everyone",
    "app-present",
    "app-packaged",
    "app-installed",
    "app-policies-present",
    "app-enabled",
    "oauth-enabled",
    "start-page-none",
    "permitted-users-self-authorize",
    "refresh-token-by-inactivity",
    "refresh-token-30-days",
    "ip-restrictions-enforced",
    "session-timeout-in-range",
    "eca-scopes-cover",
    "eca-authorised",
    "legacy-app-visible",
    "legacy-app-installed",
    "legacy-admin-approved",
    "legacy-user-assigned",
    "legacy-user-authorised",
    "first-consent-by-setup-user",
    "app-not-blocked",
    "installer-may-install",
    "api-access-control",
    "setup-user-may-consent",
    "setup-user-licensed",
    "users-differ",
    "user-active",
    "user-not-frozen",
    "user-api-enabled",
    "user-can-consent",
    "token-slots",
    "object-access",
    "field-access",
    "recent-logins",
    "recent-changes",
    "pardot-covered",
    "sales-engagement-covered",
    "sixsense-connected",
    "data-sync-choice",
    "consent-given",
)


def _check(name: str) -> Check:
    found: Check = import_module(f"intents.checks.{name.replace('-', '_')}").CHECK
    return found


#: Every check by its name.
CHECKS: dict[str, Check] = {name: _check(name) for name in _NAMES}
