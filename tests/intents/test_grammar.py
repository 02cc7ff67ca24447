"""What people type. Nothing they can type breaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.asked import Asked
from intents.asked.knowledge import Triage
from intents.checks import CHECKS
from intents.grammar import ORG, VERBS, parse
from intents.intent import CheckOrg, Help, Track, read

CHECK = CheckOrg(org="acme-prod")
ONLY = CheckOrg(org="acme-prod", only=("app-enabled", "oauth-enabled"))
BOTH = CheckOrg(org="acme-prod", track=Track.LEGACY, only=("app-enabled",))
UNDERSTOOD = {
    "check acme-prod": CHECK,
    "CHECK acme-prod": CHECK,
    "  check \t acme-prod\n": CHECK,
    "check `acme-prod`": CHECK,
    "check “acme-prod”": CHECK,
    "check 'acme-prod'": CHECK,
    "check acme-prod as eca": CheckOrg(org="acme-prod", track=Track.ECA),
    "check acme-prod AS Legacy": CheckOrg(org="acme-prod", track=Track.LEGACY),
    "check acme-prod only app-enabled": CheckOrg(org="acme-prod", only=("app-enabled",)),
    "check acme-prod only app-enabled, oauth-enabled": ONLY,
    "check acme-prod only app-enabled,oauth-enabled": ONLY,
    "check acme-prod only app-enabled oauth-enabled app-enabled": ONLY,
    "check acme-prod only App_Enabled, OAUTH-ENABLED": ONLY,
    "check acme-prod as legacy only app-enabled": BOTH,
    "check acme-prod only app-enabled as legacy": BOTH,
    "check as": CheckOrg(org="as"),
    "check only only app-enabled": CheckOrg(org="only", only=("app-enabled",)),
    "": Help(),
    "   ": Help(),
    "help": Help(),
    "HELP me": Help(),
}
#: What is typed → what is near, and a word of why.
PUZZLING = {
    "chek acme-prod": ("check acme-prod", ""),
    "chekc": ("check <org>", ""),
    "hlep": ("help", ""),
    "acme-prod": ("check acme-prod", ""),
    "check": (None, "which org"),
    "check acme prod": ("check acme", ""),
    "check acme!": (None, "letters, digits"),
    "check " + "a" * 65: (None, "letters, digits"),
    "check ünïcode": (None, "letters, digits"),
    "check acme as": ("check acme", ""),
    "check acme as eka": ("check acme as eca", ""),
    "check acme as something": ("check acme as eca", ""),
    "check acme as eca as legacy": ("check acme", ""),
    "check acme only": ("check acme", ""),
    "check acme only app-enabld": ("check acme only app-enabled", "no check"),
    "check acme only zzz": (None, "no check"),
    "check <!channel>": (None, "letters, digits"),
    "check '; DELETE FROM User": ("check ;", None),
    "SELECT Id FROM User WHERE Name = 'x'": (None, ""),
    "<!channel> hello": (None, ""),
    "🙂": (None, ""),
    "x" * 10_000: (None, ""),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_understood(text):
    assert parse(text) == UNDERSTOOD[text]


@pytest.mark.parametrize("text", PUZZLING, ids=lambda text: text[:40])
def test_puzzling(text):
    near, why = PUZZLING[text]
    said = parse(text)
    assert isinstance(said, Help)
    assert 0 < len(said.unknown) <= 80 or said.why
    if why is not None:
        assert why in said.why
        assert (said.near[:1] or (None,))[0] == near


@given(st.text(max_size=300))
def test_nothing_breaks_it(text):
    said = parse(text)
    assert isinstance(said, Asked)
    assert read(said.model_dump_json()) == said


WORD = st.sampled_from(["check", "as", "only", "eca", "legacy", ",", "help", *list(CHECKS)[:4]])


@given(st.lists(WORD | st.text(max_size=6), max_size=8).map(" ".join))
def test_nothing_near_a_command_breaks_it(text):
    said = parse(text)
    if isinstance(said, CheckOrg):
        assert ORG.fullmatch(said.org)
        assert set(said.only) <= set(CHECKS)


def test_what_is_shown_again_is_short_and_printable():
    said = parse("check acme \u202e" + "x" * 10_000)
    assert len(said.unknown) <= 80
    assert said.unknown.isprintable()


SECRETS = [
    "00Dxx0000001gPLEAY!AQ4AQPlQ.k3yE_x4mple9dKzQwT7",
    "5Aep861KIwKdekr90IDidO4EhfJiYo3fzEvTvsEgM9sfDpGX0qwFeQz",
    "client_secret=8B3C1D5E7F9A2B4C6D8E0F1A2B3C4D5E6F708192",
]
COMMANDS = [
    *VERBS,
    *("chek", "expalin", "check acme", "check acme only", "connect acme", "guide x in"),
    *("explain", "rename acme", "people acme setup", "triage invalid_grant in", "hello there"),
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("said", COMMANDS)
def test_no_command_holds_a_secret(said, secret):
    for text in (f"{said} {secret}", f"{said} {secret} app-enabled", f"{secret} {said}"):
        intent = parse(text)
        assert secret[-20:] not in intent.model_dump_json()
        assert isinstance(intent, Triage)
        assert intent.removed


def test_the_org_of_a_paste_with_a_secret_is_still_read():
    asked = parse(f"triage OAUTH_APP_BLOCKED sid={SECRETS[0]} in acme-prod")
    assert isinstance(asked, Triage)
    assert (asked.org, asked.text) == ("acme-prod", "OAUTH_APP_BLOCKED sid=[session id removed]")
