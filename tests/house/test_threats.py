"""The threat model names the tests that show what it claims: they are there."""

import re


def test_every_test_the_threat_model_names_is_there(house):
    text = house.texts["docs/threat-model.md"]
    named = set(re.findall(r"`(tests/[^`]+)`", text))
    assert len(named) > 10
    gone = [name for name in named if not any(path.startswith(name) for path in house.paths)]
    assert not gone, "\n".join(gone)


def test_whoever_might_try_meets_something_that_a_test_shows(house):
    text = house.texts["docs/threat-model.md"].partition("## Who might try")[2]
    rows = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 8
    assert [row for row in rows if "`tests/" not in row] == []
