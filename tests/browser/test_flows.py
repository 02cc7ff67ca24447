"""The rest of the demo, by hand: an error, its case, its walkthrough; Home; people of an org."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.test_by_hand import choose

PASTE = "acme-prod: error=OAUTH_APP_ACCESS_DENIED, user is not admin approved to access this app"
WRONG = pytest.mark.parametrize("visitor", ["wrong-policies"], indirect=True)


async def _mend(visitor: Visitor, step: Locator, policy: str, choice: str) -> None:
    """Do what a step of a walkthrough asks for where it leads to, and say so."""
    org = await visitor.follow(step.get_by_role("button", name="Open External Client App"))
    await choose(org, policy, choice)
    await step.get_by_role("button", name="Done").click()


@WRONG
async def test_a_pasted_error_becomes_a_case_and_its_walkthrough_turns_green(visitor):
    await visitor.say(PASTE)
    paste = visitor.channel.get_by_role("article").filter(has_text=PASTE)
    await expect(visitor.channel.get_by_role("combobox")).to_have_value("")  # it was sent
    await paste.hover()
    await paste.get_by_role("button", name="More").click()
    await visitor.page.get_by_role("menuitem", name="Diagnose with 6sense").click()
    await paste.get_by_role("button", name=re.compile("repl")).click()
    case = visitor.thread.get_by_role("article").filter(has_text="not approved for the app")
    await expect(case).to_contain_text("yes, confirmed by permitted-users-self-authorize")
    await visitor.look("case")

    await case.get_by_role("button", name="Walk me through").click()
    first = visitor.thread.get_by_role("article").filter(has_text="Step 1 of 6")
    await first.get_by_role("button", name="Confirm").click()
    second = visitor.thread.get_by_role("article").filter(has_text="Step 2 of 6")
    await expect(second).to_contain_text("Not yet")
    second = await visitor.same(second)
    await visitor.look("walkthrough")

    await _mend(visitor, second, "Permitted Users", "All users can self-authorize")
    await expect(second).to_contain_text("✓ Step 2 of 6")
    await visitor.look("walkthrough-green")


@WRONG
async def test_from_the_home_tab_to_a_step_that_turns_green_in_the_direct_message(visitor):
    rooms = visitor.page.get_by_role("navigation")
    await rooms.get_by_role("button", name="6sense Home").click()
    await visitor.channel.get_by_role("button", name="Check").click()
    direct = rooms.get_by_role("button", name=re.compile("^6sense .*app$"))
    await expect(direct.get_by_role("img", name="something new")).to_be_visible()
    await visitor.look("home")
    await direct.click()
    await expect(direct.get_by_role("img")).to_have_count(0)
    await visitor.channel.get_by_role("button", name="Walk me through").click()
    step = visitor.channel.get_by_role("article").filter(has_text="Set Start Page to None")
    step = step.filter(has=visitor.page.get_by_role("button", name="Done"))
    await expect(step).to_contain_text("Not yet")
    step = await visitor.same(step)
    await visitor.look("direct")

    await _mend(visitor, step, "Start Page", "None")
    await expect(step).to_contain_text("✓ Step 5 of 12")
    await visitor.look("direct-green")


@WRONG
async def test_people_of_an_org_are_picked_while_one_types(visitor):
    await visitor.page.get_by_label("You are").select_option("wanda")
    await visitor.say("/6sense people acme-prod")
    menu = visitor.channel.get_by_role("combobox", name="Choose the integration user")
    await menu.press_sequentially("ivy")
    found = visitor.channel.get_by_role("listbox", name="Found").get_by_role("option")
    await expect(found).to_have_text([re.compile("ivy.installer@acme")])
    await visitor.look("people")
    await menu.press("Enter")
    named = visitor.channel.get_by_text(re.compile("Integration user: ivy.installer@acme"))
    await expect(named).to_be_visible()
