"""simple-salesforce, given a token and a way to a new one.

Version 1.12.10 knows no refresh token. On 401 INVALID_SESSION_ID it calls a private hook, then
repeats the request. This is the one place that knows the hook; the version is pinned, and a test
holds it.
"""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import requests
from simple_salesforce.api import Salesforce

from bot.store.connections import OrgConnection
from intents.fact import Unlearnt


class NotLetInError(Exception):
    """The org does not let us in; carries the reason."""

    def __init__(self, unlearnt: Unlearnt) -> None:
        super().__init__(unlearnt.says)
        self.unlearnt = unlearnt


def hooked(
    connection: OrgConnection, version: str, session: requests.Session, renew: Callable[[], str]
) -> Salesforce:
    """A client that calls `renew` for a new token; `renew` may raise `NotLetInError`."""
    client = Salesforce(
        session_id=connection.secrets.access_token,
        instance_url=connection.instance_url,
        version=version,
        session=session,
        object_pairs_hook=cast("None", dict),  # its annotation knows only OrderedDict
    )
    host = urlsplit(connection.instance_url).netloc
    client._salesforce_login_partial = lambda: (renew(), host)  # type: ignore[assignment]  # noqa: SLF001 -- its one hook
    return client
