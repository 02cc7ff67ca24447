"""`WorkspaceSandbox`: a Slack workspace on localhost, and the hands to use it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from sandbox.workspace.api.door import Door
from sandbox.workspace.board import Board
from sandbox.workspace.control import Control
from sandbox.workspace.delivery.answers import ResponseUrls
from sandbox.workspace.delivery.events import Courier
from sandbox.workspace.delivery.sender import Sender
from sandbox.workspace.delivery.socket import Sockets
from sandbox.workspace.delivery.uploads import Uploads
from sandbox.workspace.delivery.values import Delivery
from sandbox.workspace.levers import Levers
from sandbox.workspace.message import Json
from sandbox.workspace.modals import Modals
from sandbox.workspace.oauth.consent import Consent
from sandbox.workspace.opening import Opening
from sandbox.workspace.people import People
from sandbox.workspace.pressing import Pressing
from sandbox.workspace.records import Call
from sandbox.workspace.screen.front import Front
from sandbox.workspace.screen.hands import Hands
from sandbox.workspace.state import State
from sandbox.workspace.world import World, load_world
from sandbox.workspace.writing import Writing

_MOST_BYTES = 4 * 2**20


class WorkspaceSandbox:
    """A Slack workspace that speaks the Web API and delivers to one app.

    Names of users and channels may be used wherever ids may. What people do is in `People`, what
    there is to see in `Board`, what a test changes in `Levers`. See docs/sandbox-workspace.md.
    """

    def __init__(
        self,
        port: int = 0,
        app_url: str | None = None,
        world: World | Mapping[str, Any] | str | Path | None = None,
        pages: Path | None = None,
    ) -> None:
        self._port = port
        self.pages = pages
        self.links: dict[str, str] = {}
        self.state = State(load_world(world))
        self.sockets = Sockets(self.state)
        self.sender = Sender(self.state, self.sockets, app_url)
        self.deliver, self.verify_url = self.sender.deliver, self.sender.verify_url
        self.ssl_check = self.sender.ssl_check
        self.courier = Courier(self.state, self.sender)
        self.door = Door(self.state)
        self._runner: web.AppRunner | None = None

        people = People(self.state, self.sender)
        board, levers = Board(self.state), Levers(self.state, self.door.faults)
        writing = Writing(self.state, people, self.courier)
        opening = Opening(self.state, people, self.courier, board)
        pressing = Pressing(self.state, people, board)
        modals = Modals(self.state, people, pressing)
        hands = Hands(self.state, writing, opening, pressing, modals)
        self._consent = Consent(self.state, people)
        self._control = Control(
            self.state, self.sender, people, board, levers, hands, self.describe, lambda: self.links
        )
        self.find, self.wait_for, self.messages = board.find, board.wait_for, board.messages
        self.thread, self.ephemerals = board.thread, board.ephemerals
        self.command, self.mention, self.message = writing.command, writing.mention, writing.message
        self.open_home, self.shortcut = opening.open_home, opening.shortcut
        self.click, self.click_view = pressing.click, pressing.click_view
        self.options = pressing.options
        self.views, self.submit, self.close = modals.views, modals.submit, modals.close
        self.consent = self._consent.consent
        self.fail, self.advance, self.configure = levers.fail, levers.advance, levers.configure
        self.change_app, self.change_user = levers.change_app, levers.change_user
        self.change_channel, self.uninstall = levers.change_channel, levers.uninstall

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on localhost; port 0 takes a free one."""
        app = web.Application(client_max_size=_MOST_BYTES)
        answers = ResponseUrls(self.state)
        app.router.add_route("*", "/api/{method}", self.door.handle)
        app.router.add_post("/commands/{tail:.*}", answers.handle)
        app.router.add_post("/actions/{tail:.*}", answers.handle)
        app.router.add_post("/app/{tail:.*}", answers.handle)
        app.router.add_get("/link/", self.sockets.handle)
        app.router.add_get("/oauth/v2/authorize", self._consent.show)
        app.router.add_post("/oauth/v2/authorize", self._consent.decide)
        Uploads(self.state).add_routes(app.router)
        self._control.add_routes(app.router)
        Front(self.pages, self.world.team(self.team_id).name).add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.state.now.url = f"http://localhost:{port}"
        self.state.now.on_event = self.courier.collect

    async def stop(self) -> None:
        """Stop listening; nothing is delivered any more."""
        self.state.now.on_event = lambda: None
        self.state.journal.close()
        await self.courier.close()
        await self.sockets.close()
        await self.sender.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        return self.state.url

    @property
    def api_url(self) -> str:
        """Goes to the app as its Slack API base URL."""
        return f"{self.state.url}/api/"

    @property
    def app_url(self) -> str | None:
        """The app's request URL for commands, interactivity and events."""
        return self.sender.app_url

    @app_url.setter
    def app_url(self, url: str | None) -> None:
        self.sender.app_url = url

    @property
    def world(self) -> World:
        """The workspace as it is now."""
        return self.state.world

    @property
    def bot_token(self) -> str:
        return self.world.app.bot_token

    @property
    def app_token(self) -> str:
        return self.world.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.world.app.signing_secret

    @property
    def team_id(self) -> str:
        return self.world.app.team

    @property
    def bot_user_id(self) -> str:
        return self.world.app.bot_user

    @property
    def app_id(self) -> str:
        return self.world.app.id

    @property
    def calls(self) -> list[Call]:
        """The log of Web API calls."""
        return self.state.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, retries included."""
        return self.sender.log

    async def settled(self) -> None:
        """Wait until no event delivery or retry is under way."""
        await self.courier.settled()

    def describe(self) -> Json:
        """What an app has to be configured with."""
        return {
            "url": self.url,
            "api_url": self.api_url,
            "app_url": self.app_url,
            "bot_token": self.bot_token,
            "app_token": self.app_token,
            "signing_secret": self.signing_secret,
            "team_id": self.team_id,
            "app_id": self.app_id,
            "bot_user_id": self.bot_user_id,
        }
