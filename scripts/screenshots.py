"""Takes the README's pictures from the running demo: `make screenshots`, into docs/images/."""

import asyncio
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.commands.stage import ORG, Stage, staged
from bot.settings import Settings
from sandbox.pages.build import built

IMAGES = Path(__file__).parents[1] / "docs" / "images"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-lcd-text",
]
_LARGEST = 200_000  # bytes
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_WIDE: ViewportSize = {"width": 1120, "height": 916}  # the whole answer, with its buttons


async def _take(page: Page, name: str) -> None:
    path = IMAGES / f"{name}.png"
    await page.wait_for_timeout(300)  # what glides has arrived
    await page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB")  # noqa: T201 -- a program's output
    if size > _LARGEST:
        sys.exit(f"{path.name} is larger than {_LARGEST // 1000} kB")


async def _check(page: Page, stage: Stage) -> None:
    """Type the first command, and wait for the whole answer."""
    await page.goto(f"{stage.workspace.url}/")
    await page.get_by_label("Hide the first steps").click()
    box = page.get_by_role("main").get_by_role("combobox")
    await box.fill(f"/6sense check {ORG}")
    await box.press("Enter")
    await page.get_by_text("What was checked").wait_for()
    await page.mouse.move(0, 0)  # what only a hand over it shows is gone


async def _story(browser: Browser, stage: Stage, scheme: Literal["light", "dark"]) -> None:
    """The answer, and the page where it is mended."""
    page = await browser.new_page(color_scheme=scheme, viewport=_WIDE)
    await _check(page, stage)
    await _take(page, f"workspace-{scheme}")

    await page.goto(f"{stage.org.http_url}/lightning/setup/ManageExternalClientApplication/home")
    await page.get_by_role("link", name="6sense External Client App", exact=True).click()
    await page.get_by_role("button", name="Edit").click()
    await _take(page, f"org-{scheme}")
    await page.close()


async def main() -> None:
    """One demo for each picture, so that every picture shows one check."""
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium (Debian: apt-get install chromium)")
    pages = built()
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for scheme in _SCHEMES:
            with TemporaryDirectory() as folder:
                settings = Settings(database_url=f"sqlite:///{folder}/unused.db")
                async with staged(settings, "wrong-policies", pages=pages) as stage:
                    await _story(browser, stage, scheme)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
