"""What the page does with whatever an app shows: choose, confirm, fill in, be somebody else."""

import re

import pytest
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

HEALTHY = pytest.mark.parametrize("visitor", ["healthy-eca"], indirect=True)
CLICK = "**/sandbox/click"
MENU = {
    "type": "static_select",
    "action_id": "menu",
    "placeholder": {"type": "plain_text", "text": "Which org?"},
    "options": [
        {"text": {"type": "plain_text", "text": name}, "value": name} for name in ("one", "two")
    ],
}
DANGER = {
    "type": "button",
    "action_id": "danger",
    "text": {"type": "plain_text", "text": "Delete all"},
    "confirm": {
        "title": {"type": "plain_text", "text": "Delete everything?"},
        "text": {"type": "plain_text", "text": "Nothing is kept."},
        "confirm": {"type": "plain_text", "text": "Delete"},
        "deny": {"type": "plain_text", "text": "Keep"},
    },
}
FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Why skip it?"},
    "submit": {"type": "plain_text", "text": "Skip"},
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": {"type": "plain_text", "text": "Reason"},
            "element": {"type": "plain_text_input", "action_id": "reason", "multiline": True},
        }
    ],
}


def _client(visitor):
    workspace = visitor.stage.workspace
    return AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)


async def _post(visitor, *elements):
    blocks = [{"type": "actions", "block_id": "all", "elements": list(elements)}]
    posted = await _client(visitor).chat_postMessage(channel="C0SUPPORT", text="Try", blocks=blocks)
    return visitor.channel.locator(f"[data-ts='{posted['ts']}']")


def _pressed(visitor):
    """What was used and what was chosen in it, as the app was told."""
    told = [d.request.payload for d in visitor.stage.workspace.deliveries if d.request]
    actions = [a for p in told if p.get("type") == "block_actions" for a in p["actions"]]
    return [(a["action_id"], a.get("selected_option", {}).get("value")) for a in actions]


@HEALTHY
async def test_a_choice_in_a_menu_is_sent_at_once(visitor):
    message = await _post(visitor, MENU)
    async with visitor.page.expect_response(CLICK):
        await message.get_by_role("combobox").select_option("two")
    assert _pressed(visitor) == [("menu", "two")]


@HEALTHY
async def test_a_dangerous_button_asks_first_and_esc_means_no(visitor):
    message = await _post(visitor, DANGER)
    button = message.get_by_role("button", name="Delete all")
    dialog = visitor.page.get_by_role("dialog", name="Delete everything?")
    await button.press("Enter")
    await expect(dialog).to_contain_text("Nothing is kept.")
    await visitor.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert _pressed(visitor) == []
    await button.click()
    await visitor.look("confirm")
    async with visitor.page.expect_response(CLICK):
        await dialog.get_by_role("button", name="Delete", exact=True).click()
    assert _pressed(visitor) == [("danger", None)]


@HEALTHY
async def test_a_modal_opens_is_filled_in_and_submitted(visitor):
    plain = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Skip…"}}
    message = await _post(visitor, plain)
    workspace = visitor.stage.workspace
    async with visitor.page.expect_response(CLICK):
        await message.get_by_role("button", name="Skip…").click()
    trigger = workspace.deliveries[-1].request.payload["trigger_id"]
    await _client(visitor).views_open(trigger_id=trigger, view=FORM)
    dialog = visitor.page.get_by_role("dialog", name="Why skip it?")
    await dialog.get_by_label("Reason").fill("Not ours")
    await visitor.look("modal")
    await dialog.get_by_role("button", name="Skip").click()
    await expect(dialog).to_have_count(0)
    sent = [d.request.payload for d in workspace.deliveries if d.request][-1]
    assert sent["view"]["state"]["values"]["why"]["reason"]["value"] == "Not ours"


@HEALTHY
async def test_a_line_in_a_message_is_told_on_enter(visitor):
    line = {**FORM["blocks"][0], "dispatch_action": True}
    line["element"] = {"type": "plain_text_input", "action_id": "reason"}
    posted = await _client(visitor).chat_postMessage(
        channel="C0SUPPORT", text="Why?", blocks=[line]
    )
    field = visitor.channel.locator(f"[data-ts='{posted['ts']}']").get_by_label("Reason")
    await field.fill("Not ours")
    async with visitor.page.expect_response(CLICK):
        await field.press("Enter")
    told = visitor.stage.workspace.deliveries[-1].request.payload["actions"][0]
    assert (told["action_id"], told["value"]) == ("reason", "Not ours")


@HEALTHY
async def test_shortcuts_stand_at_the_message_box_and_on_messages(visitor):
    workspace = visitor.stage.workspace
    kinds = {"Ask about it": "message", "Check an org": "global"}
    shortcuts = [{"name": n, "callback_id": k, "type": k} for n, k in kinds.items()]
    workspace.change_app(shortcuts=shortcuts)
    message = await _post(visitor, DANGER)
    for name, button in (("More", message), ("Shortcuts", visitor.channel)):
        await button.get_by_role("button", name=name).click()
        await visitor.look(f"menu-{name.lower()}")
        async with visitor.page.expect_response("**/sandbox/shortcut"):
            await visitor.page.keyboard.press("Enter")
    sent = [d.request.payload["type"] for d in workspace.deliveries if d.request]
    assert sent == ["message_action", "shortcut"]


@HEALTHY
async def test_everything_can_be_done_with_the_keyboard(visitor):
    box = visitor.channel.get_by_role("combobox")
    await expect(box).to_be_focused()
    await visitor.page.keyboard.type("/6se")
    await expect(visitor.channel.get_by_role("option").first).to_be_visible()
    await visitor.page.keyboard.press("Tab")
    await expect(box).to_have_value("/6sense check acme-prod")
    await visitor.page.keyboard.press("Enter")
    replies = visitor.channel.get_by_role("button", name=re.compile("repl"))
    await replies.press("Enter")
    await expect(visitor.thread).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.thread).to_have_count(0)
    await expect(visitor.channel.get_by_text("What was checked")).to_be_visible()
    await visitor.page.set_viewport_size({"width": 1360, "height": 480})
    await visitor.channel.get_by_role("log").evaluate("log => log.scrollTo(0, 0)")
    await visitor.say("/6sense help")
    await expect(visitor.channel.get_by_text("Only visible to you")).to_be_in_viewport()


@HEALTHY
async def test_a_guest_sees_the_shared_channel_alone(visitor):
    await visitor.page.get_by_label("You are").select_option("cara")
    rooms = visitor.page.get_by_role("navigation").get_by_role("button")
    await expect(rooms.filter(has_text="acme-shared")).to_have_count(1)
    await expect(rooms.filter(has_text="support")).to_have_count(0)
    await expect(visitor.channel.get_by_role("log")).to_have_count(1)  # of this channel alone
    await visitor.look("guest")


@HEALTHY
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_narrow_screen_needs_no_sideways_scrolling(visitor, scheme):
    page = visitor.page
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": 320, "height": 640})
    await visitor.say("/6sense check acme-prod")
    await expect(visitor.channel.get_by_text("What was checked")).to_be_visible()
    wide = "document.documentElement.scrollWidth"
    assert await page.evaluate(wide) <= 320
    await visitor.look(f"narrow-{scheme}")
    await page.goto(f"{visitor.stage.org.http_url}/lightning/setup/ManageUsers/home")
    await expect(page.get_by_role("heading", name="Users", level=1)).to_be_visible()
    assert await page.evaluate(wide) <= 320
    await visitor.look(f"narrow-org-{scheme}")
