"""One setting of an org changes, and exactly the findings that depend on it change.

The rows are in `tests/intents/one_change.yaml`; the org, the gateway and the judging are real.
"""

from pathlib import Path

import pytest
import yaml

from intents.checks import CHECKS
from intents.intent import CheckOrg, Track
from intents.report import report

FILE = Path(__file__).parents[2] / "intents" / "one_change.yaml"
ROWS = yaml.safe_load(FILE.read_text(encoding="utf-8"))


#: Nothing that can be set in an org changes these alone.
UNCHANGED = {
    "bot-connected": "with another org everything changes: tests/intents/test_diagnosis.py",
    "api-access-control": "tells the setting, which is good either way",
    "recent-changes": "tells what was done, which is good either way",
    "sixsense-connected": "only a person can see it",
    "data-sync-choice": "only a person can see it",
    "consent-given": "only a person can see it",
}


def statuses(practice, said):
    ask = CheckOrg(org="acme-prod", track=Track(said) if said else None)
    found = report(ask, practice.learn()).findings
    alone = {f.check for f in found if sum(f.check == g.check for g in found) == 1}
    return {f.check if f.check in alone else f"{f.check} {f.subject}": str(f.status) for f in found}


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['scenario']}: {r['setting']}" for r in ROWS])
def test_exactly_what_depends_on_it_changes(practice, row):
    practice.org.load(row["scenario"])
    practice.org.change(row.get("first", {}))
    practice.connect()
    before = statuses(practice, row.get("as"))
    practice.org.change(row["patch"])
    if "connection" in row["patch"]:
        practice.connect()
    after = statuses(practice, row.get("as"))
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert {name: after.get(name) for name in sorted(changed)} == row["then"]


def test_every_check_can_be_changed():
    changed = {name.split()[0] for row in ROWS for name in row["then"]}
    assert set(CHECKS) - changed == set(UNCHANGED)
