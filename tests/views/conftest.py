"""Replies in every state, and words that do not change when the catalogue's do."""

import pytest

from bot.views.wording import Wording
from intents.check import Group
from intents.fact import Cost
from intents.finding import Evidence, Finding, Grade, Status
from intents.intent import Track
from intents.reply import Attested, Coverage, Diagnosis, Plane, Planes, Report, Verdict

AT = "2026-11-22T09:00:00Z"
BOT = "sixsense.bot@acme.example"
APP = "/lightning/setup/ManageExternalClientApplication/home"

GROUPS = {
    "bot-connected": Group.BOT,
    "bot-can-see": Group.BOT,
    "user-active": Group.PEOPLE,
    "api-access-control": Group.PEOPLE,
    "data-sync-choice": Group.PERSON,
    "sixsense-connected": Group.PERSON,
}


def speak(check: str) -> Wording:
    return Wording(
        title=check.replace("-", " ").capitalize().replace("Oauth", "OAuth").replace("Eca", "ECA"),
        why="6sense signs in through this app; without it no sync can begin.",
        next="Switch it on in the app's policies.",
        fix=("Open the app.", "Choose Edit on the Policies tab.", "Tick the box and save."),
        label="External Client App Manager",
        path=APP,
        who="System Administrator",
        source="6sense, Install 6sense External Client App, App disabled (read 2026-11-20)",
        group=GROUPS.get(check, Group.ECA),
    )


def finding(check: str, status: Status = Status.OK, **more: object) -> Finding:
    known = {"subject": "app", "decisive": GROUPS.get(check) is not Group.PERSON}
    blocked_by = more.pop("blocked_by", None)
    subject = more.pop("subject", known["subject"])
    evidence = {"asked": ("SELECT Id FROM User WHERE Username = :bot",), "by": BOT, "at": AT}
    return Finding(
        check=check,
        subject=subject,
        status=status,
        decisive=known["decisive"],
        blocked_by=blocked_by,
        evidence=Evidence(**{**evidence, "api": "68.0", **more}),
    )


GOOD = tuple(
    finding(name, seen="as wanted")
    for name in (
        "bot-connected",
        "bot-can-see",
        "package-installed",
        "app-present",
        "app-enabled",
        "oauth-enabled",
        "start-page-none",
        "user-active",
    )
)
BY_HAND = (
    finding("sixsense-connected", Status.MANUAL, seen="only 6sense's own settings show it"),
    finding("data-sync-choice", Status.MANUAL, seen="only 6sense's own settings show it"),
)


def plane(state: Verdict, identity: str = "", why: str = "") -> Plane:
    return Plane(state=state, identity=identity, why=why)


def report(**changes: object) -> Report:
    whole = Report(
        org="acme-prod",
        track=Track.ECA,
        track_why="the 6sense package is installed",
        verdict=Verdict.OK,
        diagnosis=None,
        planes=Planes(
            bot_to_org=plane(Verdict.OK, BOT, "API v68.0, 17 of 17 facts seen"),
            sixsense_to_org=plane(Verdict.OK, "int.user@acme.example", "last used 3 hours ago"),
            you_to_org=plane(Verdict.OK, "setup user", "may sign in and consent"),
        ),
        findings=GOOD + BY_HAND,
        coverage=Coverage(seen=17, total=17),
        cost=Cost(requests=2, api_calls=21, seconds=0.412),
        receipt="k7m2p9qx",
        setup_url="https://acme.lightning.force.com",
    )
    return whole.model_copy(update=changes)


def swapped(*others: Finding) -> tuple[Finding, ...]:
    """The good findings with these in the place of their namesakes."""
    names = {f.check for f in others}
    return tuple(f for f in GOOD + BY_HAND if f.check not in names) + others


def failing() -> Report:
    off = plane(Verdict.FAIL, "int.user@acme.example", "OAuth is switched off in the app")
    whole = report()
    return report(
        verdict=Verdict.FAIL,
        diagnosis=Diagnosis(
            cause="oauth-enabled",
            explains=3,
            next="Switch OAuth on in the app's policies",
            who="System Administrator",
        ),
        planes=whole.planes.model_copy(update={"sixsense_to_org": off}),
        findings=swapped(
            finding("oauth-enabled", Status.FAIL, seen="Disabled", wanted="Enabled"),
            finding("start-page-none", Status.WARN, seen="OAUTH", wanted="None"),
            finding("eca-authorised", Status.BLOCKED, blocked_by="oauth-enabled"),
            finding("session-timeout-in-range", Status.BLOCKED, blocked_by="oauth-enabled"),
            finding(
                "user-active",
                Status.UNKNOWN,
                subject="user:integration",
                seen="User int.user@acme.example at 10.20.30.40: nothing came back",
                grant="View All Users",
            ),
        ),
    )


def unseeing() -> Report:
    whole = report()
    return report(
        verdict=Verdict.UNKNOWN,
        track=Track.UNKNOWN,
        track_why="the org would not say",
        diagnosis=Diagnosis(
            cause="bot-connected",
            explains=6,
            next="Sign in again with `sixsense connect`",
            who="System Administrator",
        ),
        planes=whole.planes.model_copy(
            update={"bot_to_org": plane(Verdict.UNKNOWN, BOT, "the org ended our session")}
        ),
        findings=(
            finding("bot-connected", Status.UNKNOWN, seen="invalid_grant: expired access token"),
            *(
                finding(name, Status.BLOCKED, blocked_by="bot-connected")
                for name in ("package-installed", "app-present", "app-enabled", "oauth-enabled")
            ),
            finding("user-active", Status.UNKNOWN, seen="not asked", grant="API Enabled"),
        ),
        coverage=Coverage(seen=0, total=17, missing=("User: View All Users",)),
    )


def attested(whole: Report, given: Attested) -> Report:
    """The report as the desk makes it after a Confirm."""
    by_hand = {"grade": Grade.ATTESTED, "by": given.by, "at": given.at}
    return whole.model_copy(
        update={
            "findings": tuple(
                f.model_copy(update={"evidence": f.evidence.model_copy(update=by_hand)})
                if (f.check, f.subject) == (given.check, given.subject)
                else f
                for f in whole.findings
            )
        }
    )


def many(count: int) -> Report:
    statuses = [Status.FAIL, Status.WARN, Status.MANUAL, Status.UNKNOWN, Status.BLOCKED]
    found = tuple(
        finding(
            f"check-number-{n}",
            statuses[n % 5],
            subject=f"object:Thing{n}",
            seen=f"value {n} " + "that is told at some length " * 4,
            wanted="another value",
        )
        for n in range(count)
    )
    cause = Diagnosis(cause="check-number-0", explains=count, next="Begin there", who="6sense")
    return report(verdict=Verdict.FAIL, findings=found, diagnosis=cause)


@pytest.fixture
def words():
    return speak


@pytest.fixture
def replies() -> dict[str, Report]:
    given = Attested(check="data-sync-choice", subject="app", by="U0B0B1", at=AT)
    dated = next(f for f in GOOD if f.check == "start-page-none")
    warned = dated.model_copy(update={"status": Status.WARN})
    return {
        "ok": report(findings=GOOD),
        "ok-for-a-person": report(),
        "confirmed": attested(report(), given),
        "warn": report(
            verdict=Verdict.WARN,
            findings=swapped(warned),
            diagnosis=Diagnosis(
                cause="start-page-none", explains=1, next="Set it to None", who="Administrator"
            ),
        ),
        "fail": failing(),
        "unknown": unseeing(),
        "cancelled": unseeing().model_copy(update={"ended": "cancelled", "diagnosis": None}),
        "timed-out": failing().model_copy(update={"ended": "timed-out"}),
        "sixty": many(60),
    }
