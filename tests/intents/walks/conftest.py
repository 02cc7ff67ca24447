"""A walkthrough of four steps, and looks of an org at it."""

from pathlib import Path

import pytest

import intents.playbooks
from intents.asker import Person
from intents.fact import Cost
from intents.finding import Evidence, Finding, Status
from intents.intent import Track
from intents.playbook import Playbook, Step
from intents.reply import Coverage, Plane, Planes, Report, Verdict
from intents.walks.looks import opened

AT = "2026-11-22T10:00:00+00:00"
LATER = "2026-11-22T10:05:00+00:00"
CARA = Person("U0CARA001", "T1", "Cara")
SAM = Person("U0SAM0001", "T1", "Sam")
STEPS = (
    Step("package", checks=("package-installed",), title="Install", who="System Administrator"),
    Step("start-page", checks=("start-page-none",), title="Start page", form="policies"),
    Step("users", checks=("permitted-users-self-authorize",), title="Users", form="policies"),
    Step("consent", title="Consent", who="integration user"),
)
BOOK = Playbook("trial", STEPS, track=Track.ECA, title="Trial", opening="Why.", takes="A minute")


def finding(check, status=Status.OK, *, seen="seen", by=None, decisive=True):
    evidence = Evidence(seen=seen, wanted="wanted", at=AT)
    return Finding(
        check=check,
        subject="app",
        status=status,
        decisive=decisive,
        blocked_by=by,
        evidence=evidence,
    )


def shown(*findings, setup_url="https://acme.lightning.force.com"):
    """A report of these findings alone."""
    plane = Plane(state=Verdict.OK, identity="", why="")
    return Report(
        org="acme",
        track=Track.ECA,
        track_why="",
        verdict=Verdict.OK,
        diagnosis=None,
        planes=Planes(bot_to_org=plane, sixsense_to_org=plane, you_to_org=plane),
        findings=findings,
        coverage=Coverage(seen=1, total=1),
        cost=Cost(),
        setup_url=setup_url,
    )


def begun(playbook=BOOK, org="acme", *findings):
    report = shown(*findings) if findings else None
    return opened(
        playbook, person=CARA, asked_by=SAM, at=AT, org=org, report=report, receipt="w1234567"
    )


@pytest.fixture(scope="session")
def book():
    return BOOK


@pytest.fixture(scope="session")
def found():
    """`found(check, status, …)` → Finding."""
    return finding


@pytest.fixture(scope="session")
def shows():
    """`shows(finding, …)` → Report."""
    return shown


@pytest.fixture(scope="session")
def begin():
    """`begin(playbook, org, finding, …)` → Walk at its opening."""
    return begun


@pytest.fixture
def walk():
    """At the first step, nobody having looked."""
    return begun()


@pytest.fixture
def house_of_playbooks():
    """The files of playbooks: those of code, those of words."""
    here = Path(intents.playbooks.__file__).parent
    return tuple({path.stem for path in here.glob(f"*.{end}")} for end in ("py", "md"))
