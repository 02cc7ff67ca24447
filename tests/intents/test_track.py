"""Which article an org follows: never by a label, and unknown where it cannot be proven."""

import pytest

from intents.finding import Status
from intents.intent import CheckOrg, Track
from intents.report import report

NO_ECA = {"VendorPackage": [], "InstalledPackage": [], "PackageLicense": [], "App": []}
NO_TOKEN = {"UserToken": [], "VendorToken": []}
OLD_APP = {
    "LegacyApp": [
        {
            "Id": "0H4000000000001AAA",
            "Name": "sfdc_6sense_oauth_app",
            "OptionsAllowAdminApprovedUsersOnly": True,
        }
    ]
}
OLD_TOKEN = {"VendorToken": {"AppName": "sfdc_6sense_integration_connected_app"}}
CASES = {
    "the app is there": ({}, Track.ECA),
    "under another label": ({"App": {0: {"MasterLabel": "Sixsense Staging Test"}}}, Track.ECA),
    "with an old app": (OLD_APP, Track.MIXED),
    "with an old token": (OLD_TOKEN, Track.MIXED),
    "an old app alone": (NO_ECA | NO_TOKEN | OLD_APP, Track.LEGACY),
    "an old token alone": (NO_ECA | OLD_TOKEN, Track.LEGACY),
    "nothing": (NO_ECA | NO_TOKEN, Track.NONE),
    "nothing said": ({"*": "INSUFFICIENT_ACCESS"}, Track.UNKNOWN),
    "the app is there, old things cannot be seen": ({"LegacyApp": "INVALID_FIELD"}, Track.ECA),
    "no app, old things cannot be seen": (
        NO_ECA | NO_TOKEN | {"LegacyApp": "INVALID_FIELD"},
        Track.UNKNOWN,
    ),
    "the app cannot be seen, an old token": (
        OLD_TOKEN | {"VendorPackage": "INVALID_TYPE"},
        Track.UNKNOWN,
    ),
    "an app of that label, no package": (
        NO_ECA | {"App": [{"Id": "0xI000000000001AAA"}]},
        Track.UNKNOWN,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_track(org, case):
    given, track = CASES[case]
    answer = report(CheckOrg(org="acme"), org(given))
    assert answer.track is track
    assert answer.track_why


@pytest.mark.parametrize("said", [Track.ECA, Track.LEGACY])
@pytest.mark.parametrize("case", CASES)
def test_a_persons_word_goes_first(org, case, said):
    answer = report(CheckOrg(org="acme", track=said), org(CASES[case][0]))
    assert answer.track is said


def status(answer, check):
    return next(f.status for f in answer.findings if f.check == check)


def test_absence_is_no_fault_where_the_track_is_unknown(org):
    given = NO_ECA | NO_TOKEN | {"LegacyApp": "INVALID_FIELD"}
    answer = report(CheckOrg(org="acme"), org(given))
    assert status(answer, "package-installed") is Status.UNKNOWN
    assert answer.verdict == "unknown"
    assert "as legacy" in answer.diagnosis.next
    said = report(CheckOrg(org="acme", track=Track.ECA), org(given))
    assert status(said, "package-installed") is Status.FAIL


def test_the_legacy_article_is_judged_alone_and_migration_is_offered(org):
    answer = report(CheckOrg(org="acme"), org(base="legacy"))
    assert (answer.track, answer.verdict) == (Track.LEGACY, "ok")
    assert "migrate" in answer.track_why
    assert status(answer, "legacy-user-assigned") is Status.OK
    assert status(answer, "app-enabled") is Status.NOT_APPLICABLE


def test_what_is_left_of_the_old_app_colours_a_mixed_org_only(org):
    answer = report(CheckOrg(org="acme"), org(OLD_APP))
    left = {f.check: f for f in answer.findings if f.check.startswith("legacy-")}
    assert len(left) == 5
    assert not any(f.decisive for f in left.values())
    assert left["legacy-app-installed"].status is Status.OK
    assert left["legacy-user-authorised"].status is Status.NOT_APPLICABLE
    assert "nothing to mend" in left["legacy-user-authorised"].evidence.seen
    assert answer.verdict == "ok"
    assert "sfdc_6sense_oauth_app is installed" in answer.track_why


def test_a_plane_names_the_cause_not_what_waits_for_it(org):
    not_in_menu = {"UserToken": {"AppMenuItem": None}, "VendorToken": {"AppMenuItem": None}}
    answer = report(CheckOrg(org="acme"), org({"LegacyApp": []} | not_in_menu, base="legacy"))
    assert (answer.verdict, answer.diagnosis.cause) == ("warn", "legacy-app-installed")
    assert "is not installed" in answer.planes.sixsense_to_org.why
