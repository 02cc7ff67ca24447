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
