"""The story, played by hand: ask, see why, follow the link, mend it there, press Retry."""

import re

import pytest
from playwright.async_api import Page, expect

ASK = "/6sense check acme-prod"


async def _open_policies(org: Page) -> None:
    await org.get_by_role("link", name="6sense External Client App", exact=True).click()
    await org.get_by_role("button", name="Edit").click()


async def _save(org: Page) -> None:
    await org.get_by_role("button", name="Save").click()
    await expect(org.get_by_text("Saved")).to_be_visible()


async def choose(org: Page, policy: str, choice: str) -> None:
    """Another choice for one of the app's policies, on their page."""
    await _open_policies(org)
    await org.get_by_label(policy).select_option(choice)
    await _save(org)


async def _let_everybody_authorize(org: Page) -> None:
    await choose(org, "Permitted Users", "All users can self-authorize")


async def _enable_the_app(org: Page) -> None:
    await _open_policies(org)
    await org.get_by_label("Enabled", exact=True).check()
    await _save(org)


async def _unfreeze(org: Page) -> None:
    row = org.get_by_role("row").filter(has_text="sixsense.integration@")
    await row.get_by_role("button", name="Unfreeze").click()
    await expect(row.get_by_text("Active", exact=True)).to_be_visible()


async def _install_for_all(org: Page) -> None:
    await org.get_by_role("button", name="Install…").click()
    await org.get_by_label("Install for All Users").check()
    await org.get_by_label("I acknowledge").check()
    await org.get_by_role("button", name="Install", exact=True).click()
    await expect(org.get_by_role("button", name="Uninstall").first).to_be_visible()
    await expect(org.get_by_role("button", name="Install…")).to_have_count(0)


#: Words of the step that is mended, however the bot puts it.
STORIES = [
    pytest.param("wrong-policies", "authori[sz]e", _let_everybody_authorize, id="policies"),
    pytest.param("eca-disabled", "app .*(enabled|disabled|off)", _enable_the_app, id="disabled"),
    pytest.param("frozen-user", "user .*(active|frozen)", _unfreeze, id="frozen"),
    pytest.param("eca-missing", "package .*(install|missing)", _install_for_all, id="missing"),
]


@pytest.mark.parametrize(("visitor", "step", "mend"), STORIES, indirect=["visitor"])
async def test_what_is_red_is_mended_and_only_that_step_turns_green(visitor, step, mend, request):
    name = request.node.callspec.id
    await visitor.say(ASK)
    anchor = visitor.channel.get_by_role("article").filter(has_text="What was checked")
    await expect(anchor).to_contain_text("Fail: acme-prod is not set up for 6sense")
    await expect(anchor).to_contain_text("Cause:")
    await visitor.look(f"{name}-1-red")

    await anchor.get_by_role("button", name=re.compile("repl")).click()
    mine = await visitor.step(re.compile(f"Fail: .*{step}", re.IGNORECASE))
    await mine.get_by_role("button", name="Show me how").click()
    how = visitor.thread.get_by_role("article").filter(has_text="Only visible to you")
    await expect(how).to_contain_text("How")
    await visitor.look(f"{name}-2-how")

    org = await visitor.follow(how.get_by_role("link").last)
    await expect(org.get_by_role("heading", level=1)).to_be_visible()
    assert org.url.startswith(visitor.stage.org.http_url)
    await mend(org)
    await visitor.look(f"{name}-3-mended", org)

    red = visitor.replies.filter(has_text="Fail:")
    others = {ts async for ts in visitor.names(red)} - {await mine.get_attribute("data-ts")}
    await mine.get_by_role("button", name="Retry").click()
    await expect(mine).to_contain_text("now ok")
    assert others <= {ts async for ts in visitor.names(red)}
    await visitor.look(f"{name}-4-green")
