"""Whatever an org is called and says: the message is valid, harmless, and has every button."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.limits import valid
from bot.views.message import bound
from bot.views.outside import escaped, mention, short, units, value
from bot.views.slack import FOLD, anchor, private, steps
from bot.views.terminal import terminal
from bot.views.wording import Wording, plain
from intents.check import Group
from intents.fact import Cost
from intents.finding import Evidence, Finding, Grade, Status
from intents.intent import CheckOrg, Confirm, Retry, ShowHow, Track
from intents.reply import (
    Coverage,
    Diagnosis,
    Explanation,
    Looking,
    Note,
    Plane,
    Planes,
    Report,
    Usage,
    Verdict,
)

NASTY = (
    "<!channel>",
    "<@U12345678>",
    "<https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ```block```",
    "&" * 4000,
    "<" * 4000,
    "`" * 300,
    "_a_" * 500,
    "😀" * 2000,
    "a" * 10_000,
    ":fire: :+1:",
    "line\n> quote\n• more",
    "\u202ereversed\u0000",
    "alice.b@acme.example.com",
    "10.20.30.40/24 and fe80::1",
    "{org} {0} %s [bold]x[/bold]",
    "",
)
outside = st.one_of(st.sampled_from(NASTY), st.text(max_size=80))
checks = st.one_of(st.sampled_from([f"check-{n}" for n in range(12)]), outside)
findings = st.builds(
    Finding,
    check=checks,
    subject=st.one_of(st.just("app"), outside),
    status=st.sampled_from(Status),
    decisive=st.booleans(),
    blocked_by=st.one_of(st.none(), checks),
    evidence=st.builds(
        Evidence,
        seen=outside,
        wanted=outside,
        by=outside,
        at=st.sampled_from(["", "2026-11-22T09:00:00Z", "never", "9999-99-99"]),
        grade=st.sampled_from(Grade),
        grant=outside,
    ),
)
planes = st.builds(Plane, state=st.sampled_from(Verdict), identity=outside, why=outside)
reports = st.builds(
    Report,
    org=outside,
    track=st.sampled_from(Track),
    track_why=outside,
    verdict=st.sampled_from(Verdict),
    diagnosis=st.one_of(
        st.none(),
        st.builds(Diagnosis, cause=checks, explains=st.integers(0, 99), next=outside, who=outside),
    ),
    planes=st.builds(Planes, bot_to_org=planes, sixsense_to_org=planes, you_to_org=planes),
    findings=st.lists(findings, min_size=1, max_size=60).map(tuple),
    coverage=st.builds(Coverage, seen=st.integers(0, 99), total=st.integers(0, 99)),
    cost=st.just(Cost(requests=2, api_calls=21, seconds=0.4)),
    receipt=st.sampled_from(["k7m2p9qx", ""]),
    ended=st.sampled_from(["done", "cancelled", "timed-out"]),
    setup_url=st.one_of(st.just("https://acme.my.salesforce.com"), outside),
)

OURS = re.compile(r"<(!date\^\d+\^[^<>|]*\|[^<>]*|https://[^<>|]*\|[^<>]*|@U0A11CE)>")
MENTION = re.compile(r"<(@[UW][A-Z0-9]+)>")


def loud(check: str) -> Wording:
    """The longest words there could be, and a group that depends on the check."""
    group = list(Group)[len(check) % len(Group)]
    path = "/lightning/setup/X/home"
    return Wording(check, "why " * 200, "next", ("do",) * 9, "A <page>", path, "who", "src", group)


def checked(message) -> dict:
    payload = bound(message, lambda button: f"id-{message.buttons.index(button)}")
    assert valid(payload) == []
    assert all(button_ids(payload))
    for text in mrkdwn(payload):
        bare = MENTION.sub("", OURS.sub("", text))
        assert "<" not in bare, bare
        assert ">" not in bare, bare
    return payload


def button_ids(payload: dict) -> list[str]:
    return re.findall(r'"value": "(id-\d+)"', json.dumps(payload))


def mrkdwn(node) -> list[str]:
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [text for inner in node.values() for text in mrkdwn(inner)]
    return [text for inner in node for text in mrkdwn(inner)] if isinstance(node, list) else []


def words_of(speaks):
    return loud if speaks else plain


@settings(max_examples=60, deadline=None)
@given(reports, st.booleans(), st.booleans())
def test_anchor(report, plan, speaks):
    message = anchor(report, plan=plan, asked_by="U0A11CE", speak=words_of(speaks))
    payload = checked(message)
    assert CheckOrg(org=report.org) in {b.intent for b in message.buttons}
    assert len(button_ids(payload)) == len(message.buttons)


@settings(max_examples=60, deadline=None)
@given(reports, st.booleans())
def test_steps_keep_every_button(report, speaks):
    drawn = steps(report, speak=words_of(speaks))
    for _, message in drawn:
        assert len(button_ids(checked(message))) == len(message.buttons)
    keys = [key for key, _ in drawn]
    assert len(keys) == len(set(keys))
    pressed = {button.intent for _, message in drawn for button in message.buttons}
    run = report.receipt
    for found in report.findings if run else ():
        if found.evidence.grade is Grade.ATTESTED:
            continue
        if found.status is Status.MANUAL:
            assert Confirm(run=run, check=found.check, subject=found.subject) in pressed
        if found.status in (Status.FAIL, Status.WARN):
            assert ShowHow(run=run, check=found.check) in pressed
        if found.status in (Status.FAIL, Status.WARN, Status.UNKNOWN):
            assert Retry(run=run, check=found.check) in pressed


@settings(max_examples=40, deadline=None)
@given(reports, st.data())
def test_steps_that_were_posted_stay(report, data):
    names = sorted({f.check for f in report.findings} | {FOLD, "gone"})
    posted = data.draw(st.sets(st.sampled_from(names)))
    looking = data.draw(st.sets(st.sampled_from(names)))
    again = [Looking(check=name, by="U0SAM0001", at="") for name in looking]
    drawn = dict(steps(report, posted=posted, looking=again))
    assert posted <= set(drawn)
    for name, message in drawn.items():
        checked(message)
        if name in looking and name != FOLD:
            assert not message.buttons


@settings(max_examples=40, deadline=None)
@given(reports, st.booleans())
def test_private_report(report, speaks):
    message = private(report, speak=words_of(speaks))
    checked(message)
    pressed = {button.intent for button in message.buttons}
    fine = (Status.OK, Status.NOT_APPLICABLE, Status.BLOCKED)
    for found in report.findings if report.receipt else ():
        if found.status not in fine:
            assert ShowHow(run=report.receipt, check=found.check) in pressed


@settings(max_examples=60, deadline=None)
@given(outside, outside, st.lists(outside, max_size=30).map(tuple), findings)
def test_other_private_replies(one, two, some, found):
    checked(private(Usage(unknown=one, near=some, orgs=some)))
    checked(private(Note(says=one, next=two, near=some)))
    explained = Explanation(org=one, receipt="k7m2p9qx", finding=found, setup_url=two)
    checked(private(explained, speak=loud))


@settings(max_examples=40, deadline=None)
@given(reports)
def test_a_channel_sees_no_names_and_no_addresses(report):
    ours = {"check": "check-0", "blocked_by": "check-1"}  # names of ours hold nobody's address
    kept = tuple(f.model_copy(update=ours) for f in report.findings)
    report = report.model_copy(update={"org": "acme-prod", "findings": kept})
    said = [anchor(report, plan=True), anchor(report, plan=False)]
    said += [message for _, message in steps(report)]
    for message in said:
        shown = json.dumps([message.text, message.blocks], ensure_ascii=False)
        assert "alice.b@acme" not in shown
        assert "10.20.30.40" not in shown
        assert "fe80::1" not in shown


@settings(max_examples=25, deadline=None)
@given(reports, st.integers(20, 120))
def test_terminal_takes_anything(report, width):
    from io import StringIO  # noqa: PLC0415 -- only here

    from rich.console import Console  # noqa: PLC0415 -- only here

    out = StringIO()
    Console(file=out, width=width, color_system=None).print(terminal(report))
    assert "\u202e" not in out.getvalue()


@given(outside, st.integers(30, 400))
def test_escaped_is_inert_and_fits(text, limit):
    made = escaped(text, limit)
    spans = re.sub(r"`[^`]+`", "", made)
    assert "<" not in spans
    assert not re.search(r"[*~`]", spans)
    assert not re.search(r"(?<![A-Za-z0-9_ˍ])_|_(?![A-Za-z0-9_])", spans)
    assert units(made) <= max(limit, 200)
    assert "\n" not in made


@given(outside)
def test_value_is_one_code_span(text):
    made = value(text)
    assert made.count("`") == 2
    assert made[0] == made[-1] == "`"


def test_a_cut_says_how_much_is_missing():
    assert short("x" * 100, 50) == "x" * 32 + "… (+68 characters)"


@pytest.mark.parametrize("name", ["bob", "<@U1>", "U1 ", "here", "!channel", "u0a11ce"])
def test_only_a_slack_id_is_mentioned(name):
    assert "<" not in mention(name)
