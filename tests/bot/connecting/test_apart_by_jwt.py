"""One key for all workspaces: an assertion is signed only for those the deployer named."""

import asyncio
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.orgs.assertion import UnsignedError, form, trusted
from bot.orgs.gateway import Gateway
from bot.settings import Settings
from bot.store import connections
from bot.store.connections import OrgConnection, Secrets
from intents.asker import LOCAL, Tenant
from sandbox.org import OrgSandbox
from tests.bot.connecting.test_life import CHECKER, KEY
from tests.bot.connecting.test_life import key_file as key_file  # noqa: PLC0414 -- a fixture, shared
from tests.bot.installing.conftest import place as installed  # noqa: F401 -- a fixture, shared
from tests.certificate import certificate
from tests.patience import until

MANY = Settings(slack_client_id="1.2", salesforce_jwt_workspaces="T0ACME001, E0BIG,")
HOME = "https://acme.my.salesforce.com"


@pytest.mark.parametrize(
    ("tenant", "settings", "may"),
    [
        (Tenant("T0ACME001"), MANY, True),
        (Tenant("T0ACME001", "E0ANY"), MANY, True),
        (Tenant("", "E0BIG", org_wide=True), MANY, True),
        (Tenant("T0CUST001", "E0BIG"), MANY, False),
        (Tenant("T0CUST001"), MANY, False),
        (Tenant(""), MANY, False),
        (LOCAL, MANY, True),
        (Tenant("T0CUST001"), Settings(), True),
    ],
)
def test_who_may_have_an_assertion_signed(tenant, settings, may, key_file):
    assert trusted(settings, tenant.key) is may
    stored = OrgConnection(
        "1", tenant.key, "acme", HOME, HOME, {}, Secrets("id", jwt_user=CHECKER, signed_in_by="U1")
    )
    signing = settings.model_copy(update={"salesforce_jwt_key_file": key_file})
    if may:
        assert form(signing, stored, CHECKER)["assertion"]
    else:
        with pytest.raises(UnsignedError, match="SALESFORCE_JWT_WORKSPACES"):
            form(signing, stored, CHECKER)
    from_file = replace(stored, source="a file", secrets=Secrets("id", jwt_user=CHECKER))
    assert form(signing, from_file, CHECKER)["assertion"], "the deployer wrote it down"


async def test_an_approver_of_a_strange_workspace_does_not_get_in(installed, key_file):  # noqa: F811
    async with OrgSandbox() as org:
        org.change({"external_client_apps": {"checker": {"certificate": certificate(KEY)}}})
        app = {
            "trust_url": org.url,
            "salesforce_client_id": org.connection["client_id"],
            "salesforce_client_secret": SecretStr(org.connection["client_secret"]),
            "salesforce_jwt_key_file": key_file,
            "salesforce_jwt_workspaces": "T0ACME001",
        }
        async with installed(beside=org, **app) as p:
            await p.install("cara")
            typed = f"/6sense connect loot as {CHECKER}"
            await p.ws.command(typed, user="cara", channel="acme-shared")
            told = (await until(lambda: p.ws.ephemerals("cara")))[-1]
            assert "only for workspaces that whoever runs me has named" in told.text
            assert org.requests == []
            await p.install("wanda")
            await p.ws.command(typed.replace("loot", "acme"), user="wanda", channel="support")
            await off_the_list(p)


async def off_the_list(p):
    """A workspace that signs in so, then may no more: what is stored obeys, too."""
    tenant, process = Tenant("T0ACME001").key, p.served.process
    store, ring = process.runs.store, process.ring

    def kept():
        return store.write(lambda conn: connections.find(conn, ring, tenant, "acme"))

    assert (await until(kept, 20)).secrets.jwt_user == CHECKER
    later = p.settings.model_copy(update={"salesforce_jwt_workspaces": ""})
    for settings, refused in ((p.settings, False), (later, True)):
        gateway = Gateway(settings, store, ring)
        said = await asyncio.to_thread(gateway.renew, tenant, "acme", deadline=10)
        gateway.close()
        assert ("SALESFORCE_JWT_WORKSPACES" in said.says if said else False) is refused
