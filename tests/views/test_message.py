"""Buttons are written down by whoever stores them; views only say what they mean."""

import json

import pytest
from jsonschema import Draft202012Validator

from bot.views.as_json import report_json, report_schema
from bot.views.limits import valid
from bot.views.message import ACTION, Button, bound, composed
from bot.views.slack import anchor, steps
from intents.intent import Cancel, CheckOrg, Confirm, Guide, Retry, ShowHow
from intents.reply import Progress, read

CANCEL = Button("Cancel", Cancel(run="k7m2p9qx"), "danger", "Stop the check?", "Cancel the check")


def test_bound_puts_the_ids_in_and_leaves_the_message_alone():
    message = composed("t", [{"type": "actions", "elements": [CANCEL]}])
    before = json.dumps(message.blocks)
    payload = bound(message, {CANCEL: "opaque"})
    assert payload["blocks"][0]["elements"][0]["value"] == "opaque"
    assert payload["blocks"][0]["elements"][0]["action_id"].startswith(ACTION)
    assert valid(payload) == []
    assert json.dumps(message.blocks) == before


def test_a_button_without_an_id_is_an_error_not_a_dead_button():
    message = composed("t", [{"type": "actions", "elements": [CANCEL]}])
    with pytest.raises(KeyError):
        bound(message, {})


def test_a_value_that_looks_like_a_placeholder_is_left_alone():
    field = {"type": "section", "text": {"type": "mrkdwn", "text": "button:0"}}
    message = composed("t", [field, {"type": "actions", "elements": [CANCEL]}])
    assert bound(message, lambda _: "id")["blocks"][0] == field


def test_running_has_cancel_and_nothing_else():
    progress = Progress(org="acme-prod", receipt="k7m2p9qx", stage="reading")
    assert [b.intent for b in anchor(progress, plan=True).buttons] == [Cancel(run="k7m2p9qx")]


def test_done_leads_on_from_the_cause(replies, words):
    again = CheckOrg(org="acme-prod", only=("oauth-enabled",))
    message = anchor(replies["fail"], plan=True, again=again, speak=words)
    assert [b.intent for b in message.buttons] == [
        ShowHow(run="k7m2p9qx", check="oauth-enabled"),
        Retry(run="k7m2p9qx", check="oauth-enabled"),
        Guide(playbook="eca-setup", org="acme-prod"),
        again,
    ]


def test_a_report_that_was_not_stored_has_no_button_that_needs_it(replies, words):
    unstored = replies["fail"].model_copy(update={"receipt": ""})
    said = [anchor(unstored, plan=True, speak=words), *dict(steps(unstored, speak=words)).values()]
    assert {b.intent.kind for message in said for b in message.buttons} == {"check", "guide"}


def test_confirm_is_only_for_what_nobody_confirmed(replies, words):
    drawn = dict(steps(replies["confirmed"], speak=words))
    assert drawn["data-sync-choice"].buttons == ()
    waiting = [b.intent for b in drawn["sixsense-connected"].buttons]
    assert waiting[0] == Confirm(run="k7m2p9qx", check="sixsense-connected", subject="app")


def test_json_is_the_whole_report_and_keeps_its_schema(replies):
    for report in replies.values():
        text = report_json(report)
        assert read(text) == report
        Draft202012Validator(report_schema()).validate(json.loads(text))


def test_schema_asks_for_every_key():
    wanted = {"org", "track", "verdict", "diagnosis", "planes", "findings", "coverage", "cost"}
    assert wanted | {"receipt"} <= set(report_schema()["required"])
