"""What Slack sent → who asks, where, and Slack's own name of the delivery. Pure.

The person is always the clicker's own `user.id` and `user.team_id`: in a shared channel every
other field names the installing team (java-slack-sdk #1041).
"""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from intents.asker import Asker, Person, Place, Tenant

#: What Slack makes of links, people, groups and channels it recognises in what was typed (Slack
#: docs, Formatting message text); what people type as `<` themselves arrives as `&lt;`.
_LINK = re.compile(
    r"<(?:https?|mailto):[^|<>]{0,4000}\|([^<>]{0,4000})>|<((?:https?|mailto):[^|<>]{0,4000})>"
)
_LABELLED = re.compile(r"<([@#!][^|<>]{1,200})\|[^<>]{0,200}>")
_MENTION = re.compile(r"^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>\s*")


def told(body: Mapping[str, Any]) -> Tenant:
    """Which installation a verified payload was sent to; an org-wide one has no team.

    Events say it in `authorizations` (Slack docs, Events API). A modal sent from another workspace
    names the sender's in `team`, and ours in its view (bolt-js #1614); a Home tab's view names the
    workspace of the enterprise that was the first to install (bolt-python #1229).
    """
    if authorizations := body.get("authorizations"):
        return _tenant(authorizations[0], authorizations[0].get("team_id"))
    view, team = body.get("view") or {}, body.get("team_id") or _id(body.get("team"))
    if str(body.get("type", "")).startswith("view_") or not team:
        team = view.get("app_installed_team_id") or team
    return _tenant(body, team)


def _tenant(said: Mapping[str, Any], team: str | None) -> Tenant:
    enterprise = said.get("enterprise_id") or _id(said.get("enterprise"))
    # Interactions and events say true, a command's form "true".
    if str(said.get("is_enterprise_install")).casefold() == "true":
        return Tenant("", enterprise, org_wide=True)
    if team and team.startswith("E"):  # a view says so where it is the whole enterprise's
        return Tenant("", team, org_wide=True)
    return Tenant(team or "", enterprise)


def _id(told: object) -> str:
    """An id that comes alone, or with a name."""
    found = told.get("id") if isinstance(told, Mapping) else told
    return found if isinstance(found, str) else ""


def from_command(body: Mapping[str, Any], mine: Tenant) -> Asker:
    """A slash command's asker (Slack docs, Slash commands: they never come from a thread)."""
    # Slack delivers commands of the install's own people only.
    enterprise = body.get("enterprise_id") or ""
    person = Person(body["user_id"], body.get("team_id", ""), body.get("user_name", ""), enterprise)
    return _asker(mine, person, Place(body["channel_id"]))


def from_action(body: Mapping[str, Any], mine: Tenant) -> Asker:
    """A clicker, and the place of the message that was clicked."""
    user = body["user"]
    person = Person(user["id"], user.get("team_id", ""), user.get("username", ""))
    box, message = body.get("container", {}), body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or box.get("channel_id", "")
    thread = message.get("thread_ts") or box.get("thread_ts") or ""
    # The first message of a thread carries its own ts as thread_ts: it stands in the channel.
    top = thread == (message.get("ts") or box.get("message_ts"))
    return _asker(mine, person, Place(channel, "" if top else thread))


def from_shortcut(body: Mapping[str, Any], mine: Tenant) -> Asker:
    """Who chose a shortcut on a message; the place is the thread which that message begins."""
    user, message = body["user"], body["message"]
    person = Person(user["id"], user.get("team_id", ""), user.get("username", ""))
    thread = message.get("thread_ts") or message["ts"]
    return _asker(mine, person, Place(body["channel"]["id"], thread))


def from_mention(event: Mapping[str, Any], mine: Tenant) -> Asker:
    """Who mentioned the bot, and in which thread."""
    team = event.get("user_team") or event.get("team") or ""
    person = Person(event.get("user", ""), team)
    return _asker(mine, person, Place(event["channel"], event.get("thread_ts", "")))


def from_home(body: Mapping[str, Any], event: Mapping[str, Any], mine: Tenant) -> Asker:
    """Who looks at their Home tab; the place is their direct messages with the bot."""
    person = Person(event["user"], body.get("team_id") or "")
    return _asker(mine, person, Place(event.get("channel") or ""))


def _asker(mine: Tenant, person: Person, place: Place) -> Asker:
    """The asker now. Only the tenant's own list says whose workspace is of the enterprise."""
    if not person.enterprise and person.team in mine.teams:
        person = replace(person, enterprise=mine.enterprise)
    return Asker(replace(mine, teams=()), person, place, _now())


def words(text: str | None) -> str:
    """What a person typed: without the leading mention, links as typed, entities undone.

    Half of a surrogate pair, which JSON can carry and no database keeps, becomes a question mark.
    """
    whole = (text or "").encode("utf-8", "replace").decode()
    said = _MENTION.sub("", whole, count=1)
    plain = _LINK.sub(lambda link: link[1] or link[2], said)
    return html.unescape(_LABELLED.sub(r"<\1>", plain)).strip()


def press_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The pressed button's opaque id, and Slack's name of this press."""
    action = body["actions"][0]
    return str(action.get("value", "")), f"{action.get('action_ts')}:{body.get('trigger_id', '')}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
