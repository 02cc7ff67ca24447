"""Settings that would leave a door open: refused at start, or the door is not there."""

import hashlib
import hmac
import time
from urllib.parse import urlencode

import aiohttp
import pytest
from pydantic import SecretStr, ValidationError

from bot.commands.serving import serving
from bot.settings import Settings
from sandbox.org import OrgSandbox
from sandbox.workspace import WorkspaceSandbox
from tests.bot.conftest import settings_for


def forged(body):
    """Signed with the empty secret, which everybody knows."""
    stamp = str(int(time.time()))
    signature = hmac.new(b"", f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


@pytest.mark.parametrize("secret", ["", "kept from before"])
async def test_with_socket_mode_nothing_of_slacks_comes_by_http(sqlite_url, secret):
    async with OrgSandbox() as org, WorkspaceSandbox() as ws:
        change = {
            "slack_app_token": SecretStr(ws.world.app.app_token),
            "slack_signing_secret": SecretStr(secret),
        }
        settings = settings_for(ws, org, sqlite_url).model_copy(update=change)
        async with serving(settings) as served, aiohttp.ClientSession() as http:
            body = urlencode({"command": "/6sense", "text": "help", "team_id": ws.team_id})
            url = f"http://127.0.0.1:{served.port}"
            async with http.post(f"{url}/slack/events", data=body, headers=forged(body)) as said:
                assert said.status == 404
            async with http.get(f"{url}/health") as said:
                assert said.status == 200


def test_an_escalation_that_nobody_could_tell_from_a_forged_one_is_not_called():
    with pytest.raises(ValidationError, match="ESCALATION_SECRET is empty"):
        Settings(escalation_webhook="https://hooks.example.com/x")
    assert Settings(
        escalation_webhook="https://hooks.example.com/x", escalation_secret=SecretStr("s")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://x"),
        ("database_url", "sqlite://"),
        ("database_url", "sqlite:///:memory:"),
        ("database_url", "var/sixsense.db"),
        ("public_url", "bot.example.com"),
        ("public_url", "javascript:alert(1)"),
        ("public_url", "https:///slack"),
        ("escalation_webhook", "file:///etc/passwd"),
    ],
)
def test_an_address_that_is_none_of_its_kind(name, value):
    with pytest.raises(ValidationError, match=name.upper()):
        Settings.model_validate({name: value, "escalation_secret": "s"})
