"""What Slack is asked about people, groups and channels, from a thread that may wait.

Each answer is a plain value, or an `Unsaid` with the reason: a right is never given for want of
an answer, and a channel of unknown company is never posted to unasked.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient

from bot.installations.installations import Installations
from bot.store.installations import NoTokenError
from intents.asker import Tenant

_TRIES = 3
#: Refusals that may be none a moment later (Slack docs, errors of every method).
_PASSING = frozenset({"ratelimited", "fatal_error", "internal_error", "service_unavailable", ""})


@dataclass(frozen=True)
class Unsaid:
    """Slack did not say, and why, by its own name for it."""

    why: str


@dataclass(frozen=True)
class Known:
    """A person: their team, whether of the tenant's own house, whether they administer it.

    Who was deactivated is no longer of the house, and a bot is nobody.
    """

    team: str
    own: bool
    admin: bool


def person(slack: Installations, tenant: Tenant, user: str) -> Known | Unsaid:
    """Who somebody is (Slack docs, users.info). Only own people carry `is_admin`, `is_owner`."""
    said = asked(slack, tenant.key, lambda client: client.users_info(user=user))
    if isinstance(said, Unsaid):
        return said
    return known(tenant, said.get("user") or {})


def known(tenant: Tenant, them: Mapping[str, Any]) -> Known:
    """What a `user` of Slack's says (Slack docs, User object; `enterprise_user` on Grid).

    An org-wide installation is administered by admins of the organisation: those of one of its
    workspaces are admins of a part.
    """
    team, grid = str(them.get("team_id") or ""), them.get("enterprise_user") or {}
    teams = (team, *(grid.get("teams") or ()))
    own = tenant.team in teams if tenant.team else tenant.enterprise == grid.get("enterprise_id")
    of_whom = (them, grid) if tenant.team else (grid,)
    lead = any(bool(at.get(name)) for at in of_whom for name in ("is_admin", "is_owner"))
    own = own and not them.get("deleted") and not them.get("is_bot")
    return Known(team, own, admin=own and lead)


def group(slack: Installations, tenant: Tenant, usergroup: str) -> tuple[str, ...] | Unsaid:
    """Who is in a user group (Slack docs, usergroups.users.list); nobody in one that is gone."""

    def ask(client: WebClient) -> SlackResponse:
        team = _team(slack, tenant)
        return client.usergroups_users_list(usergroup=usergroup, team_id=team)

    said = asked(slack, tenant.key, ask)
    if isinstance(said, Unsaid):
        return () if said.why == "no_such_subteam" else said
    return tuple(str(user) for user in said.get("users") or ())


def teams(slack: Installations, tenant: str) -> tuple[str, ...] | Unsaid:
    """The workspaces that an org-wide installation covers (Slack docs, auth.teams.list)."""
    found: list[str] = []
    cursor = ""
    while True:
        at = cursor
        said = asked(slack, tenant, lambda client: client.auth_teams_list(cursor=at, limit=1000))  # noqa: B023 -- asked at once
        if isinstance(said, Unsaid):
            return said
        found += [str(team["id"]) for team in said.get("teams") or ()]
        cursor = str((said.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return tuple(found)


def shared(slack: Installations, tenant: Tenant, channel: str) -> bool | Unsaid:
    """Whether people of other companies read a channel (Slack docs, conversations.info).

    Not `is_shared`, which is also true between workspaces of one organisation.
    """
    said = asked(slack, tenant.key, lambda client: client.conversations_info(channel=channel))
    if isinstance(said, Unsaid):
        return said
    told = said.get("channel") or {}
    return bool(told.get("is_ext_shared") or told.get("is_pending_ext_shared"))


@dataclass(frozen=True)
class Felt:
    """What a call tells about the connection itself: the scopes granted, and Slack's clock."""

    scopes: tuple[str, ...]
    at: float


def pulse(slack: Installations, tenant: str) -> Felt | Unsaid:
    """Whether Slack takes our token (Slack docs, auth.test; header `X-OAuth-Scopes`)."""
    said = _answer(slack, tenant, lambda client: client.auth_test())
    if isinstance(said, Unsaid):
        return said
    headers = {name.casefold(): value for name, value in said.headers.items()}
    scopes = tuple(filter(None, str(headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")))
    try:
        at = parsedate_to_datetime(str(headers.get("date", ""))).timestamp()
    except ValueError:
        at = time.time()
    return Felt(scopes, at)


def part(slack: Installations, tenant: str, user: str, said: str) -> None:
    """The last word to one person, said now or never; then the bot's own token is given back.

    The token of `SLACK_BOT_TOKEN` is the deployer's, and stays.
    """
    if user:
        asked(slack, tenant, lambda client: client.chat_postMessage(channel=user, text=said))
    if slack.many:
        asked(slack, tenant, lambda client: client.auth_revoke())


def _team(slack: Installations, tenant: Tenant) -> str | None:
    """An org-wide token has to name a workspace, any that it covers."""
    if not tenant.org_wide:
        return None
    return next(iter(slack.current(tenant.key).teams), None)


def asked(
    slack: Installations, tenant: str, ask: Callable[[WebClient], SlackResponse]
) -> Mapping[str, Any] | Unsaid:
    """What Slack answered, as it stands in its body."""
    said = _answer(slack, tenant, ask)
    if isinstance(said, Unsaid):
        return said
    return said.data if isinstance(said.data, dict) else {}


def _answer(
    slack: Installations, tenant: str, ask: Callable[[WebClient], SlackResponse]
) -> SlackResponse | Unsaid:
    """Asked up to three times, where another answer may come."""
    why, pause = "", 0.3
    for _ in range(_TRIES):
        try:
            return slack.ask(tenant, ask)
        except SlackApiError as error:
            why, pause = named(error), max(pause, seconds(error))
            if why not in _PASSING:
                return Unsaid(why)
        except OSError:
            why = "no_answer"
        except NoTokenError as error:
            return Unsaid(error.name)
        time.sleep(pause)
        pause *= 2
    return Unsaid(why or "no_answer")


def named(error: SlackApiError) -> str:
    """Slack's name of a refusal; "" where something else answered."""
    data = error.response.data
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def seconds(error: SlackApiError) -> float:
    """How long Slack wants to be left alone; 0 = not said."""
    told = error.response.headers.get("Retry-After", "")
    return min(float(told), 10.0) if told.isdigit() else 0.0
