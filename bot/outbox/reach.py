"""Can a person be written to directly, and where do they live: two questions to Slack.

A direct message can be opened with everybody of the own workspace, and with people of others who
share a channel with the bot (Slack docs, conversations.open, Slack Connect).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

_TRIES = 4
_BROKEN = (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError, SlackRequestError)
#: Refusals that may be none a moment later (Slack docs, errors of every method).
_PASSING = frozenset(
    {"ratelimited", "fatal_error", "internal_error", "service_unavailable", "request_timeout"}
)
_LONGEST = 30.0


@dataclass(frozen=True)
class Reached:
    """What Slack says of a person.

    Attributes:
        channel: the direct message with them; "" = there can be none, and `why` is Slack's error.
        team: the workspace they belong to, "" = not told.
        tz: their time zone by its IANA name, "" = not told.
    """

    channel: str = ""
    why: str = ""
    team: str = ""
    tz: str = ""


async def reached(client: AsyncWebClient, user: str) -> Reached:
    """Ask who somebody is and open a direct message with them; never raises.

    What does not answer is asked a few times; then it counts as not reached (`no_answer`).
    """
    told = await _asked(lambda: client.users_info(user=user))
    person = told.get("user") or {}
    zone = str(person.get("tz") or "")
    known = Reached(why=told.get("error", ""), team=str(person.get("team_id") or ""), tz=zone)
    if person.get("deleted"):
        return Reached(why="user_disabled", team=known.team, tz=zone)
    if person.get("is_bot"):
        return Reached(why="cannot_dm_bot", team=known.team)
    opened = await _asked(lambda: client.conversations_open(users=user))
    channel = (opened.get("channel") or {}).get("id", "")
    return Reached(channel, opened.get("error", ""), known.team, zone)


async def _asked(call: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
    """The answer, or `{"error": …}` as Slack names it."""
    pause = 0.5
    for _ in range(_TRIES):
        try:
            return dict((await call()).data)
        except SlackApiError as error:
            data = error.response.data if isinstance(error.response.data, dict) else {}
            name = str(data.get("error") or "no_answer")
            if name not in _PASSING and name != "no_answer":
                return {"error": name}
            told = error.response.headers.get("Retry-After", "")
            pause = max(pause, min(float(told), _LONGEST)) if told.isdigit() else pause
        except _BROKEN:
            pass
        await asyncio.sleep(pause)
        pause *= 2
    return {"error": "no_answer"}
