"""What an org writes down about itself: rows of LoginHistory and SetupAuditTrail, as patches.

Source: Object Reference, LoginHistory and SetupAuditTrail. The `Action` names of setup changes are
our reading where no public list has them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sandbox.org.state import OrgState

Patch = dict[str, Any]
_LONGEST = 2_000


def now() -> str:
    """The moment on the clock, as a scenario writes it."""
    return dt.datetime.now(dt.UTC).isoformat()


def logged_in(
    state: OrgState, user: str, application: str, *, status: str = "Success", kind: str = ""
) -> Patch:
    """One more row of LoginHistory; a success moves the user's last login."""
    row = {
        "user": user,
        "when": now(),
        "type": kind or "Remote Access 2.0",
        "application": application,
        "status": status,
    }
    rows = [login.model_dump() for login in state.scenario.login_history[-_LONGEST:]]
    patch: Patch = {"login_history": [*rows, row]}
    if status == "Success":
        patch["users"] = {user: {"last_login": row["when"]}}
    return patch


def audited(
    state: OrgState, user: str | None, action: str, section: str, display: str
) -> Mapping[str, Any]:
    """One more row of SetupAuditTrail."""
    row = {"user": user, "when": now(), "action": action, "section": section, "display": display}
    rows = [entry.model_dump() for entry in state.scenario.setup_audit_trail[-_LONGEST:]]
    return {"setup_audit_trail": [*rows, row]}
