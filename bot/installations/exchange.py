"""`oauth.v2.access`: a code, or a refresh token, for tokens. One HTTP exchange, never repeated.

Source: Slack docs, *Installing with OAuth*, *Using token rotation*: an access token lives twelve
hours, a refresh token is good once.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse, WebClient

from bot.settings import Settings
from bot.store.installations import Installation

SECONDS = 10
#: At DEBUG the client writes down what it sends and gets, here codes and tokens.
_SILENT = logging.getLogger("bot.installations.exchange.wire")
_SILENT.setLevel(logging.WARNING)
_EARLY = 2 * 3600.0  # seconds before its end in which a token is renewed, as Bolt has it
_FINAL = {"invalid_refresh_token", "token_revoked", "account_inactive"}
#: "It's possible some aspect of the operation succeeded before the error was raised."
_PERHAPS_DONE = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}


class ExchangeError(RuntimeError):
    """No tokens came. Holds Slack's name of the reason, never a secret.

    Attributes:
        name: Slack's error; `no_answer` where there was none.
        final: the refresh token will never be taken again.
        doubtful: Slack may have exchanged it, and the answer got lost.
    """

    def __init__(self, name: str, *, doubtful: bool = False) -> None:
        super().__init__(name)
        self.name, self.doubtful = name, doubtful
        self.final = name in _FINAL


def granted(settings: Settings, code: str, redirect_uri: str | None) -> Installation:
    """The installation behind a code from Slack's consent page.

    Raises:
        ExchangeError: Slack does not take the code, or gives no bot token for it.
    """
    said = _asked(
        lambda client: client.oauth_v2_access(
            **_ourselves(settings), code=code, redirect_uri=redirect_uri
        ),
        settings,
    )
    token, bot = said.get("access_token"), said.get("bot_user_id")
    if not token or not bot or said.get("token_type") != "bot":
        raise ExchangeError("no_bot_token")
    who = _asked(lambda client: client.auth_test(token=token), settings)
    team, enterprise = said.get("team") or {}, said.get("enterprise") or {}
    org_wide = bool(said.get("is_enterprise_install"))
    return _with_tokens(
        Installation(
            team="" if org_wide else team["id"],
            enterprise=enterprise.get("id", ""),
            bot_user=bot,
            bot_id=who.get("bot_id") or "",
            token=token,
            org_wide=org_wide,
            name=(enterprise if org_wide else team).get("name") or "",
            app=said.get("app_id") or "",
            installer=(said.get("authed_user") or {}).get("id", ""),
            scopes=tuple((said.get("scope") or "").split(",")),
            installed=time.time(),
        ),
        said,
    )


def refreshed(settings: Settings, old: Installation) -> Installation:
    """The installation with a new token in place of the old one.

    Raises:
        ExchangeError: Slack does not take the refresh token, or did not answer.
    """
    said = _asked(
        lambda client: client.oauth_v2_access(
            **_ourselves(settings), grant_type="refresh_token", refresh_token=old.refresh_token
        ),
        settings,
    )
    if not said.get("access_token"):
        raise ExchangeError("no_bot_token", doubtful=True)
    return _with_tokens(replace(old, version=old.version + 1), said)


def _with_tokens(installation: Installation, said: dict[str, Any]) -> Installation:
    """Tokens and their times as the answer gives them; a token without an end has no refresh."""
    lasting, now = float(said.get("expires_in") or 0), time.time()
    return replace(
        installation,
        token=said["access_token"],
        refresh_token=said.get("refresh_token") or "",
        expires=now + lasting if lasting else 0.0,
        renew_at=now + max(lasting - _EARLY, lasting / 2) if lasting else 0.0,
    )


def _ourselves(settings: Settings) -> dict[str, str]:
    return {
        "client_id": settings.slack_client_id,
        "client_secret": settings.slack_client_secret.get_secret_value(),
    }


def _asked(ask: Callable[[WebClient], SlackResponse], settings: Settings) -> dict[str, Any]:
    # No retry handlers: a refresh token presented twice is refused.
    client = WebClient(
        base_url=settings.slack_api_url, retry_handlers=[], timeout=SECONDS, logger=_SILENT
    )
    try:
        data = ask(client).data
    except SlackApiError as error:
        name = error.response.get("error") if error.response else None
        doubtful = not name or name in _PERHAPS_DONE
        raise ExchangeError(str(name or "no_answer"), doubtful=doubtful) from None
    except (SlackClientError, OSError, HTTPException) as error:
        raise ExchangeError("no_answer", doubtful=not _never_sent(error)) from None
    return data if isinstance(data, dict) else {}


def _never_sent(error: Exception) -> bool:
    """Whether nobody was there to hear it."""
    return isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError)
