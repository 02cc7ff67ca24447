"""The naive way: exactly the same questions, one simple-salesforce call after another.

As a script would do it: one client, one kept-alive session, no batch, no threads. Warm, it has an
access token and knows the org; cold, it signs in, asks which API versions there are and for the
same describes, each in turn.
"""

from contextlib import suppress

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceError

from bench.practice import CHECK, Practice
from bot.orgs.answers import Answer
from bot.orgs.memory import names
from bot.orgs.metadata import HEADERS, components, envelope, understood
from bot.orgs.plan import Item, gates, planned
from bot.store.connections import OrgConnection
from intents.question import Metadata, Soql, Trust
from intents.report import kinds


class Naive:
    """Asks what `Gateway.learn` asks."""

    def __init__(self, practice: Practice, connection: OrgConnection) -> None:
        """Prepare for the questions that the bot asks of this org, which it must have met."""
        known, self._settings = connection.learnt, practice.settings
        people = names(connection, known.user_id)
        asked = kinds(CHECK)
        self._items = planned(asked, people, known.describes, known.api).items
        self._gates = gates(asked)
        trust = [k.question.ask.path for k in asked if isinstance(k.question.ask, Trust)]
        self._trust = [path.replace("{instance}", known.instance) for path in trust]
        self._known = connection

    def warm(self) -> "Naive":
        """Sign in, so that only questions are left."""
        self._session = requests.Session()
        self._session.verify = str(self._settings.salesforce_ca_file)
        self._session.trust_env = False  # REQUESTS_CA_BUNDLE would take its place
        self._client = self._signed_in()
        return self

    def ask(self) -> None:
        """Every question."""
        for item in self._items:
            with suppress(SalesforceError):  # e.g. an object this org does not have: an answer too
                self._asked(item)
        for path in self._trust:
            self._session.get(f"{self._settings.trust_url}/{path}").raise_for_status()

    def cold(self) -> None:
        """Everything, from nothing."""
        self.warm()
        versions = f"{self._known.instance_url}/services/data"
        self._session.get(versions).raise_for_status()
        for name in self._gates:
            self._client.restful(f"sobjects/{name}/describe")
        self.ask()

    def _signed_in(self) -> Salesforce:
        secrets = self._known.secrets
        form = {
            "grant_type": "refresh_token",
            "client_id": secrets.client_id,
            "client_secret": secrets.client_secret,
            "refresh_token": secrets.refresh_token,
        }
        said = self._session.post(f"{self._known.login_url}/services/oauth2/token", data=form)
        return Salesforce(
            instance_url=self._known.instance_url,
            session_id=said.json()["access_token"],
            session=self._session,
            version=self._known.learnt.api,
        )

    def _asked(self, item: Item) -> None:
        ask = item.question.ask
        if isinstance(ask, Metadata):
            components(self._soap, ask.type)
        elif not isinstance(ask, Soql):
            self._client.restful(item.path)
        elif item.tooling:
            self._client.toolingexecute("query", params={"q": item.asked})
        else:
            self._client.query(item.asked)

    def _soap(self, inner: str, operation: str) -> Answer:
        """As the bot puts it: the WSDL that simple-salesforce brings is too old to ask."""
        sent = envelope(operation, inner, self._client.session_id)
        url = f"{self._known.instance_url}/services/Soap/m/{self._known.learnt.api}"
        said = self._session.post(url, data=sent, headers=HEADERS)
        return understood(said.status_code, said.text)
