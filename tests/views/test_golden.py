"""Every reply in every state, as it is sent. UPDATE_GOLDEN=1 writes; look at the difference."""

import pytest

from bot.views.slack import FOLD, anchor, private, steps
from intents.finding import Evidence, Finding, Status
from intents.intent import CheckOrg, Track
from intents.replies.sheet import Line, Sheet, Way
from intents.replies.told import Exhibit, Lesson, Part, Proof
from intents.reply import Explanation, Looking, Note, Progress, Report, Usage
from tests.views.drawing import as_json, kept, printed, sent

STATES = [
    "ok",
    "ok-for-a-person",
    "confirmed",
    "warn",
    "fail",
    "unknown",
    "cancelled",
    "timed-out",
    "sixty",
]
STAGES = ["queued", "signing-in", "reading", "judging"]
PRIVATE = {
    "usage": Usage(orgs=("acme-prod", "acme-uat")),
    "usage-unknown": Usage(unknown="chek <!channel>", near=("check <org>",), orgs=()),
    "usage-near": Usage(
        unknown="oath-enabled",
        near=("check acme-prod only oauth-enabled",),
        why="there is no check of that name",
        orgs=("acme-prod",),
    ),
    "note": Note(says="I know no org called acme-prd.", next="Ask for help to see them all."),
    "note-near": Note(says="I know no org called acme-prd.", near=("acme-prod", "acme-uat")),
}


@pytest.mark.parametrize("plan", [True, False], ids=["plan", "classic"])
@pytest.mark.parametrize("state", STATES)
def test_anchor(state, plan, replies, words):
    message = anchor(replies[state], plan=plan, asked_by="U0A11CE", speak=words)
    kept(f"anchor-{state}.{'plan' if plan else 'classic'}.json", as_json(sent(message)))


@pytest.mark.parametrize("plan", [True, False], ids=["plan", "classic"])
@pytest.mark.parametrize("stage", STAGES)
def test_live_anchor(stage, plan):
    progress = Progress(org="acme-prod", receipt="k7m2p9qx", stage=stage)
    message = anchor(progress, plan=plan, asked_by="U0A11CE")
    kept(f"anchor-{stage}.{'plan' if plan else 'classic'}.json", as_json(sent(message)))


def test_anchor_of_some_checks_speaks_for_those_alone(replies, words):
    again = CheckOrg(org="acme-prod", only=("oauth-enabled",))
    message = anchor(replies["ok"], plan=True, again=again, speak=words)
    kept("anchor-only.plan.json", as_json(sent(message)))


@pytest.mark.parametrize("track", Track)
def test_a_legacy_org_is_offered_the_way_to_the_supported_app(track, replies, words):
    told = replies["ok"].model_copy(update={"track": track})
    labels = [button.label for button in anchor(told, plan=True, speak=words).buttons]
    wanted = track in (Track.LEGACY, Track.MIXED)
    assert ("Move to the External Client App" in labels) is wanted


@pytest.mark.parametrize("state", STATES)
def test_steps(state, replies, words):
    drawn = {key: sent(message) for key, message in steps(replies[state], speak=words)}
    kept(f"steps-{state}.json", as_json(drawn))


def test_steps_after_a_click(replies, words):
    posted = ("oauth-enabled", "start-page-none", "not-any-more", FOLD)
    looking = (Looking(check="start-page-none", by="U0SAM0001", at="2026-11-22T10:00:00+00:00"),)
    drawn = steps(replies["warn"], posted=posted, looking=looking, speak=words)
    kept("steps-after-a-click.json", as_json({key: sent(message) for key, message in drawn}))


@pytest.mark.parametrize("state", STATES)
def test_private_report(state, replies, words):
    message = private(replies[state], speak=words)
    kept(f"private-{state}.json", as_json(sent(message)))


@pytest.mark.parametrize("name", PRIVATE)
def test_private(name):
    kept(f"private-{name}.json", as_json(sent(private(PRIVATE[name]))))


@pytest.mark.parametrize("check", ["oauth-enabled", "eca-authorised", "user-active"])
def test_explanation(check, replies, words):
    explained = explanation(replies["fail"], check)
    kept(f"explanation-{check}.json", as_json(sent(private(explained, speak=words))))
    kept(f"terminal-explanation-{check}.txt", printed(explained, words))


TOLD = {
    "proof": Proof(
        org="acme-prod",
        receipt="k7m2p9qx",
        check="user-active",
        findings=(
            Finding(
                check="user-active",
                subject="user:integration",
                status=Status.FAIL,
                decisive=True,
                evidence=Evidence(
                    seen="a <b@c.example>",
                    wanted="active",
                    by="me@c.example",
                    at="2026-11-22T09:00:00Z",
                    api="68.0",
                ),
            ),
        ),
        exhibits=(
            Exhibit(
                about="the named users",
                asked="SELECT Id, Username FROM User WHERE Username IN ('a`b*c@d.example')",
                tool="SOQL",
                rows=('{"Id": "005000000000001", "Username": "[hidden]"}',),
                more=3,
                at="2026-11-22T09:00:00Z",
            ),
            Exhibit(about="the tokens", asked="SELECT Id FROM X", tool="SOQL, Tooling API"),
            Exhibit(about="the limits", asked="/limits", tool="REST", refused="no <right>"),
        ),
    ),
    "lesson": Lesson(
        topic="oauth-enabled",
        title="OAuth enabled",
        lead="Without it <nothing> goes.",
        parts=(
            Part(title="Next", says="Switch it on."),
            Part(title="How", steps=("Open the app.", "Save; see https://example.com/a_b.")),
            Part(title="Empty"),
        ),
        where="External Client App Manager",
        path="/lightning/setup/ManageExternalClientApplication/home",
        source="Article *A*",
    ),
    "sheet": Sheet(
        title="Orgs <of> Acme",
        lead="Two orgs & more.",
        lines=(
            Line(text="acme-prod <!channel>", mark="ok", detail="as *bot*"),
            Line(
                text="acme-uat", mark="fail", ways=(Way(label="Check", intent=CheckOrg(org="x")),)
            ),
            Line(text="a line more"),
        ),
        ways=(
            Way(label="Connect", url="https://example.com/connect?state=1"),
            Way(label="Forget", intent=CheckOrg(org="y"), style="danger", confirm="Really?"),
        ),
        small="30 days left",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_told(name, words):
    kept(f"private-{name}.json", as_json(sent(private(TOLD[name], speak=words))))
    kept(f"terminal-{name}.txt", printed(TOLD[name], words))


def test_explanation_of_a_step_for_a_person(replies, words):
    explained = explanation(replies["ok-for-a-person"], "sixsense-connected")
    kept("explanation-for-a-person.json", as_json(sent(private(explained, speak=words))))


@pytest.mark.parametrize("state", STATES)
def test_terminal(state, replies, words):
    kept(f"terminal-{state}.txt", printed(replies[state], words))


@pytest.mark.parametrize("name", PRIVATE)
def test_terminal_private(name, words):
    kept(f"terminal-{name}.txt", printed(PRIVATE[name], words))


@pytest.mark.parametrize("stage", STAGES)
def test_terminal_live(stage, words):
    progress = Progress(org="acme-prod", receipt="k7m2p9qx", stage=stage)
    kept(f"terminal-{stage}.txt", printed(progress, words))


def explanation(report: Report, check: str) -> Explanation:
    found = next(f for f in report.findings if f.check == check)
    return Explanation(
        org=report.org, receipt=report.receipt, finding=found, setup_url=report.setup_url
    )
