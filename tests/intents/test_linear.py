"""What anybody may send costs time in proportion to its length: nobody can hold up the door.

Not a test of speed: what looks on again from each place takes a hundred times the bound.
"""

import time

import pytest

from bot.slack import payload
from intents.grammar import parse

UNITS = (
    "\\", " ", "\t", "\n", "<http:", "<@U", "=\n", "%25", "&amp;", "\u200b", "in ", "> ", "'",
    "00D", "code=", "=3D", '{"', "[", "<input ", "<b>", "Bearer ", "\\u0041", "\\n", "OAUTH_", "|",
    "password=${", "client secret ", "eyJ", " -u a:", "…", "â€™", "a_b...",
)  # fmt: skip
LENGTH, BOUND = 40_000, 3.0  # characters, as many as Slack sends; seconds of this process


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_long_run_of_one_thing_is_read_at_once(unit):
    run = unit * (LENGTH // len(unit))
    began = time.process_time()
    for text in (run, f"triage x{run}y", f"x{run}"):
        assert parse(payload.words(text)) is not None
    assert time.process_time() - began < BOUND
