"""The catalogue's own words, in every status: each check can be told at every door."""

import pytest

from bot.views.limits import valid
from bot.views.message import bound
from bot.views.slack import anchor, private, steps
from bot.views.wording import plain, spoken
from intents.checks import CHECKS
from intents.errors import ERRORS
from intents.finding import Evidence, Finding, Status
from intents.replies.lesson import explained as lesson
from intents.reply import Explanation
from tests.views.drawing import CUT, printed


def payload(message):
    made = bound(message, lambda _: "id")
    assert valid(made) == []
    return made


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_can_be_explained(check):
    words = spoken(check)
    assert words != plain(check)
    assert words.fix
    for status in Status:
        found = Finding(check=check, subject="app", status=status, decisive=True)
        explained = Explanation(
            org="acme-prod",
            receipt="k7m2p9qx",
            finding=found,
            setup_url="https://acme.lightning.force.com",
        )
        text = str(payload(private(explained)))
        assert not CUT.search(text)
        assert not CUT.search(printed(explained, spoken).replace("\n", " "))
        assert not words.path or f"https://acme.lightning.force.com{words.path}|" in text


@pytest.mark.parametrize("topic", [*CHECKS, *ERRORS])
def test_every_lesson_is_told_whole(topic):
    said = lesson(topic)
    assert not CUT.search(str(payload(private(said))))
    assert not CUT.search(printed(said, spoken).replace("\n", " "))


def test_a_remark_under_the_clicks_is_no_click():
    said = spoken("app-not-blocked")
    assert said.fix[-1] == "Retry the login in 6sense."
    assert said.notes == (
        "Unblocking takes Customize Application, and Modify All Data or Manage Connected Apps.",
    )


@pytest.mark.parametrize("status", Status)
def test_a_report_with_every_check_in_one_status(status, replies):
    found = tuple(
        Finding(
            check=check,
            subject="app",
            status=status,
            decisive=True,
            blocked_by="bot-connected" if status is Status.BLOCKED else None,
            evidence=Evidence(seen="seen", wanted="wanted"),
        )
        for check in CHECKS
    )
    report = replies["fail"].model_copy(update={"findings": found})
    drawn = [anchor(report, plan=True), anchor(report, plan=False), private(report)]
    for message in [*drawn, *(message for _, message in steps(report))]:
        payload(message)


def test_a_check_we_no_longer_know_is_told_by_its_name():
    assert spoken("gone-since-then").title == "Gone since then"
    assert spoken("../words").title == "../words"
