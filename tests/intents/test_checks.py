"""One table per check in `tables/`: raw rows in, status out."""

from pathlib import Path

import pytest
import yaml

from intents.checks import CHECKS
from intents.facts import FACTS
from intents.finding import Status
from intents.intent import CheckOrg, Track
from intents.report import report

TABLES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "tables").glob("*.yaml"))
}
ROWS = [(check, row) for check, rows in TABLES.items() for row in rows]
#: What the coverage meter counts.
COUNTS = {"every": len(FACTS), "all_but_one": len(FACTS) - 1}
#: Nothing in an org makes these bad.
NEVER_BAD = {"recent-changes", "api-access-control"}
NEVER_UNKNOWN = {"bot-can-see"}  # that it cannot see is what it says
#: What a check speaks of may not be there, and its table shows what it says then.
NO_APP = {
    "package-installed", "package-for-everyone", "app-present", "app-packaged", "app-installed",
    "app-policies-present", "app-enabled", "oauth-enabled", "start-page-none",
    "permitted-users-self-authorize", "refresh-token-by-inactivity", "refresh-token-30-days",
    "ip-restrictions-enforced", "session-timeout-in-range", "eca-scopes-cover", "eca-authorised",
}  # fmt: skip
NOT_APPLICABLE = {
    "legacy-app-visible", "legacy-app-installed", "legacy-admin-approved", "legacy-user-assigned",
    "legacy-user-authorised", "first-consent-by-setup-user", "app-not-blocked",
    "installer-may-install", "setup-user-may-consent", "recent-logins", "recent-changes",
    "pardot-covered", "sales-engagement-covered",
}  # fmt: skip
NOBODY_NAMED = {
    "setup-user-licensed", "users-differ", "user-active", "user-not-frozen", "user-api-enabled",
    "user-can-consent", "token-slots", "object-access", "field-access",
}  # fmt: skip
NOT_PROVIDED = {"api-access-control"}
#: Every org has what these speak of: a sign-in, limits, itself; and only a person sees the last.
ALWAYS_THERE = {
    "bot-connected", "bot-can-see", "api-budget", "org-open",
    "sixsense-connected", "data-sync-choice", "consent-given",
}  # fmt: skip


@pytest.mark.parametrize(("check", "row"), ROWS, ids=[f"{c}: {r['case']}" for c, r in ROWS])
def test_rows_in_status_out(org, check, row):
    said = Track(row["as"]) if "as" in row else None
    heard = org(row.get("given"), row.get("names"), row.get("base", "healthy"))
    found = [
        f for f in report(CheckOrg(org="acme", track=said), heard).findings if f.check == check
    ]
    mine = [f for f in found if f.subject == row.get("subject", found[0].subject)]
    assert [f.status for f in mine] == [Status(row["status"])], mine
    assert row.get("seen", "").format(**COUNTS) in mine[0].evidence.seen
    assert mine[0].blocked_by == row.get("by")


def test_every_check_has_a_table():
    assert set(TABLES) == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_a_table_shows_good_bad_and_unknown(check):
    shown = {row["status"] for row in TABLES[check]}
    if shown == {"manual"}:
        return
    assert "ok" in shown
    assert check in NEVER_BAD or shown & {"fail", "warn"}
    assert check in NEVER_UNKNOWN or shown & {"unknown", "blocked"}


def test_every_check_can_be_absent_or_never_is():
    every = [*NO_APP, *NOT_APPLICABLE, *NOBODY_NAMED, *NOT_PROVIDED, *ALWAYS_THERE]
    assert sorted(every) == sorted(CHECKS)


@pytest.mark.parametrize("check", sorted(set(CHECKS) - ALWAYS_THERE))
def test_a_table_shows_what_is_not_there(check):
    rows = TABLES[check]
    if check in NO_APP:
        assert any(row["case"].startswith("absent") for row in rows)
    elif check in NOT_APPLICABLE:
        assert any(row["status"] == "not-applicable" for row in rows)
    elif check in NOBODY_NAMED:
        unnamed = [row for row in rows if row.get("names") == {}]
        assert unnamed
        assert {row["status"] for row in unnamed} <= {"unknown", "blocked"}
    else:
        assert any(row["case"].startswith("not provided") for row in rows)
