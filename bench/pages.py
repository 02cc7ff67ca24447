"""The workspace page: how soon it can be used, and how soon an edit of the bot is on the screen.

`python -m bench.pages`; needs Chromium. Both clocks are this machine's.
"""

import asyncio
import shutil
import sys
import time

from playwright.async_api import Page, async_playwright
from rich.console import Console
from slack_sdk.web.async_client import AsyncWebClient

from bench.timing import spread
from sandbox.pages.build import built
from sandbox.workspace import WorkspaceSandbox

LOADS, EDITS = 8, 40
MOST, SOON = 2.0, 0.3  # seconds: what was promised
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]
_CHANNEL = "C0SUPPORT"
#: When these words came onto the screen, by the wall clock, in seconds.
_SHOWN = """words => new Promise(seen => {
  const look = () => document.body.innerText.includes(words) && seen(Date.now() / 1000);
  if (!look()) new MutationObserver((_, me) => look() && me.disconnect())
    .observe(document.body, {childList: true, subtree: true, characterData: true});
})"""


async def loads(page: Page, url: str) -> list[float]:
    """Seconds from asking for the page until one can type into it."""
    took = []
    for _ in range(LOADS):
        began = time.perf_counter()
        await page.goto(url, wait_until="commit")
        await page.locator("#say").wait_for()
        took.append(time.perf_counter() - began)
    return took


async def edits(page: Page, workspace: WorkspaceSandbox) -> list[float]:
    """Seconds from the bot's call of `chat.update` until its words are on the screen."""
    workspace.configure(rate_limits="off")
    bot = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    ts = (await bot.chat_postMessage(channel=_CHANNEL, text="Posted"))["ts"]
    took = []
    for number in range(EDITS):
        words = f"Edited {number:04}"
        shown = asyncio.create_task(page.evaluate(_SHOWN, words))
        await asyncio.sleep(0.1)  # the page watches by then
        began = time.time()
        await bot.chat_update(channel=_CHANNEL, ts=ts, text=words)
        took.append(await shown - began)
    return took


async def main() -> int:
    """Measure, and print both."""
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium (Debian: apt-get install chromium)")
    console = Console()
    async with (
        WorkspaceSandbox(pages=built() / "workspace") as workspace,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        page = await browser.new_page()
        loaded = await loads(page, f"{workspace.url}/")
        edited = await edits(page, workspace)
        await browser.close()
    for name, took, most in (("usable after", loaded, MOST), ("edit shown after", edited, SOON)):
        told = spread(took)
        console.print(f"{name}: {told.p50:.0f} ms, worst {told.worst:.0f} ms, at most {most} s")
    return int(max(loaded) > MOST or max(edited) > SOON)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
