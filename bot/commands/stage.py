"""The practice org, the practice workspace and the bot between them, as the demo needs them."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.commands.look import connect_practice
from bot.commands.serving import Serving, serving
from bot.settings import Settings
from intents.asker import Tenant
from sandbox.org import OrgSandbox
from sandbox.workspace import WorkspaceSandbox

ORG = "acme-prod"


@dataclass
class Stage:
    """The running demo."""

    org: OrgSandbox
    workspace: WorkspaceSandbox
    serving: Serving


@asynccontextmanager
async def staged(
    settings: Settings, scenario: str, *, ports: tuple[int, int] = (0, 0), pages: Path | None = None
) -> AsyncIterator[Stage]:
    """The three of them, wired together, on a store that goes when they go.

    Args:
        settings: what else the bot is told.
        scenario: of the org.
        ports: the workspace's and the org's; 0 takes a free one.
        pages: the built pages; without them the addresses only answer programs.
    """
    shown = {name: pages / name if pages else None for name in ("workspace", "org")}
    with TemporaryDirectory(prefix="sixsense-demo-") as folder:
        async with (
            OrgSandbox(scenario=scenario, port=ports[1], pages=shown["org"]) as org,
            WorkspaceSandbox(port=ports[0], pages=shown["workspace"]) as workspace,
            serving(_practice(settings, folder, org, workspace)) as served,
        ):
            tenant = Tenant(workspace.team_id).key
            await connect_practice(served.process, org, ORG, tenant)
            workspace.app_url = f"http://127.0.0.1:{served.port}/slack/events"
            workspace.links["org"] = f"{org.http_url}/"
            yield Stage(org, workspace, served)


def _practice(
    settings: Settings, folder: str, org: OrgSandbox, workspace: WorkspaceSandbox
) -> Settings:
    """The same settings, of a bot that lives between these two; it has an app in the org, too."""
    app, port = org.connection, _free_port()
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder}/demo.db",
            "practice": True,
            "salesforce_ca_file": Path(org.ca_file),
            "trust_url": org.url,
            "salesforce_client_id": app["client_id"] or "",
            "salesforce_client_secret": SecretStr(app["client_secret"] or ""),
            "public_url": f"http://127.0.0.1:{port}",
            "slack_api_url": workspace.api_url,
            "slack_bot_token": SecretStr(workspace.bot_token),
            "slack_signing_secret": SecretStr(workspace.signing_secret),
            "slack_app_token": SecretStr(""),
            "orgs_file": None,
            "port": port,
        }
    )


def _free_port() -> int:
    """Known before the bot listens: its own links carry it."""
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])
