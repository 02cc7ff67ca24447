from __future__ import annotations

import datetime as dt

import pytest
import requests
from simple_salesforce import Salesforce

from sandbox.org import OrgSandbox, shipped
from sandbox.org.caller import Caller, View
from sandbox.org.soql import parse, run
from sandbox.org.state import OrgState


@pytest.fixture
async def org():
    async with OrgSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def session(org):
    """A session that trusts the sandbox; the environment's CA bundle would win otherwise."""
    made = requests.Session()
    made.trust_env = False
    made.verify = org.ca_file
    yield made
    made.close()


@pytest.fixture
def connect(org, session):
    def made(version="68.0", access_token=None):
        return Salesforce(
            session_id=access_token or org.connection["access_token"],
            instance_url=org.url,
            version=version,
            session=session,
        )

    return made


@pytest.fixture
def sf(connect):
    return connect()


@pytest.fixture
def token(org, session):
    """Ask the token endpoint with the connection's own refresh token, or something else."""

    def asked(**changes):
        names = ("client_id", "client_secret", "refresh_token")
        form = {"grant_type": "refresh_token", **{n: org.connection[n] for n in names}, **changes}
        return session.post(f"{org.url}/services/oauth2/token", data=form)

    return asked


@pytest.fixture
def view():
    """What a user of a scenario sees, without a server."""

    def made(scenario="healthy-eca", user="ada", endpoint="data", version=68):
        state = OrgState(shipped.load(scenario), dt.datetime.now(dt.UTC))
        caller = Caller(
            user=user,
            user_id=state.user_id(user),
            grant="checker",
            permissions=state.permissions(user),
            scopes=frozenset({"api"}),
        )
        return View(state, caller, endpoint, version, {})

    return made


@pytest.fixture
def rows(view):
    """Records of a query, as an administrator of healthy-eca sees them unless said otherwise."""

    def found(soql, **where):
        result = run(parse(soql), view(**where))
        return result.records(0, result.total)

    return found
