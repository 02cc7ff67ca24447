"""Every error in plain words, complete; its codes each mean one thing."""

from collections import Counter
from importlib.resources import files

import pytest

from intents.checks import CHECKS
from intents.error import Kind, parsed
from intents.errors import ERRORS, find
from intents.finding import Status
from intents.playbooks import PLAYBOOKS
from intents.words import PEOPLE

#: Checks that tell and never judge: what they find good says nothing.
INFORMATIVE = {"api-access-control", "recent-changes", "recent-logins"}
GOOD = """# A title

Why.

## Codes

- `x_y` — wire

## Next

Do it.

## Who

6sense

## Source

Help
"""


@pytest.mark.parametrize("slug", ERRORS)
def test_an_error_is_told_whole(slug):
    error = ERRORS[slug]
    assert error.slug == slug
    assert error.name
    assert not error.name.endswith(".")
    assert len(error.cause) > 30
    assert error.next.endswith(".")
    assert error.who in PEOPLE
    assert set(error.checks) <= CHECKS.keys()
    assert {sign.check for sign in error.confirmed_by} <= set(error.checks)
    assert set(error.refuted_by) <= set(error.checks) - INFORMATIVE
    assert error.playbook in PLAYBOOKS
    if error.source.startswith("Article"):
        assert "read 2026-11-22" in error.source


def test_every_file_is_in_the_registry():
    here = {path.name for path in files("intents.errors").iterdir() if path.name.endswith(".md")}
    assert here == {f"{slug.replace('-', '_')}.md" for slug in ERRORS}


@pytest.mark.parametrize("slug", ERRORS)
def test_its_neighbours_are_errors_too(slug):
    for other in ERRORS[slug].unlike:
        code, _, difference = other.partition(": ")
        assert difference
        known = find(code)
        assert known is None or known.slug != slug


def test_what_an_error_covers_is_another_error():
    for slug, error in ERRORS.items():
        assert set(error.covers) <= ERRORS.keys() - {slug}


def test_a_code_alone_means_one_error():
    codes = [c.text.casefold() for e in ERRORS.values() for c in e.codes if not c.described]
    assert [code for code, count in Counter(codes).items() if count > 1] == []


def test_what_is_only_described_has_an_error_of_its_own_or_a_description():
    for error in ERRORS.values():
        if all(code.described for code in error.codes):
            assert error.says or error.may_say or error.with_its_code


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("OAUTH_EC_APP_NOT_FOUND", "app-not-found"),
        ("app_not_found", "app-not-found"),
        (" oauth_app_blocked ", "app-blocked"),
        ("invalid_grant", "invalid-grant"),
        ("user is frozen", "user-frozen"),
        ("expired-token", "expired-token"),
        ("INVALID_SESSION_ID", "invalid-session-id"),
        ("nonsense", None),
        ("", None),
    ],
)
def test_an_error_is_found_by_any_of_its_names(asked, slug):
    found = find(asked)
    assert (found.slug if found else None) == slug


def test_a_page_code_stands_first():
    for error in ERRORS.values():
        kinds = [code.kind for code in error.codes]
        assert Kind.PAGE not in kinds or kinds[0] is Kind.PAGE


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("# A title", "A title"),
        GOOD.replace("## Who", "## Whom"),
        GOOD.replace("## Source", "## Sources"),
        GOOD.replace("`x_y` — wire", "x_y"),
        GOOD.replace("wire", "page, no such note"),
        GOOD.replace("## Who", "## Track\n\nlegacy\n\n## Who"),
        GOOD.replace("## Who", "## Confirmed by\n\n- user-active — broken\n\n## Who"),
    ],
)
def test_markdown_that_lacks_something_is_told(text):
    assert parsed("good", GOOD).code == "x_y"
    with pytest.raises(ValueError, match=r"good|Code|track|broken"):
        parsed("good", text)


def test_which_findings_show_it_is_read():
    text = GOOD.replace(
        "## Who", "## Confirmed by\n\n- user-active\n- org-open — warn\n\n## Track\n\neca\n\n## Who"
    )
    error = parsed("good", text)
    said = [(sign.check, sign.status) for sign in error.confirmed_by]
    assert said == [("user-active", Status.FAIL), ("org-open", Status.WARN)]
    assert (error.track, error.refuted_by) == ("eca", ())
