"""Secrets canary: what may open something is nowhere but where it is used.

A whole story is lived at log level DEBUG with known secrets; then everything that was written,
logged, stored, sent or shown is searched for each of them.
"""

import base64
import logging
import re
from pathlib import Path
from urllib.parse import quote, quote_plus

import aiohttp
from sqlalchemy import make_url

from bot.store import connections
from intents.asker import Tenant
from tests.bot.access.test_roles import said
from tests.bot.test_story import checked, step
from tests.patience import until

ROOT = Path(__file__).parents[3]
SLACK = {
    "bot token": "xoxb-canary-0-bot-token",
    "app token": "xapp-1-canary-app-token",
    "signing secret": "canary-signing-secret-0123456789",
    "client secret": "canary-client-secret-0123456789",
    "verification token": "canary-verification-token",
}
WORLD = {
    "app": {
        "bot_token": SLACK["bot token"],
        "app_token": SLACK["app token"],
        "signing_secret": SLACK["signing secret"],
        "client_secret": SLACK["client secret"],
        "verification_token": SLACK["verification token"],
    }
}


def known(town):
    """Every secret of the story, by what it is; also as it would travel in a URL or in base64."""
    tenant, process = Tenant(town.ws.team_id).key, town.served.process
    now = process.runs.store.write(
        lambda conn: connections.find(conn, process.ring, tenant, "acme-prod")
    ).secrets
    found = dict(SLACK)
    found |= {f"org's {name}": getattr(now, name) for name in ("access_token", "refresh_token")}
    given = town.org.connection
    found |= {f"given {n}": given.get(n) or "" for n in ("client_secret", "refresh_token")}
    for number, key in enumerate(town.settings.secret_keys.get_secret_value().split(",")):
        found |= {f"key {number}": key, f"raw key {number}": base64.b64decode(key).hex()}
    for number, delivery in enumerate(town.ws.deliveries):
        link = re.search(r"https?://[^\s\"'&]+/(?:commands|actions)/T[^\s\"'&]+", str(delivery))
        found |= {f"response_url {number}": link[0]} if link else {}
    return {name: secret for name, secret in found.items() if len(secret) > 7}


def forms(secret):
    return {secret, quote(secret, safe=""), quote_plus(secret),
            base64.b64encode(secret.encode()).decode().rstrip("=")}  # fmt: skip


def searched(secrets, places):
    """Where which secret stands; the secret itself is not repeated."""
    return [
        f"{what} in {where}"
        for where, text in places.items()
        for what, secret in secrets.items()
        if any(form.encode() in text for form in forms(secret))
    ]


async def page(town, path, method="get", **kwargs):
    url = f"http://127.0.0.1:{town.served.port}{path}"
    async with aiohttp.ClientSession() as client, client.request(method, url, **kwargs) as got:
        return f"{got.status} {dict(got.headers)} {await got.text()}"


async def story(town):
    """What people do on a day on which much goes wrong; the pages they were shown."""
    anchor = await checked(town)
    await until(lambda: step(town, anchor, "IP restrictions"))
    await town.ws.click(step(town, anchor, "IP restrictions"), "Retry", user="olga")
    await town.ws.click(anchor, "Show me how", user="sam")
    for words in ("doctor", "access", "audit", "orgs", "help", "chek", "forget everything"):
        await said(town, words, "wanda")
    secret = await town.ws.command("/6sense check acme-prod", user="sam", channel="secret")
    forged = await town.ws.deliver(secret, secret="0123456789abcdef")
    await until(lambda: [m for m in town.ws.ephemerals("sam") if "acme-prod" in m.text])
    town.org.change({"tokens": {"checker": {"revoked": True}}})
    await town.ws.command("/6sense check acme-prod as eca", user="sam", channel="on-call")
    await town.anchor(channel="on-call")
    town.ws.fail("chat.postMessage", "internal_error", times=2)
    await town.ws.command("/6sense check acme-prod as legacy", user="sam", channel="support")
    await town.anchor()
    pages = [
        await page(town, path) for path in ("/health", "/metrics", "/nowhere", "/slack/events")
    ]
    pages.append(await page(town, "/slack/events", "post", data="nonsense"))
    return [*pages, str(forged.body), str(forged.headers)]


def files(url):
    """The raw bytes of the database: its file, and its write-ahead log."""
    database = Path(make_url(url).database)
    found = [database, *database.parent.glob(f"{database.name}-*")]
    return {path.name: path.read_bytes() for path in found if path.exists()}


async def test_no_secret_is_ever_logged_stored_sent_or_shown(town, caplog):
    caplog.set_level(logging.DEBUG)
    async with town("wrong-policies", world=WORLD) as t:
        pages = await story(t)
        secrets = known(t)
        # Beyond the sealed columns: what was said, in every version, and every call's arguments.
        spoken = [m for c in ("support", "on-call") for m in t.ws.messages(c)]
        spoken += [m for user in ("sam", "olga", "wanda") for m in t.ws.ephemerals(user)]
        places = {
            "the log": caplog.text.encode(),
            "log arguments": repr([(r.msg, r.args) for r in caplog.records]).encode(),
            "messages": repr([(m.text, m.blocks, m.history) for m in spoken]).encode(),
            "calls of Slack": repr([(c.method, c.args) for c in t.ws.calls]).encode(),
            "pages": repr(pages).encode(),
            "what objects say of themselves": repr(
                (t.settings, t.served.process.ring, t.served.process.installations)
            ).encode(),
            **files(t.settings.database_url),
        }
        assert {"bot token", "signing secret", "org's access_token", "key 0"} <= secrets.keys()
        assert any(name.startswith("response_url") for name in secrets)
        assert any(name.endswith("-wal") for name in places)
        assert searched(secrets, places) == []


def test_the_search_finds_what_it_looks_for():
    secrets = {"token": "canary/with+signs=="}
    for form in forms(secrets["token"]):
        assert searched(secrets, {"here": f"x{form}y".encode()}) == ["token in here"]
    assert searched(secrets, {"here": b"nothing"}) == []


#: What secrets of these kinds look like (Slack docs, Token types; Salesforce: session ids begin
#: with the org's id and a `!`, refresh tokens with `5Aep`).
SHAPES = (
    rb"xox[abeprs]-[0-9]{6,}-[A-Za-z0-9-]{10,}",
    rb"xapp-[0-9]-[A-Z0-9]{9,}-[0-9]{6,}-[a-f0-9]{20,}",
    rb"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{60,}",
    rb"5Aep[A-Za-z0-9._]{60,}",
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{200,}",
)


def test_no_cassette_or_fixture_in_the_repository_holds_a_living_secret():
    cassettes = [path for path in (ROOT / "tests").rglob("cassettes/**/*") if path.is_file()]
    assert cassettes
    for path in cassettes:
        text = path.read_bytes()
        assert [shape for shape in SHAPES if re.search(shape, text)] == [], path.name
