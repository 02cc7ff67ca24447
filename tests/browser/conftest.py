"""The demo in a real Chromium: what a visitor would do by hand, and every error of the console."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from re import Pattern

import pytest
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

from bot.commands.stage import Stage, staged
from bot.settings import Settings
from sandbox.pages.build import CannotBuildError, built

SCREENSHOTS = Path(__file__).parents[2] / "var" / "browser"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = pytest.StashKey[str]()

expect.set_options(timeout=15_000)


def pytest_terminal_summary(terminalreporter, config):
    """What is not tested here is said where everybody looks."""
    if said := config.stash.get(_MISSING, ""):
        terminalreporter.write_line(f"NO BROWSER TESTS: {said}", red=True, bold=True)


def _missing(config, what):
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(f"the browser tests are required: {what}", pytrace=False)
    config.stash[_MISSING] = what
    pytest.skip("no browser tests here: the end of the output says why")


@pytest.fixture(scope="session")
def chromium(pytestconfig) -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or _missing(pytestconfig, "no Chromium (Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def pages(pytestconfig) -> Path:
    try:
        return built()
    except CannotBuildError as error:
        return _missing(pytestconfig, str(error))


@pytest.fixture
async def browser(chromium) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield started
        await started.close()


@dataclass
class Visitor:
    """Somebody in front of the workspace page, of the demo on this stage."""

    stage: Stage
    page: Page
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note every error a page reports."""

        def told(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.errors.append(f"{page.url}: {message.text}")

        page.on("console", told)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    @property
    def channel(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    async def say(self, words: str) -> None:
        """Type into the message box and press Enter."""
        box = self.channel.get_by_role("combobox")
        await box.fill(words)
        await box.press("Enter")

    async def look(self, name: str, page: Page | None = None) -> None:
        """Keep a picture of the page as it is."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await (page or self.page).screenshot(path=SCREENSHOTS / f"{name}.png")

    @property
    def replies(self) -> Locator:
        """What the bot said in the thread to everybody, below its first message."""
        every = self.thread.get_by_role("article").filter(has_not_text="Only visible to you")
        return every.filter(has_not_text="What was checked")

    @staticmethod
    async def names(messages: Locator) -> AsyncIterator[str | None]:
        """The ts of each of these messages."""
        for message in await messages.all():
            yield await message.get_attribute("data-ts")

    async def step(self, words: Pattern[str]) -> Locator:
        """The message of the thread about this."""
        found = self.replies.filter(has_text=words).filter(
            has=self.page.get_by_role("button", name="Retry")
        )
        await expect(found).to_have_count(1)
        return await self.same(found)

    async def same(self, message: Locator) -> Locator:
        """This message by its ts: its words will change."""
        return self.page.locator(f"[data-ts='{await message.get_attribute('data-ts')}']")

    async def follow(self, link: Locator) -> Page:
        """Click a link that opens another page, and look at that one."""
        async with self.page.context.expect_page() as opened:
            await link.click()
        other = await opened.value
        self.watch(other)
        return other


@pytest.fixture
async def visitor(request, browser, pages, tmp_path) -> AsyncIterator[Visitor]:
    """The demo of the scenario in the test's parameter, and a visitor who has just arrived."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/unused.db")
    async with staged(settings, request.param, pages=pages) as stage:
        page = await browser.new_page(viewport={"width": 1360, "height": 860})
        somebody = Visitor(stage, page)
        somebody.watch(page)
        await page.goto(f"{stage.workspace.url}/")
        yield somebody
        await page.context.close()
    assert somebody.errors == []
