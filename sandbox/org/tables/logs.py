"""LoginHistory and SetupAuditTrail.

Source: Object Reference, the objects of those names. Failures before the token endpoint leave no
row in LoginHistory.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, minutes_ago, missing


def login_history(state: Ground) -> Iterable[Row]:
    """Logins of the scenario, then generated ones."""
    written = state.scenario.login_history
    for n, login in enumerate(written):
        yield {
            "Id": state.id("LoginHistory", str(n)),
            "UserId": state.user_id(login.user),
            "LoginTime": state.moment(login.when),
            "LoginType": login.type,
            "Application": login.application,
            "Status": login.status,
            "SourceIp": login.source_ip,
            "ApiType": "REST API" if login.type.startswith("Remote") else "N/A",
            "ApiVersion": login.api_version,
            "LoginUrl": f"{state.scenario.organization.my_domain}.my.salesforce.com",
            "Browser": "Unknown",
            "Platform": "Unknown",
            "TlsProtocol": "TLS 1.3",
            "CountryIso": "US",
        }
    for n in missing(state, "login_history", len(written)):
        yield {
            "Id": state.id("LoginHistory", f"generated-{n}"),
            "UserId": state.user_id(f"generated-{n % 5000}"),
            "LoginTime": minutes_ago(state, n),
            "LoginType": "Application",
            "Application": "Browser",
            "Status": "Success" if n % 7 else "Invalid Password",
            "SourceIp": f"198.51.100.{n % 250}",
            "ApiType": "N/A",
            "ApiVersion": "N/A",
        }


def setup_audit_trail(state: Ground) -> Iterable[Row]:
    """Changes of the scenario, then generated ones."""
    written = state.scenario.setup_audit_trail
    for n, entry in enumerate(written):
        yield {
            "Id": state.id("SetupAuditTrail", str(n)),
            "CreatedDate": state.moment(entry.when),
            "CreatedById": state.user_id(entry.user),
            "Action": entry.action,
            "Section": entry.section,
            "Display": entry.display,
            "SystemModstamp": state.moment(entry.when),
        }
    for n in missing(state, "setup_audit_trail", len(written)):
        yield {
            "Id": state.id("SetupAuditTrail", f"generated-{n}"),
            "CreatedDate": minutes_ago(state, 3 + n * 4),
            "CreatedById": state.user_id(next(iter(state.scenario.users))),
            "Action": "changedUserEmail",
            "Section": "Manage Users",
            "Display": f"Changed email for user {n}",
            "SystemModstamp": minutes_ago(state, 3 + n * 4),
        }
