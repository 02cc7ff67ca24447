"""One setting of an org changes, and exactly the findings that depend on it change.

The rows are in `tests/intents/one_change.yaml`; the org, the gateway and the judging are real.
"""

from pathlib import Path

import pytest
import yaml

from intents.intent import CheckOrg
from intents.report import report

FILE = Path(__file__).parents[2] / "intents" / "one_change.yaml"
ROWS = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def statuses(practice):
    found = report(CheckOrg(org="acme-prod"), practice.learn()).findings
    alone = {f.check for f in found if sum(f.check == g.check for g in found) == 1}
    return {f.check if f.check in alone else f"{f.check} {f.subject}": str(f.status) for f in found}


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['scenario']}: {r['setting']}" for r in ROWS])
def test_exactly_what_depends_on_it_changes(practice, row):
    practice.org.load(row["scenario"])
    practice.connect()
    before = statuses(practice)
    practice.org.change(row["patch"])
    after = statuses(practice)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert {name: after.get(name) for name in sorted(changed)} == row["then"]
