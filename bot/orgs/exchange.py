"""A refresh token for a new access token: one HTTP exchange, and what its answer means.

Source: Salesforce Help, *OAuth 2.0 Refresh Token Flow*, *Refresh Token Rotation*.

**When an exchange may be repeated.** With rotation, an old refresh token presented again kills the
current one. So the danger of a repeat lies where an answer with a new refresh token may still
reach somebody:

- A server error, or no connection at all: nothing was exchanged; repeat.
- The connection was cut after we sent: the answer, if there was one, can reach nobody any more.
  A repeat costs nothing that is not lost already, and saves the case where the server never got
  to it, or does not rotate; repeat. Only one process exchanges at a time (`tokens`).
- A time-out: the server may be about to answer. Give up the exchange, say so, and let the next
  one know (`Lost`).
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from bot.orgs.hosts import StrangeHostError, origin
from bot.orgs.losses import PAUSES, account
from bot.orgs.refusals import sign_in, told, trouble
from bot.orgs.tally import Tally
from bot.orgs.wire import Deadline
from bot.store.connections import OrgConnection
from intents.fact import Unlearnt
from intents.replies.own_app import refusal

_PATH = "/services/oauth2/token"
_BROKEN, _GOOD = 500, 200
_SHORTEST = 0.1
_ID = re.compile(r"/id/(00D[A-Za-z0-9]{12,15})/(005[A-Za-z0-9]{12,15})$")


@dataclass(frozen=True)
class Exchanged:
    """New tokens, and what came with them. Empty text = not said."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    instance_url: str
    org_id: str
    user_id: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Denied:
    """Salesforce said no, or never got the question; the refresh token is as it was.

    `interrupted`: or as a broken-off exchange before this one left it.
    """

    unlearnt: Unlearnt
    interrupted: bool = False


@dataclass(frozen=True)
class Lost:
    """The answer may have held a new refresh token, and did not reach us."""

    unlearnt: Unlearnt


def exchanged(
    connection: OrgConnection,
    session: requests.Session,
    until: Deadline,
    tally: Tally,
    *,
    practice: bool,
    interrupted: bool = False,
    form: Mapping[str, str] | None = None,
) -> Exchanged | Denied | Lost:
    """Exchange the connection's refresh token; `interrupted` where one broke off before.

    `form`: another grant to exchange, a code or an assertion. A code is good once, so repeating
    what was cut off risks nothing there either.
    """
    doubtful = interrupted
    outcome: Exchanged | Denied | Lost = Denied(trouble("there was no time left to sign in"))
    for pause in (0.0, *PAUSES):
        if until.left() <= pause:
            break
        time.sleep(pause)
        tally.sent()
        try:
            answer = session.post(
                connection.login_url + _PATH,
                data=form or refreshing(connection),
                timeout=max(_SHORTEST, until.left()),
            )
        except requests.RequestException as error:
            lost = account(error)
            doubtful = doubtful or lost.split
            outcome = _unanswered(lost.unlearnt or trouble("no answer"), doubtful=doubtful)
            if not lost.again:
                break
            continue
        if answer.status_code < _BROKEN:
            return _understood(answer, doubtful=doubtful, practice=practice)
        outcome = _unanswered(
            trouble(f"Salesforce answered HTTP {answer.status_code}"), doubtful=doubtful
        )
    return outcome


def refreshing(connection: OrgConnection) -> dict[str, str]:
    """What the token endpoint is sent for a new access token."""
    known = connection.secrets
    form = {
        "grant_type": "refresh_token",
        "refresh_token": known.refresh_token,
        "client_id": known.client_id,
    }
    return form | ({"client_secret": known.client_secret} if known.client_secret else {})


def _unanswered(unlearnt: Unlearnt, *, doubtful: bool) -> Denied | Lost:
    says = f"signing in: {unlearnt.says}"
    return (Lost if doubtful else Denied)(unlearnt.model_copy(update={"says": says}))


def _understood(
    answer: requests.Response, *, doubtful: bool, practice: bool
) -> Exchanged | Denied | Lost:
    try:
        body = answer.json()
    except requests.JSONDecodeError:
        body = None
    if answer.status_code >= _GOOD + 100:
        unlearnt = denied(answer.status_code, body, interrupted=doubtful)
        return Denied(unlearnt, interrupted=doubtful)
    token = _text(body, "access_token")
    if not token:
        return Lost(trouble("signing in: the answer came back in a form I do not know"))
    found = _ID.search(_text(body, "id"))
    return Exchanged(
        access_token=token,
        refresh_token=_text(body, "refresh_token"),
        instance_url=_instance(_text(body, "instance_url"), practice=practice),
        org_id=found.group(1) if found else "",
        user_id=found.group(2) if found else "",
        scopes=tuple(_text(body, "scope").split()),
    )


def denied(status: int, body: Any, *, interrupted: bool) -> Unlearnt:  # noqa: ANN401 -- any JSON
    """What Salesforce said, and where a refresh broke off before: what that means."""
    code, message = told(body)
    said = ": ".join(part for part in (code, message) if part) or f"HTTP {status}"
    if interrupted and code == "invalid_grant":
        says = f"Salesforce answered {said}, after an interrupted refresh: reconnect this org"
        return sign_in(says, code)
    meaning = refusal(code, message)
    says = f"Salesforce answered {said}"
    return sign_in(f"{meaning.says} ({says})" if meaning else says, code)


def _instance(url: str, *, practice: bool) -> str:
    """Where Salesforce says the org is; "" where that is not a host of Salesforce's."""
    try:
        return origin(url, practice=practice)
    except StrangeHostError:
        return ""


def _text(body: Any, key: str) -> str:  # noqa: ANN401 -- any JSON
    value = body.get(key) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""
