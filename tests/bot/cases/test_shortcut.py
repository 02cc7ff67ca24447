"""*Diagnose with 6sense* on whatever can be a message: what is read of it."""

import pytest

from bot.slack.said import said_in
from tests.bot.cases.test_triage import WORLD, card
from tests.patience import until

CODE = "OAUTH_FLOW_DISABLED"
PRESS = {"type": "button", "text": {"type": "plain_text", "text": "Close"}, "value": "1"}


def rich(*pieces, kind="rich_text_section"):
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(pieces)}]}


def text(said):
    return {"type": "text", "text": said}


def mrkdwn(said):
    return {"type": "mrkdwn", "text": said}


MESSAGES = {
    "typed": (
        {"text": f"it says {CODE}", "blocks": [rich(text("it says "), text(CODE))]},
        f"it says {CODE}",
    ),
    "cut in the middle of a picture": ({"text": f"{CODE} \ud83d"}, f"{CODE} ?"),
    "an app's, in blocks alone": (
        {"text": "", "blocks": [{"type": "section", "text": mrkdwn(f"*Error:* {CODE}")}]},
        f"*Error:* {CODE}",
    ),
    "an app's, with a summary": (
        {
            "text": "New ticket",
            "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "New ticket"}},
                {"type": "section", "fields": [mrkdwn("*Error*"), mrkdwn(CODE)]},
                {"type": "actions", "elements": [PRESS]},
                {"type": "section", "text": mrkdwn("Who &amp; when"), "accessory": PRESS},
            ],
        },
        f"New ticket\n*Error*\n{CODE}\nWho & when",
    ),
    "rich text alone": (
        {"blocks": [rich(text("error="), text("app_blocked"), kind="rich_text_preformatted")]},
        "error=app_blocked",
    ),
    "a link whose address says it": (
        {"blocks": [rich({"type": "link", "text": "here", "url": "https://x.example/?error=a_b"})]},
        "here https://x.example/?error=a_b",
    ),
    "a table": (
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": CODE}]]}]},
        CODE,
    ),
    "an attachment of the old kind": (
        {
            "text": "",
            "attachments": [{"title": "Login", "fields": [{"title": "E", "value": CODE}]}],
        },
        f"Login\nE\n{CODE}",
    ),
    "a message that was passed on": (
        {
            "text": "look",
            "attachments": [
                {"message_blocks": [{"message": {"blocks": [rich(text(CODE))]}}], "fallback": "x"}
            ],
        },
        f"look\n{CODE}",
    ),
    "an attachment with its fallback alone": ({"attachments": [{"fallback": CODE}]}, CODE),
    "a picture": ({"text": "", "files": [{"name": "screen.png"}]}, ""),
}


@pytest.mark.parametrize(("message", "said"), MESSAGES.values(), ids=MESSAGES)
def test_all_that_can_be_read_in_a_message_is_read_once(message, said):
    assert said_in(message) == said


async def test_an_apps_message_is_diagnosed_and_a_picture_is_not_called_unknown(town):
    async with town("eca-disabled", world=WORLD) as t:
        for change in (MESSAGES["a picture"][0], MESSAGES["an app's, in blocks alone"][0]):
            await t.ws.message("x", "sam", "support")
            posted = t.ws.messages("support")[-1]
            posted.text, posted.blocks = "", change.get("blocks", [])
            await t.ws.shortcut("diagnose", "sam", message=posted)
        told = await until(lambda: t.ws.ephemerals("sam"))
        assert "pictures and files" in told[0].text
        assert (await card(t)).thread_ts == posted.ts
        await t.ws.command("/6sense unknown", user="wanda", channel="support")
        await until(lambda: "was known" in str([m.blocks for m in t.ws.ephemerals("wanda")]))
