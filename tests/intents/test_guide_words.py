"""How a walkthrough is asked for in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.asked.walks import ME, Guide
from intents.grammar import parse
from intents.intent import Help, read

UNDERSTOOD = {
    "guide": Guide(playbook=""),
    "guide eca-setup": Guide(playbook="eca-setup"),
    "GUIDE ECA_Setup": Guide(playbook="eca-setup"),
    "guide eca setup": Guide(playbook="eca-setup"),
    "guide `eca-setup`": Guide(playbook="eca-setup"),
    "guide eca-setup in acme-prod": Guide(playbook="eca-setup", org="acme-prod"),
    "guide eca-setup for me": Guide(playbook="eca-setup", person=ME),
    "guide eca-setup for <@U0CARA001|cara>": Guide(playbook="eca-setup", person="U0CARA001"),
    "guide eca-setup for <@W0CARA001>": Guide(playbook="eca-setup", person="W0CARA001"),
    "guide eca-setup for @cara": Guide(playbook="eca-setup", person="@cara"),
    "guide eca-setup IN acme FOR me": Guide(playbook="eca-setup", person=ME, org="acme"),
    "guide eca-setup for <@U0CARA001|cara> in acme-prod": Guide(
        playbook="eca-setup", person="U0CARA001", org="acme-prod"
    ),
}
PUZZLING = {  # typed → a word of why
    "guide eca-setup for": "whom",
    "guide eca-setup for cara": "whom",
    "guide eca-setup for <@S0GROUP|group>": "whom",
    "guide eca-setup in": "which org",
    "guide eca-setup in acme!": "letters, digits",
    "guide eca-setup in acme in beta": "there may be",
    "guide eca-setup for me and him": "there may be",
    "guide for me": "which walkthrough",
    "guide in acme": "which walkthrough",
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_what_is_understood(typed):
    assert parse(typed) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", PUZZLING)
def test_what_is_not_is_said_to_be(typed):
    said = parse(typed)
    assert isinstance(said, Help)
    assert PUZZLING[typed] in said.why


@given(st.text(max_size=200))
def test_anything_after_guide_becomes_an_intent_that_can_be_stored(text):
    asked = parse(f"guide {text}")
    assert read(asked.model_dump_json()) == asked
