"""The org itself: its row, its features, limits and tokens, and how its network behaves.

Source: Object Reference, Organization and OauthToken; Salesforce Help, "API Access Control".
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sandbox.org.moments import Moment
from sandbox.org.value import Value

OPAQUE = "opaque"
JWT = "jwt"


class Organization(Value):
    """The Organization row and the addresses of the org."""

    id: str = Field(default="00DHs0000004Acm", pattern=r"^00D[0-9A-Za-z]{12}$")
    name: str = "Acme Example Inc"
    my_domain: str = "acme-example"
    instance_name: str = "USA794"
    is_sandbox: bool = False
    type: str = "Enterprise Edition"
    trial_expires: Moment | None = None
    namespace: str | None = None
    created: Moment = "-1400d"


class Features(Value):
    """What Salesforce has provisioned here."""

    api_access_control: Literal["absent", "off", "on"] = "off"
    api_access_control_for_external_users: bool = False
    account_engagement: bool = False
    sales_engagement: bool = False

    def provisioned(self) -> frozenset[str]:
        """The names that gate objects and fields in the schema files."""
        names = {name for name in ("account_engagement", "sales_engagement") if getattr(self, name)}
        if self.api_access_control != "absent":
            names.add("api_access_control")
        return frozenset(names)


class Versions(Value):
    """API versions this org speaks. v31 is the oldest Salesforce still answers in 2026."""

    oldest: int = 31
    newest: int = 68


class Limits(Value):
    """DailyApiRequests; the server counts on from `used`."""

    daily_api_requests: int = 100_000
    used: int = 4_200


class Oauth(Value):
    """How this org treats tokens."""

    access_token_lifetime: float = 7200.0
    refresh_token_rotation: bool = False


class Token(Value):
    """An OAuth grant of a user to an app: one row of OauthToken, and what its holder presents."""

    user: str
    app: str
    scope: str = "refresh_token api"
    access_token: str | None = None
    refresh_token: str | None = None
    access_expired: bool = False
    format: Literal["opaque", "jwt"] = "opaque"
    revoked: bool = False
    created: Moment = "-40d"
    last_used: Moment | None = "-1h"
    uses: int = 1


class Trust(Value):
    """What the Trust API says of the instance."""

    status: str = "OK"
    is_active: bool = True
    incidents: tuple[dict[str, Any], ...] = ()


class Weather(Value):
    """How the network and the server behave."""

    latency: float = 0.0
    flaky: bool = False
    garbage: bool = False
