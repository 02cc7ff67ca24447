"""OauthToken: one row per living grant.

Source: Object Reference, OauthToken: `Id` is reserved and null; AppMenuItemId null means that the
app is known through use alone, or has no menu item (an External Client App without start page).
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, minutes_ago, missing

GRANT = "_grant"  # not a field of the object: the key of the grant, for counting its uses


def oauth_tokens(state: Ground) -> Iterable[Row]:
    """Grants of the scenario that are not revoked, then generated ones."""
    menu = {row["Id"] for row in state.rows("AppMenuItem")}
    for key, token in state.scenario.tokens.items():
        if token.revoked:
            continue
        item = state.id("AppMenuItem", token.app)
        yield {
            "Id": None,
            GRANT: key,
            "AppName": app_name(state, token.app),
            "AppMenuItemId": item if item in menu else None,
            "UserId": state.user_id(token.user),
            "CreatedDate": state.moment(token.created),
            "LastUsedDate": state.moment(token.last_used),
            "UseCount": token.uses,
            "DeleteToken": state.id("OauthToken", "delete", key),
        }
    for n in missing(state, "oauth_tokens", len(state.scenario.tokens)):
        yield {
            "Id": None,
            GRANT: f"generated-{n}",
            "AppName": f"Generated Connected App {n % 40}",
            "UserId": state.user_id(f"generated-{n}"),
            "CreatedDate": minutes_ago(state, 60 + n),
            "LastUsedDate": minutes_ago(state, n % 50),
            "UseCount": 1 + n % 900,
            "DeleteToken": state.id("OauthToken", "delete", f"generated-{n}"),
        }


def app_name(state: Ground, app: str) -> str:
    """What AppName says: the label of an External Client App, the name of a connected app."""
    eca = state.scenario.ecas().get(app)
    if eca:
        return eca.label
    connected = state.scenario.connected_apps.get(app)
    return connected.name if connected else app
