"""Signing in to an org for the first time, or anew: what a code or an assertion comes to.

Source: Salesforce Help, *OAuth 2.0 Web Server Flow*, *Revoke OAuth Tokens*, *Identity URLs*.
Nothing here is stored, and no token goes to a host that is not Salesforce's.
"""

from dataclasses import replace
from typing import Any

import requests

from bot.orgs import assertion
from bot.orgs.authorize import Way
from bot.orgs.exchange import Exchanged, exchanged
from bot.orgs.gateway import Gateway
from bot.orgs.losses import account
from bot.orgs.refusals import printable, refused, sign_in, trouble
from bot.orgs.tally import Tally, Usage
from bot.orgs.wire import Deadline
from bot.settings import Settings
from bot.store.connections import OrgConnection
from bot.store.learnt import Learnt
from intents.fact import Unlearnt

_VERSION = "v59.0"  # every org speaks it; the real one is agreed on at the first visit
_WHO = "/services/oauth2/userinfo"
_ORG = "SELECT Id, Name, IsSandbox, InstanceName FROM Organization"
_STRANGE = "Salesforce named an address for this org that is not one of Salesforce's"


class NotAdmittedError(Exception):
    """The sign-in came to nothing; carries the reason, and what was given until then."""

    def __init__(self, unlearnt: Unlearnt, given: OrgConnection | None = None) -> None:
        super().__init__(unlearnt.says)
        self.unlearnt = unlearnt
        self.given = given


class SignIn:
    """Signs in to orgs for this process."""

    def __init__(self, settings: Settings, gateway: Gateway) -> None:
        self._settings = settings
        self._gateway = gateway

    def by_code(self, wanted: OrgConnection, way: Way, code: str) -> OrgConnection:
        """The connection that a code stands for, with tokens and what the org says of itself.

        Raises:
            NotAdmittedError: Salesforce said no, or what it gave is not enough.
        """
        secret = self._settings.salesforce_client_secret.get_secret_value()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self._settings.salesforce_client_id,
            "redirect_uri": way.callback,
            "code_verifier": way.verifier,
        }
        given = self._given(wanted, form | ({"client_secret": secret} if secret else {}))
        if not given.secrets.refresh_token:
            says = "the bot's app was given no refresh token: its scopes lack refresh_token"
            raise NotAdmittedError(sign_in(says, "invalid_scope"), given)
        return self._met(given)

    def by_assertion(self, wanted: OrgConnection, username: str) -> OrgConnection:
        """The same without a browser, for a user who agreed before or was pre-authorized.

        Raises:
            NotAdmittedError: as `by_code`, or our own key cannot be used, or not for this tenant.
        """
        try:
            form = assertion.form(self._settings, wanted, username)
        except assertion.UnsignedError as error:
            raise NotAdmittedError(sign_in(str(error))) from None
        given = self._given(wanted, form)
        return self._met(replace(given, secrets=replace(given.secrets, jwt_user=username)))

    def revoked(self, connection: OrgConnection) -> Unlearnt | None:
        """End the bot's own grant in the org; why it could not be, None where it is over."""
        known = connection.secrets
        token = known.refresh_token or known.access_token
        if not token:
            return trouble(known.unread) if known.unread else None
        try:
            answer = self._gateway.session(connection.login_url).post(
                f"{connection.login_url}/services/oauth2/revoke",
                data={"token": token},
                timeout=self._settings.salesforce_timeout,
            )
        except requests.RequestException as error:
            return account(error).unlearnt or trouble("no answer came")
        if answer.ok or "invalid_token" in answer.text or "unsupported_token_type" in answer.text:
            return None  # it was over already
        return trouble(f"Salesforce answered HTTP {answer.status_code}")

    def _given(self, wanted: OrgConnection, form: dict[str, str]) -> OrgConnection:
        """Tokens for a code or an assertion."""
        # The secret of our own app is not copied: the settings have it, and may change it.
        app = replace(wanted.secrets, client_id=self._settings.salesforce_client_id)
        outcome = exchanged(
            wanted,
            self._gateway.session(wanted.login_url),
            Deadline.after(self._settings.salesforce_timeout),
            Tally(Usage()),
            practice=self._settings.practice,
            form=form,
        )
        if not isinstance(outcome, Exchanged):
            raise NotAdmittedError(outcome.unlearnt)
        tokens = replace(
            app, access_token=outcome.access_token, refresh_token=outcome.refresh_token
        )
        home = outcome.instance_url
        given = replace(
            wanted,
            instance_url=home or wanted.login_url,
            secrets=tokens,
            learnt=Learnt(
                home_org=outcome.org_id,
                org_id=outcome.org_id,
                user_id=outcome.user_id,
                scopes=outcome.scopes,
            ),
        )
        if not home:
            raise NotAdmittedError(sign_in(_STRANGE), given)
        if not {"api", "full"} & set(outcome.scopes):
            says = "the bot's app was not given the scope api"
            raise NotAdmittedError(sign_in(says, "invalid_scope"), given)
        return replace(given, login_url=home)

    def _met(self, given: OrgConnection) -> OrgConnection:
        """The same, with what the org says of itself and of us."""
        org = self._asked(given, f"/services/data/{_VERSION}/query", {"q": _ORG})
        rows = org.get("records")
        first = rows[0] if isinstance(rows, list) and rows else None
        row = first if isinstance(first, dict) else {}
        told, known = printable(row.get("Id")), given.learnt.org_id
        if not told or told[:15] != known[:15]:
            raise NotAdmittedError(sign_in("the org did not say which one it is"), given)
        who = self._asked(given, _WHO, {})
        learnt = replace(
            given.learnt,
            username=printable(who.get("preferred_username")),
            name=printable(row.get("Name")),
            is_sandbox=row.get("IsSandbox") is True,
        )
        return replace(given, learnt=learnt)

    def _asked(self, given: OrgConnection, path: str, query: dict[str, str]) -> dict[str, Any]:
        token = given.secrets.access_token
        try:
            answer = self._gateway.session(given.instance_url).get(
                given.instance_url + path,
                params=query,
                headers={"Authorization": f"Bearer {token}"},
                timeout=self._settings.salesforce_timeout,
            )
            body = answer.json()
        except requests.RequestException as error:
            raise NotAdmittedError(account(error).unlearnt or trouble("no answer"), given) from None
        if not answer.ok or not isinstance(body, dict):
            raise NotAdmittedError(refused(answer.status_code, body), given)
        return body
