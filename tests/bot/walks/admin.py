"""The Salesforce administrator's hands: what makes each check fail, and what mends it."""

from dataclasses import dataclass, field
from typing import Any

from intents.intent import Track
from intents.playbook import Playbook, Step
from sandbox.org import OrgSandbox, ScenarioError

Patch = dict[str, Any]

_ECA = {
    "label": "6sense External Client App",
    "name": "sixsense_eca",
    "package": "sixsense",
    "scopes": ["api", "refresh_token", "pardot_api"],
}
_GRANT = {
    "user": "integration", "app": "eca", "scope": "refresh_token api pardot_api",
    "created": "-1d", "last_used": "-5m", "uses": 3, "revoked": False,
}  # fmt: skip
_FULL = [{"security_type": "Full", "status": "SUCCESS", "user": "ivy", "when": "-1h"}]
_ALL = ["read", "create", "edit", "view_all"]


def _eca(**fields: Any) -> Patch:
    return {"eca": fields}


def _integration(**fields: Any) -> Patch:
    return {"users": {"integration": fields}}


#: Check → how it is made wrong, and how the administrator puts it right.
ECA: dict[str, tuple[Patch, Patch]] = {
    "installer-may-install": (
        {"users": {"ivy": {"profile": "standard"}}},
        {"users": {"ivy": {"profile": "admin"}}},
    ),
    "package-installed": (
        {"packages": {"sixsense": {"installed": False}}, "eca": None, "tokens": {"sixsense": None}},
        {"packages": {"sixsense": {"installed": True}}},
    ),
    "package-for-everyone": (
        {"packages": {"sixsense": {"install_requests": []}}},
        {"packages": {"sixsense": {"install_requests": _FULL}}},
    ),
    "app-present": ({"eca": None, "tokens": {"sixsense": None}}, {"eca": _ECA}),
    "app-packaged": (_eca(distribution_state="Local"), _eca(distribution_state="Packaged")),
    "app-installed": (_eca(manageable_state="unmanaged"), _eca(manageable_state="installed")),
    "app-policies-present": (
        _eca(has_oauth_policies=False, has_oauth_settings=False),
        _eca(has_oauth_policies=True, has_oauth_settings=True),
    ),
    "app-enabled": (_eca(enabled=False), _eca(enabled=True)),
    "oauth-enabled": (_eca(oauth="Disabled"), _eca(oauth="Enabled")),
    "app-not-blocked": (_eca(blocked=True), _eca(blocked=False)),
    "start-page-none": (
        _eca(start_page="OAuth", start_url="https://example.com/start"),
        _eca(start_page="None", start_url=None),
    ),
    "permitted-users-self-authorize": (
        _eca(permitted_users="AdminApprovedPreAuthorized"),
        _eca(permitted_users="AllSelfAuthorized"),
    ),
    "refresh-token-by-inactivity": (
        _eca(refresh_token_policy="Zero"),
        _eca(refresh_token_policy="SpecificInactivity"),
    ),
    "refresh-token-30-days": (
        _eca(refresh_token_validity_period=10),
        _eca(refresh_token_validity_period=30, refresh_token_validity_unit="Days"),
    ),
    "ip-restrictions-enforced": (_eca(ip_relaxation="Bypass"), _eca(ip_relaxation="Enforce")),
    "session-timeout-in-range": (
        _eca(session_timeout_in_minutes=2000),
        _eca(session_timeout_in_minutes=120),
    ),
    "eca-scopes-cover": (
        _eca(scopes=["api"]),
        _eca(scopes=["api", "refresh_token", "pardot_api"]),
    ),
    "eca-authorised": ({"tokens": {"sixsense": None}}, {"tokens": {"sixsense": _GRANT}}),
    "user-active": (_integration(active=False), _integration(active=True)),
    "user-not-frozen": (_integration(frozen=True), _integration(frozen=False)),
    "user-api-enabled": (
        {"profiles": {"integration": {"permissions": ["RunReports"]}}},
        {"profiles": {"integration": {"permissions": ["ApiEnabled", "RunReports"]}}},
    ),
    "user-can-consent": (
        {"profiles": {"integration": {"permissions": ["ApiEnabled", "ApiUserOnly"]}}},
        {"profiles": {"integration": {"permissions": ["ApiEnabled", "RunReports"]}}},
    ),
    "object-access": (
        {"profiles": {"integration": {"objects": {"Account": [], "Lead": []}}}},
        {"profiles": {"integration": {"objects": {"Account": _ALL, "Lead": _ALL}}}},
    ),
}

_APP = "sixsense-oauth"
_USED = {"created": "-1d", "last_used": "-5m", "uses": 1, "revoked": False}

#: The same of the legacy app, from an org that never had it.
LEGACY: dict[str, tuple[Patch, Patch]] = {
    "setup-user-may-consent": (
        {"users": {"sam": {"profile": "standard"}}},
        {"users": {"sam": {"profile": "admin"}}},
    ),
    "legacy-app-visible": (
        {},
        {
            "connected_apps": {_APP: {"name": "sfdc_6sense_oauth_app", "installed": False}},
            "tokens": {"sixsense-setup": {"user": "sam", "app": _APP} | _USED},
        },
    ),
    "legacy-app-installed": ({}, {"connected_apps": {_APP: {"installed": True}}}),
    "legacy-admin-approved": ({}, {"connected_apps": {_APP: {"admin_approved_only": True}}}),
    "legacy-user-assigned": (
        {},
        {
            "permission_sets": {
                "access": {"name": "Access", "label": "Access", "apps": [_APP]},
            },
            "users": {"integration": {"permission_sets": ["access"]}},
        },
    ),
    "legacy-user-authorised": (
        {},
        {"tokens": {"sixsense-legacy": {"user": "integration", "app": _APP} | _USED}},
    ),
}


@dataclass
class Admin:
    """One administrator in one practice org, with everything a playbook is about still wrong."""

    org: OrgSandbox
    book: Playbook
    later: list[Patch] = field(default_factory=list)

    @property
    def legacy(self) -> bool:
        """Whether it is the old article's org; elsewhere the old app's checks do not apply."""
        return self.book.track is Track.LEGACY

    def patches(self, check: str) -> tuple[Patch, Patch]:
        known = ECA | LEGACY if self.legacy else ECA
        return known.get(check, ({}, {}))

    def begin(self) -> None:
        """Make wrong what the playbook mends."""
        self.org.load("eca-missing" if self.legacy else "healthy-eca")
        for check in dict.fromkeys(c for step in self.book.steps for c in step.checks):
            self._lay(self.patches(check)[0])

    def mend(self, step: Step) -> None:
        """Do what a step asks for; what an install brings is not yet as the article asks."""
        for check in step.checks:
            self.org.change(self.patches(check)[1])
            if check == "app-present":
                waiting, self.later = self.later, []
                for patch in waiting:
                    self._lay(patch)

    def _lay(self, patch: Patch) -> None:
        try:
            self.org.change(patch)
        except ScenarioError:
            self.later.append(patch)  # there is no app yet that could be wrong
