"""Many findings, one sentence: verdict, cause, how much it explains, what next, who."""

import pytest

from intents.check import Check, Group, Judged
from intents.finding import Finding, Status
from intents.intent import CheckOrg
from intents.judging.diagnosis import diagnosis
from intents.judging.outcomes import Outcome
from intents.judging.verdict import verdict
from intents.reply import Verdict
from intents.report import report

NO_TOKEN = {"UserToken": [], "VendorToken": [], "OauthUsage": {"apps": [{"identifier": "x"}]}}
NO_PACKAGE = {"VendorPackage": [], "InstalledPackage": [], "PackageLicense": [], "App": []}
API_ONLY = {"UserRights": {1: {"PermissionSet": {"PermissionsApiUserOnly": True}}}}
WRONG = {
    "PermittedUsersPolicyType": "AdminApprovedPreAuthorized",
    "IpRelaxationPolicyType": "Bypass",
    "RefreshTokenValidityPeriod": 90,
}
NO_SIGHT = dict.fromkeys(
    ("App", "AppPolicy", "OauthPolicy", "OauthSettings", "UserLogin", "OwnRights", "VendorPackage"),
    "INVALID_TYPE",
)
#: The setup user's token alone is left, of an app that is not installed.
NOT_INSTALLED = [
    {
        "AppName": "sfdc_6sense_oauth_app",
        "AppMenuItem": None,
        "UserId": "005000000000002AAA",
        "User": {"Username": "setup@acme.example"},
        "CreatedDate": "2024-11-22T08:00:00.000+0000",
        "LastUsedDate": "2024-12-22T08:00:00.000+0000",
        "UseCount": 2,
    }
]
KNOWN_RIGHTS = [
    {"Name": "PermissionsApiEnabled"},
    {"Name": "PermissionsCanApproveUninstalledApps"},
]
#: The practice org's scenarios, as raw rows: what is given, verdict, cause, findings explained.
SCENARIOS = {
    "healthy-eca": ({}, "ok", None, None),
    "aac-absent": (
        {
            "PermissionField": [{"Name": "PermissionsApiEnabled"}],
            "ConnectedAppSettings": "INVALID_FIELD",
        },
        "ok",
        None,
        None,
    ),
    "infinite-refresh": (
        {"OauthPolicy": {"RefreshTokenPolicyType": "Infinite", "RefreshTokenValidityPeriod": None}},
        "warn",
        "refresh-token-by-inactivity",
        2,
    ),
    "aac-on": (
        {"ConnectedAppSettings": {"IsAdminApprovedAppsOnlyEnabled": True}},
        "warn",
        "permitted-users-self-authorize",
        1,
    ),
    "low-rights": (NO_SIGHT, "unknown", "bot-can-see", None),
    "token-revoked": ({"*": "SIGN_IN"}, "unknown", "bot-connected", None),
    "api-budget-spent": (
        {"*": "REQUEST_LIMIT_EXCEEDED", "SignedIn": {}},
        "unknown",
        "api-budget",
        None,
    ),
    "eca-missing": (NO_PACKAGE | NO_TOKEN, "fail", "package-installed", 17),
    "eca-disabled": ({"AppPolicy": {"IsEnabled": False}}, "fail", "app-enabled", 1),
    "oauth-disabled": (
        {"AppPolicy": {"OauthPluginStatus": "Disabled"}} | NO_TOKEN,
        "fail",
        "oauth-enabled",
        2,
    ),
    "wrong-policies": (
        {"OauthPolicy": WRONG, "AppPolicy": {"StartPage": "Custom"}},
        "fail",
        "permitted-users-self-authorize",
        1,
    ),
    "sandbox-refreshed": (
        {"AppPolicy": [], "OauthPolicy": [], "OauthSettings": []} | NO_TOKEN,
        "fail",
        "app-policies-present",
        11,
    ),
    "frozen-user": (
        {"UserLogin": {1: {"IsFrozen": True}}} | NO_TOKEN,
        "fail",
        "user-not-frozen",
        2,
    ),
    "api-only-user": (API_ONLY | NO_TOKEN, "fail", "user-can-consent", 2),
    # no right of ours would change it: the check's own page is where to look
    "an API that does not know the object": ({"App": "unsupported"}, "unknown", "app-present", 14),
    "a list that came back cut": ({"AppPolicy": "cut"}, "unknown", "app-policies-present", 4),
    # two causes that only a good check would join: the one that explains more
    "legacy-not-installed, its token revoked, the setup user may not consent": (
        {
            "base": "legacy",
            "LegacyApp": [],
            "UserToken": NOT_INSTALLED,
            "VendorToken": NOT_INSTALLED,
            "UserAccess": [],
            "PermissionField": KNOWN_RIGHTS,
            "UserRights": {0: {"PermissionSet": {"PermissionsCanApproveUninstalledApps": False}}},
        },
        "fail",
        "legacy-app-installed",
        4,
    ),
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenarios(org, scenario):
    given, word, cause, explains = SCENARIOS[scenario]
    given = dict(given)
    answer = report(CheckOrg(org="acme"), org(given, base=given.pop("base", "healthy")))
    told = answer.diagnosis
    assert (answer.verdict, told and told.cause) == (word, cause)
    if explains is not None:
        assert told.explains == explains
    if told:
        assert told.next.endswith(".")
        assert told.who


def test_the_grant_that_would_help_is_the_next_step(org):
    told = report(CheckOrg(org="acme"), org({"AppPolicy": "INSUFFICIENT_ACCESS"})).diagnosis
    assert told.cause == "bot-can-see"
    assert "Some Right" in told.next


def test_what_is_not_known_is_not_to_be_mended_but_looked_at_again(org):
    found = report(CheckOrg(org="acme"), org({"AppPolicy": "timeout"})).findings
    steps = {f.next for f in found if f.status is Status.UNKNOWN}
    assert steps == {"Check again in a minute: Salesforce did not answer."}
    waiting = {f.next for f in found if f.status is Status.BLOCKED}
    assert waiting == {"First see to what it waits for: “App's configuration there”."}


def test_a_name_nobody_gave_is_asked_for(org):
    given = dict.fromkeys(("User", "UserLogin", "UserRights", "UserToken"), "UNNAMED")
    told = report(CheckOrg(org="acme"), org(given, {})).diagnosis
    assert (told.cause, told.who) == ("user-active", "6sense bot owner")
    assert "Name the user" in told.next


def test_another_org_than_before_is_said_and_not_reported_on(org):
    answer = report(CheckOrg(org="acme"), org({"SignedIn": {"OrgId": "00D000000000009AAA"}}))
    assert (answer.verdict, answer.diagnosis.cause) == ("unknown", "bot-connected")
    assert {f.status for f in answer.findings if f.check != "bot-connected"} <= {
        Status.UNKNOWN,
        Status.BLOCKED,
        Status.MANUAL,
        Status.WARN,
        Status.NOT_APPLICABLE,
    }


def outcome(check, status, *, decisive=True, group=Group.ECA, by=None):
    finding = Finding(
        check=check, subject="app", status=Status(status), decisive=decisive, blocked_by=by
    )
    return Outcome(finding, group)


BOT = {"group": Group.BOT}
COLOUR = {"decisive": False}
RULE = [
    ([("a", "ok", {})], "ok"),
    ([("a", "ok", {}), ("b", "warn", COLOUR)], "warn"),
    ([("a", "ok", {}), ("b", "fail", COLOUR)], "ok"),
    ([("a", "ok", {}), ("b", "unknown", COLOUR)], "ok"),
    ([("a", "warn", {}), ("b", "fail", {})], "fail"),
    ([("a", "unknown", {}), ("b", "fail", {})], "fail"),
    ([("a", "unknown", {}), ("b", "warn", {})], "unknown"),
    ([("a", "ok", {}), ("b", "fail", BOT)], "unknown"),
    ([("a", "fail", BOT)], "unknown"),
    ([("a", "ok", BOT)], "ok"),
    ([("a", "ok", BOT), ("b", "not-applicable", {})], "unknown"),
    ([("a", "manual", COLOUR)], "unknown"),
    ([], "unknown"),
    ([("a", "warn", {}), ("b", "blocked", {"by": "a"})], "warn"),
    ([("a", "unknown", {}), ("b", "blocked", {"by": "a"})], "unknown"),
    ([("a", "blocked", {"by": "b"}), ("b", "blocked", {"by": "a"})], "unknown"),
    ([("a", "blocked", {"by": "nowhere"})], "unknown"),
    ([("a", "fail", {}), ("b", "blocked", {"by": "a"})], "fail"),
]


@pytest.mark.parametrize(("findings", "word"), RULE)
def test_verdict_rule(findings, word):
    assert verdict([outcome(name, status, **more) for name, status, more in findings]) == word


def graph(**edges):
    return {
        name: Check(name, (), lambda _: Judged(Status.OK, ""), Group.ECA, blocked_by=tuple(by))
        for name, by in edges.items()
    }


CAUSES = [
    # the root that explains the most
    ({"a": "", "b": "", "c": "b"}, {"a": "fail", "b": "fail", "c": "blocked"}, "b", 2),
    # a fail behind a fail is no root
    ({"a": "b", "b": ""}, {"a": "fail", "b": "fail"}, "b", 2),
    # through a blocked one in between
    ({"a": "", "b": "a", "c": "b"}, {"a": "fail", "b": "blocked", "c": "fail"}, "a", 3),
    # not through a good one
    ({"a": "", "b": "a", "c": "b"}, {"a": "fail", "b": "ok", "c": "fail"}, "a", 1),
    # as many: the one with more below it in the graph
    ({"a": "", "b": "", "c": "b"}, {"a": "fail", "b": "fail", "c": "ok"}, "b", 1),
    # as many again: registry order
    ({"a": "", "b": ""}, {"a": "fail", "b": "fail"}, "a", 1),
]


@pytest.mark.parametrize(("edges", "statuses", "cause", "explains"), CAUSES)
def test_the_cause_that_explains_the_most(monkeypatch, edges, statuses, cause, explains):
    class Said:
        next, who = "Do it.", "System Administrator"

    monkeypatch.setattr("intents.judging.diagnosis.words", lambda _: Said)
    outcomes = [outcome(name, status) for name, status in statuses.items()]
    told = diagnosis(outcomes, Verdict.FAIL, graph(**edges), {})
    assert (told.cause, told.explains) == (cause, explains)


OLDER = {
    "VendorPackage": [],
    "InstalledPackage": {
        0: {
            "SubscriberPackageVersionId": "04t000000000009AAA",
            "SubscriberPackageVersion": {"MajorVersion": 1, "MinorVersion": 3},
        }
    },
}
BLOCKED = {"fullName": "sfdc_6sense_oauth_app", "consumerName": "sfdc_6sense_oauth_app"}
REFUSED = {0: {"Status": "Restricted IP"}}
NOBODY = {"User": {1: {"Username": "other@acme.example"}}} | NO_TOKEN


@pytest.mark.parametrize(
    ("given", "base", "part", "who"),
    [
        (OLDER, "healthy", "upgrade", "System Administrator"),
        ({"RecentLogin": REFUSED}, "healthy", "which addresses", "System Administrator"),
        (
            {"ConnectedAppSettings": {"IsAdminApprovedAppsOnlyEnabled": True}},
            "healthy",
            "Ask Salesforce Support",
            "Salesforce Support",
        ),
        (
            {"BlockedApp": [BLOCKED | {"blockedByApiWhitelisting": "true"}]},
            "legacy",
            "pre-authorize its users",
            "System Administrator",
        ),
        (
            {"BlockedApp": [BLOCKED | {"blockedByApiWhitelisting": "false"}]},
            "legacy",
            "then unblock it",
            "System Administrator",
        ),
        (NOBODY, "healthy", "/6sense people", "6sense bot owner"),
        (
            NO_PACKAGE | {"UserLogin": {2: {"IsFrozen": True}}},
            "healthy",
            "unfreeze",
            "System Administrator",
        ),
    ],
    ids=[
        "older package",
        "address",
        "API Access Control",
        "by control",
        "by a person",
        "misspelt",
        "frozen installer",
    ],
)
def test_the_next_step_is_that_of_this_very_case(org, given, base, part, who):
    answer = report(CheckOrg(org="acme"), org(given, base=base))
    told = answer.diagnosis
    assert told
    assert part in told.next
    assert told.who == who
    mine = next(f for f in answer.findings if f.check == told.cause)
    assert mine.next == told.next
