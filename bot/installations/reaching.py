"""Can a person be written to directly, and where do they live: asked from a thread that may wait.

A direct message can be opened with everybody of the own workspace, and with people of others who
share a channel with the bot (Slack docs, conversations.open, Slack Connect).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.installations.installations import Installations
from bot.installations.looking import Unsaid, asked
from intents.asker import Tenant


@dataclass(frozen=True)
class Reached:
    """What Slack says of a person.

    Attributes:
        channel: the direct message with them; "" = there can be none, and `why` is Slack's error.
        team: the workspace they belong to, "" = not told.
        tz: their time zone by its IANA name, "" = not told.
        thread: where there is no direct message: whether the thread that asked may have it.
    """

    channel: str = ""
    why: str = ""
    team: str = ""
    tz: str = ""
    thread: bool = False


def known(slack: Installations, tenant: Tenant, user: str) -> Reached:
    """Who somebody is, without a direct message (Slack docs, users.info)."""
    said = asked(slack, tenant.key, lambda client: client.users_info(user=user))
    if isinstance(said, Unsaid):
        return Reached(why=said.why)
    person: Mapping[str, Any] = said.get("user") or {}
    found = Reached(team=str(person.get("team_id") or ""), tz=str(person.get("tz") or ""))
    if person.get("deleted"):
        return replace(found, why="user_disabled")
    return replace(found, why="cannot_dm_bot") if person.get("is_bot") else found


def reached(slack: Installations, tenant: Tenant, user: str) -> Reached:
    """Who somebody is, and a direct message with them."""
    found = known(slack, tenant, user)
    if found.why in ("user_disabled", "cannot_dm_bot"):
        return found
    said = asked(slack, tenant.key, lambda client: client.conversations_open(users=user))
    if isinstance(said, Unsaid):
        return replace(found, why=said.why)
    return replace(found, channel=str((said.get("channel") or {}).get("id") or ""), why="")
