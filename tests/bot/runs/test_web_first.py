"""The web process of a fresh PostgreSQL may be there before any worker ever was."""

from pydantic import SecretStr

from bot.commands.process import running
from bot.settings import Settings
from bot.store import connections
from bot.store.connections import OrgConnection, Secrets
from bot.store.keys import fresh_key
from intents.asker import Asker, Person, Place, Tenant
from intents.intent import CheckOrg


async def test_a_check_is_stored_before_any_worker_was_here(pg_url):
    settings = Settings(database_url=pg_url, secret_keys=SecretStr(fresh_key()))
    mine = Tenant("T1")
    org = OrgConnection(
        id="a" * 32,
        tenant=mine.key,
        alias="acme",
        instance_url="https://acme.my.salesforce.com",
        login_url="https://acme.my.salesforce.com",
        people={},
        secrets=Secrets(access_token="x"),
    )
    async with running(settings, work=False, send=False) as web:
        await web.runs.store.awrite(lambda conn: connections.put(conn, web.ring, org))
        asker = Asker(mine, Person("U1", "T1"), Place("C1"))
        started = await web.runs.start(asker, CheckOrg(org="acme"), "command:1")
    assert started.receipt
