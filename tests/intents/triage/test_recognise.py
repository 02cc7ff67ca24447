"""The forms a paste comes in: wrapped, damaged, misspelt, several at once; and what is not ours."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from intents.error import Kind
from intents.errors import ERRORS
from intents.recognise import recognise
from intents.recognise.folded import Folded, fold
from intents.recognise.plain import plain
from intents.recognise.spelling import Vocabulary, within
from intents.triage import triage

FORMS = yaml.safe_load((Path(__file__).parent / "forms.yaml").read_text(encoding="utf-8"))


def told(text):
    return [found.error.slug for found in recognise(text).found]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["paste"][:40].replace("::", ":"))
def test_a_form_is_read(form):
    assert [answer.error for answer in triage(form["paste"]).recognised] == form["is"]


#: What happens to a code on its way into a chat: (name, what it does to the code).
DAMAGE = {
    "as it is": lambda code, _: code,
    "scanned": lambda code, _: code.replace("O", "0").replace("I", "l").replace("l", "1"),
    "rn for m": lambda code, _: code.replace("m", "rn").replace("M", "rn"),
    "no underscores": lambda code, _: code.replace("_", ""),
    "spaces": lambda code, _: code.replace("_", " "),
    "in lower case": lambda code, _: code.lower(),
    "in upper case": lambda code, _: code.upper(),
    "dashes": lambda code, _: code.replace("_", "-"),
    "a space within": lambda code, at: f"{code[:at]} {code[at:]}",
    "broken": lambda code, at: f"{code[:at]}\n> {code[at:]}",
    "a letter lost": lambda code, at: code[:at] + code[at + 1 :],
    "a letter twice": lambda code, at: code[:at] + code[at] + code[at:],
    "hidden characters": lambda code, _: "\u200b".join(code),
    "entities": lambda code, _: code.replace("_", "&#95;"),
    "percent": lambda code, _: code.replace("_", "%5F"),
    "twice percent": lambda code, _: code.replace("_", "%255F"),
    "markdown": lambda code, _: code.replace("_", "\\_"),
    "spaced underscores": lambda code, _: code.replace("_", " _ "),
    "bold": lambda code, _: code.replace("_", "</b>_<b>"),
}
AROUND = (
    "{}",
    "Salesforce error: {}",
    "Hi,\n\nthe customer sees {} when connecting Salesforce.\nThanks",
    "“{}”",
    "[**{}**](https://acme.my.salesforce.com)",
)
CODES = [
    (code.text, error.slug)
    for error in ERRORS.values()
    for code in error.codes
    if code.kind is not Kind.STATUS and not (code.described or code.exact)
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_code_is_still_that_code(damage):
    missed = []
    for number, (code, slug) in enumerate(CODES):
        at = 2 + number % (len(code) - 3)
        for around in AROUND:
            text = around.format(DAMAGE[damage](code, at))
            if told(text) != [slug]:
                missed.append((text, told(text), slug))
    assert len(missed) <= len(CODES) * len(AROUND) * 0.02, missed[:10]


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("INVALID_FIELD", "INVALID_ID_FIELD"),
        ("invalid_client", "invalid_client_secret_jwt"),
        ("invalid_grant", "my_invalid_grant_handler"),
        ("INSUFFICIENT_ACCESS", "GUEST_INSUFFICIENT_ACCESS"),
        ("PASSWORD_LOCKOUT", "CANNOT_PASSWORD_LOCKOUT"),
        ("invalid_scope", "invalid_code"),
        ("login_error", "logic_error"),
        ("server_error", "observer_error"),
    ],
)
def test_a_longer_or_nearby_name_is_another(code, other):
    assert told(f"Salesforce: {code}")
    assert told(f"Salesforce: {other}") == []


def test_page_code_and_wire_code_of_the_same_thing_are_one_answer():
    read = recognise("OAUTH_EC_APP_NOT_FOUND … error=app_not_found").found
    assert [(one.error.slug, one.read) for one in read] == [
        ("app-not-found", ("OAUTH_EC_APP_NOT_FOUND", "app_not_found"))
    ]


def test_several_errors_come_in_the_order_they_stand():
    text = "invalid_grant: expired access/refresh token, then OAUTH_APP_BLOCKED, then Restricted IP"
    assert told(f"Salesforce: {text}") == ["expired-token", "app-blocked", "restricted-ip"]


@pytest.mark.parametrize("product", ["HubSpot", "Google", "Okta", "Xero", "QuickBooks", "Zoho"])
def test_another_products_word_is_not_ours_and_is_named(product):
    read = recognise(f"{product} answered invalid_grant")
    assert read.found == ()
    assert [(one.code, one.product) for one in read.foreign] == [("invalid_grant", product)]


def test_the_nearest_name_decides():
    assert told("Google works; Salesforce says invalid_grant") == ["invalid-grant"]
    assert told("Salesforce works, we log in there daily; Google says invalid_grant") == []


def test_a_class_of_that_name_is_anybodys():
    assert told("RequestLimitExceeded") == []
    assert told("Salesforce: RequestLimitExceeded") == ["request-limit-exceeded"]


def test_a_bare_code_is_taken_for_ours_and_a_page_of_prose_is_not():
    assert told("invalid_grant") == ["invalid-grant"]
    assert told("invalid_grant " + "and something else happened to us " * 9) == []


@given(st.text())
@example("oauth_" * 300)
@example("%" * 100 + "\\u12" + "&#x110000;" + "&#0;")
@example("\ud800 OAUTH_APP_BLOCKED")
def test_no_text_raises(text):
    for found in recognise(text).found:
        assert found.read


@given(st.text(st.sampled_from("OAUTHECPNFDLBK_ 01l\n>&%=aemr"), max_size=200))
def test_no_text_that_looks_like_codes_raises(text):
    assert triage(text).model_dump()


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_a_page_code_is_found_whatever_stands_around_it(before, after):
    assert "app-not-found" in told(f"{before}\n\n\nOAUTH_EC_APP_NOT_FOUND\n\n\n{after}")


@given(st.text(max_size=200))
def test_what_is_plain_stays_plain(text):
    once = plain(text)
    assert len(Folded(once).spans) == len(Folded(once).words)


def test_look_alikes_are_one_letter():
    assert fold("0AUTH_APP_B1OCKED") == fold("oauth app blocked")
    assert fold("extemal") == fold("external")


@pytest.mark.parametrize(
    ("one", "other", "most", "near"),
    [
        ("abcd", "abcd", 0, True),
        ("abcd", "abdc", 1, True),
        ("abcd", "abd", 1, True),
        ("abcd", "abxd", 1, True),
        ("abcd", "axxd", 1, False),
        ("abcdef", "abc", 2, False),
        ("", "a", 1, True),
    ],
)
def test_distance(one, other, most, near):
    assert within(one, other, most) is near
    assert within(other, one, most) is near


def test_a_misspelt_word_is_mended_and_a_strange_one_left():
    words = Vocabulary(["approved", "consumer"])
    assert [words.meant(w) for w in ("aproved", "consumr", "cnosumer", "banana", "app")] == [
        "approved",
        "consumer",
        "consumer",
        "banana",
        "app",
    ]


@pytest.mark.parametrize(
    ("paste", "slugs"),
    [
        ("| Acme | OAUTH_EC_APP_NOT_FO… | open |", ["app-not-found"]),
        ("Salesforce: invalid_gra...", ["invalid-grant"]),
        ("Salesforce: OAUTH_APP_…, INVALID_SESS…", []),
        ("user hasnâ€™t approved this consumer", ["consumer-not-approved"]),
        (
            '[{"message":"duplicate field selected: Id","errorCode":"INVALID_FIELD"}]',
            ["invalid-field"],
        ),
        ('{"code":"INVALID_FIELD","message":"duplicate field"}', []),
        ("In Slack I can't see the Install button for the 6sense bot", []),
    ],
)
def test_what_is_cut_short_or_garbled_is_read_where_it_is_certain(paste, slugs):
    assert told(paste) == slugs


@pytest.mark.parametrize(
    ("paste", "count"),
    [
        ("Sigma: invalid_grant", 0),
        ("Sigma Computing says invalid_grant", 0),
        ("NocoSigma invalid_grant", 0),
        ("invalid_grant - Sigma", 0),
        ("invalid_grant from the Sigma API", 0),
        ("Sigma app is blocked by your admin", 0),
        ("Sigma and Salesforce: invalid_grant", 1),
        ("Error: invalid_grant", 1),
        ("TokenError: invalid_grant", 1),
        ("Hi Marta: invalid_grant", 1),
        ("invalid_grant in Production", 1),
        ("invalid_client - Unauthorized", 1),
        ("HTTP 400 invalid_grant", 1),
        ("Sigma: OAUTH_APP_BLOCKED", 1),
    ],
)
def test_a_name_in_no_list_is_another_product_too(paste, count):
    assert len(told(paste)) == count


@pytest.mark.parametrize(
    ("paste", "count"),
    [
        ("User is inactive", 1),
        ("Status: User is inactive.", 1),
        ("User is inactive in the CRM sandbox", 1),
        ("User is inactive since May, HR says, please give her laptop to Ben", 0),
        ("Restricted IP", 1),
        ("Restricted IP at the data center: please add the new office", 0),
        ("Our Salesforce admin says the user is frozen since the holidays in May", 1),
    ],
)
def test_what_people_say_of_other_things_counts_alone_or_beside_ours(paste, count):
    assert len(told(paste)) == count
