"""The iron rule, by force: whatever goes wrong with an answer, nothing that leans on it is said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents.check import Group
from intents.checks import CHECKS
from intents.facts import FACTS
from intents.finding import Status
from intents.intent import CheckOrg
from intents.question import Metadata
from intents.reply import Verdict
from intents.report import report

SAID = (Status.OK, Status.FAIL)
ERRORS = ("INSUFFICIENT_ACCESS", "INVALID_FIELD", "INVALID_TYPE", "UNKNOWN_EXCEPTION", "timeout")
WAYS = (*ERRORS, "garbage", "cut", "hidden", "SIGN_IN", "REQUEST_LIMIT_EXCEEDED", "UNNAMED")
ASK = CheckOrg(org="acme")

#: Orgs in which different things are absent, so that every absence is tried to be faked.
NO_PACKAGE = {"VendorPackage": [], "App": [], "AppState": [], "AppPolicy": [], "OauthPolicy": []}
NO_TOKEN = {"UserToken": [], "VendorToken": [], "OauthUsage": {"apps": [{"identifier": "x"}]}}
API_ONLY = {"UserRights": {1: {"PermissionSet": {"PermissionsApiUserOnly": True}}}}
NOT_IN_MENU = {"UserToken": {"AppMenuItem": None}, "VendorToken": {"AppMenuItem": None}}
#: The integration user is frozen, and its group mutes leads and the API.
DENIED = {
    "UserLogin": {1: {"IsFrozen": True}},
    "UserRights": {
        1: {
            "PermissionSetGroupId": "0PG000000000001AAA",
            "PermissionSetGroup": {"MasterLabel": "Sync", "Status": "Updated"},
            "PermissionSet": {"PermissionsApiEnabled": False},
        }
    },
    "ObjectRights": {3: {"PermissionsRead": False, "PermissionsEdit": False}},
    "GroupMember": [
        {
            "PermissionSetGroupId": "0PG000000000001AAA",
            "PermissionSetId": "0QM000000000001AAA",
        }
    ],
}
ORGS = {
    "healthy": {},
    "nothing installed": NO_PACKAGE | NO_TOKEN | {"InstalledPackage": "others"},
    "API-only": NO_TOKEN | API_ONLY,
    "refreshed": {"OauthPolicy": [], "OauthSettings": []} | NO_TOKEN,
    "half refreshed": {"OauthPolicy": {"ExternalClientApplicationId": "0xI000000000002AAA"}},
    "no app policies": {"AppPolicy": {"ExternalClientApplicationId": "0xI000000000002AAA"}},
    "no control": {"PermissionField": [{"Name": "PermissionsApiEnabled"}]},
    "no Pardot scope": {"OauthSettings": {"OauthScopesPARDOT_API": False}},
    "denied": NO_TOKEN | DENIED,
    "products": {
        "PardotTenant": [{"Id": "0Uv000000000001AAA", "CreationStatus": "Created"}],
        "Cadence": [{"Id": "77A000000000001AAA"}],
    },
    "mixed": {
        "LegacyApp": [
            {
                "Id": "0H4000000000001AAA",
                "Name": "sfdc_6sense_oauth_app",
                "OptionsAllowAdminApprovedUsersOnly": True,
            }
        ]
    },
    "blocked": {"BlockedApp": [{"fullName": "sixsense_eca", "blockedByApiWhitelisting": "false"}]},
    "legacy": {"base": "legacy"},
    "legacy, API-only": {"base": "legacy"} | API_ONLY,
    "legacy, not installed": {"base": "legacy", "LegacyApp": [], "UserAccess": [], "AppAccess": []}
    | NOT_IN_MENU,
    "legacy, nobody assigned": {
        "base": "legacy",
        "UserAccess": {"SetupEntityId": "02u000000000001AAA"},
        "AppAccess": [],
    },
    "legacy, blocked": {"base": "legacy", "BlockedApp": [{"fullName": "sfdc_6sense_oauth_app"}]},
}


def of(org, name):
    changes = dict(ORGS[name])
    if changes.get("InstalledPackage") == "others":
        changes["InstalledPackage"] = list(org().answers["InstalledPackage"].rows[1:])
    return org(changes, base=changes.pop("base", "healthy"))


def leaning(heard, broken):
    """Findings that say ok or fail although they lean on a broken answer."""
    asked = {heard.answers[kind].asked for kind in broken} - {""}
    return [
        f
        for f in report(ASK, heard).findings
        if f.status in SAID
        and (
            {kind.__name__ for kind in CHECKS[f.check].needs} & set(broken)
            or asked & set(f.evidence.asked)
        )
    ]


def wrong(org, base, broken):
    """The same org with these answers gone wrong."""
    return base.model_copy(
        update={
            "answers": base.answers | {k: org({k: way}).answers[k] for k, way in broken.items()}
        }
    )


def hideable(kind):
    """The Metadata API refuses whom it does not want; it hides nothing from those it serves."""
    return not isinstance(FACTS[kind].question.ask, Metadata)


@pytest.mark.parametrize("name", ORGS)
@pytest.mark.parametrize("way", WAYS)
def test_one_answer_at_a_time(org, name, way):
    base = of(org, name)
    before = {(f.check, f.subject): f.status for f in report(ASK, base).findings}
    for kind in FACTS:
        heard = wrong(org, base, {kind: way})
        if way == "hidden" and not (hideable(kind) and getattr(base.answers[kind], "rows", ())):
            continue
        answer = report(ASK, heard)
        flipped = [
            f
            for f in answer.findings
            if f.status in SAID
            and before[f.check, f.subject] in SAID
            and f.status is not before[f.check, f.subject]
        ]
        assert not flipped, (kind, flipped)
        assert not _excused(leaning(heard, [kind]), kind, way), (kind, leaning(heard, [kind]))


def _excused(findings, kind, way):
    """A product's or feature's own refusal is an answer."""
    feature = FACTS[kind].beside and way in ("INVALID_TYPE", "INVALID_FIELD")
    described = kind == "ConnectedAppSettings"  # the describe alone proves its absence
    asked = (kind, way) == ("Cadence", "hidden")  # that it can be asked at all is the answer
    return [] if feature or described or asked else findings


@given(broken=st.dictionaries(st.sampled_from(sorted(FACTS)), st.sampled_from(ERRORS), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_errors_at_once(org, broken):
    heard = wrong(org, org(), broken)
    assert not [f for f in leaning(heard, broken) if not f.check.startswith("api-access")]
    judged = [c for c in CHECKS.values() if c.decisive and c.group is not Group.LEGACY]
    needed = {k.__name__ for c in judged for k in c.needs}
    if needed & set(broken) - {"InstallRequest"}:
        assert report(ASK, heard).verdict is Verdict.UNKNOWN


ROW = st.dictionaries(
    st.sampled_from(["Id", "IsEnabled", "Username", "AppName", "apps", "Name", "Status", "x"]),
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.lists(st.none(), max_size=2),
    max_size=4,
)


@given(kind=st.sampled_from(sorted(FACTS)), rows=st.lists(ROW, min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_garbage_rows(org, kind, rows):
    heard = org({kind: rows})
    kept = [f for f in leaning(heard, [kind]) if not _readable(kind, rows)]
    assert not kept


def _readable(kind, rows):
    """Chance may hit a form that is right."""
    try:
        [FACTS[kind].model_validate(row) for row in rows]
    except ValueError:
        return False
    return True


ENUMS = [
    ("App", 0, "DistributionState"),
    ("AppState", 0, "ManageableState"),
    ("AppPolicy", 0, "OauthPluginStatus"),
    ("AppPolicy", 0, "StartPage"),
    ("OauthPolicy", 0, "PermittedUsersPolicyType"),
    ("OauthPolicy", 0, "RefreshTokenPolicyType"),
    ("OauthPolicy", 0, "RefreshTokenValidityUnit"),
    ("OauthPolicy", 0, "IpRelaxationPolicyType"),
]


@given(where=st.sampled_from(ENUMS), value=st.text(min_size=1, max_size=12).map("~{}".format))
@settings(max_examples=60, deadline=None)
def test_values_nobody_has_heard_of(org, where, value):
    kind, row, field = where
    answer = report(ASK, org({kind: {row: {field: value}}}))
    assert answer.verdict is Verdict.UNKNOWN
    assert not [f for f in answer.findings if f.status is Status.FAIL]
