"""What follows from a change by itself, whoever makes it.

Source: Salesforce Help, "Manage OAuth Access Policies for a Connected App" (the page says that a
change of Permitted Users logs out everybody who uses the app).
"""

from __future__ import annotations

from typing import Any

from sandbox.org.scenario import Scenario


def of(before: Scenario, after: Scenario) -> dict[str, Any]:
    """A patch that belongs to the change; empty for most."""
    moved = {
        key
        for key, app in after.connected_apps.items()
        if key in before.connected_apps
        and app.admin_approved_only != before.connected_apps[key].admin_approved_only
    }
    ended = {
        key: {"revoked": True}
        for key, token in after.tokens.items()
        if token.app in moved and not token.revoked
    }
    return {"tokens": ended} if ended else {}
