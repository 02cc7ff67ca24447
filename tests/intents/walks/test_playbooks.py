"""Every playbook: whole words, checks that exist, an order that is the articles', a source."""

import re

import pytest

from intents.checks import CHECKS
from intents.errors import ERRORS
from intents.intent import Track
from intents.playbook import Page, Playbook, Step
from intents.playbooks import MAIN, PLAYBOOKS
from intents.playbooks.written import sections, step_worded, worded
from intents.words import PEOPLE

PATH = re.compile(r"/lightning/setup/\w+/home|/packaging/installPackage\.apexp\?p0=04t\w{15}")
EVERY = [
    pytest.param(book, step, id=f"{book.name}-{step.name}")
    for book in PLAYBOOKS.values()
    for step in book.steps
]
#: Labels of the vendor's articles and of Salesforce, and the step that has to name each.
LABELS = {
    ("eca-setup", "install-package"): ["Install for all users", "Acknowledge the checkbox"],
    ("eca-setup", "verify-installed"): [
        "Apps → External Client Apps → External Client App Manager",
        "6sense External Client App",
        "Packaged",
        "Installed",
    ],
    ("eca-setup", "start-page"): ["Policies", "Edit", "App Policies", "None", "Start Page"],
    ("eca-setup", "permitted-users"): [
        "OAuth Policies",
        "Permitted users",
        "All users can self-authorize",
    ],
    ("eca-setup", "refresh-token-policy"): [
        "App Authorization",
        "Expire refresh token if not used for specific time",
        "Refresh Token Validity Period",
        "30",
        "Refresh Token Validity Unit",
        "Day(s)",
    ],
    ("eca-setup", "ip-relaxation"): ["IP Relaxation", "Enforce IP restrictions"],
    ("eca-setup", "session-timeout"): ["Session Timeout in Minutes", "1 to 1440"],
    ("eca-setup", "verify"): ["Enabled", "OAuth is enabled"],
    ("connected-app-new", "permission-set"): [
        "Permission Sets",
        "License field blank",
        "System Permissions",
        "Approve Uninstalled Connected Apps",
        "Edit Assignments",
        "Add icon",
        "Sixsense_Integration_Access",
    ],
    ("connected-app-new", "make-visible"): [
        "Salesforce (Production)",
        "setup user",
        "Allow",
        "Save & Next",
        "Finish",
    ],
    ("connected-app-new", "install-app"): [
        "Connected Apps OAuth Usage",
        "sfdc_6sense_oauth_app",
        "Install",
    ],
    ("connected-app-new", "app-policies"): [
        "sfdc_6sense_integration_connected_app",
        "Manage App Policies",
        "Edit Policies",
        "Admin approved users are pre-authorized",
        "Select OK",
    ],
    ("connected-app-new", "assign-user"): ["Manage Profiles", "Manage Permission Sets"],
    ("connected-app-new", "reauthorise"): [
        "Settings → All Integrations → CRM → Connect to Salesforce",
        "Sign in with a different Salesforce account",
    ],
    ("connected-app-existing", "locate"): ["App Manager → Connected Apps OAuth Usage"],
}
#: What has to be warned of before it is done.
DANGERS = {
    ("connected-app-new", "app-policies"): "logs out every user",
    ("connected-app-new", "reauthorise"): "Pardot and Sales Engagement",
    ("connected-app-existing", "something-fails"): "interrupts",
    ("connected-app-existing", "admin-approved"): "logs out every user",
    ("connected-app-existing", "reauthorise"): "Pardot and Sales Engagement",
    ("migrate-to-eca", "reconnect-salesforce"): "Pardot and Sales Engagement",
    ("migrate-to-eca", "retire"): "stops at once",
    ("eca-setup", "ip-relaxation"): "Login IP Ranges",
}
WORDS = """# Title

Why.

## Takes

A minute

## Source

Help

## one: First

Lead.

### Do

1. Click.

### Where

Users — /lightning/setup/ManageUsers/home

### Who

setup user

### Source

Help
"""


def test_there_is_one_for_each_way_and_for_each_error():
    assert [book.name for book in MAIN] == [
        "eca-setup",
        "connected-app-new",
        "connected-app-existing",
        "migrate-to-eca",
    ]
    assert set(PLAYBOOKS) == {b.name for b in MAIN} | {f"fix-{slug}" for slug in ERRORS}
    assert {e.playbook for e in ERRORS.values()} - {""} <= set(PLAYBOOKS)
    assert {name: book.name for name, book in PLAYBOOKS.items()} == {n: n for n in PLAYBOOKS}


def test_every_playbook_has_code_and_words(house_of_playbooks):
    code, words = house_of_playbooks
    assert words == {book.name.replace("-", "_") for book in MAIN} | {"fix"}
    assert code - {"__init__", "written"} == words


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_an_opening_says_what_why_and_how_long(name):
    book = PLAYBOOKS[name]
    assert book.title
    assert not book.title.endswith(".")
    assert len(book.opening) > 40
    assert book.takes
    assert book.source
    assert len(set(book.names)) == len(book.names) > 1


@pytest.mark.parametrize(("book", "step"), EVERY)
def test_each_step_is_told_whole(book, step):
    assert step.title
    assert not step.title.endswith(".")
    assert step.lead.endswith((".", "?"))
    assert step.who in PEOPLE
    assert step.do
    assert all(click.endswith((".", ":", ")")) for click in step.do)
    assert step.pages
    assert all(page.path == "" or PATH.fullmatch(page.path) for page in step.pages)
    assert step.source
    if "rticle" in step.source:
        assert "read 2026-11-22" in step.source
    told = repr(step)
    assert "{" not in told
    assert "@" not in told


@pytest.mark.parametrize(("book", "step"), EVERY)
def test_each_proof_exists_and_each_way_back_leads_back(book, step):
    assert set(step.looks) <= set(CHECKS)
    before = book.names[: book.names.index(step.name)]
    assert all(detour.to in before for detour in step.detours)
    assert not (step.applies and step.checks)


@pytest.mark.parametrize(("where", "labels"), LABELS.items(), ids="/".join)
def test_labels_are_exact(where, labels):
    step = PLAYBOOKS[where[0]].step(where[1])
    text = " ".join((step.title, *step.do, step.picture))
    assert [label for label in labels if label not in text] == []


@pytest.mark.parametrize(("where", "danger"), DANGERS.items(), ids="/".join)
def test_dangers_are_told_before(where, danger):
    assert danger in PLAYBOOKS[where[0]].step(where[1]).warning


def test_the_order_is_the_articles():
    assert PLAYBOOKS["eca-setup"].names == (
        "be-admin",
        "install-package",
        "for-all-users",
        "verify-installed",
        "start-page",
        "permitted-users",
        "refresh-token-policy",
        "ip-relaxation",
        "session-timeout",
        "save",
        "connect",
        "verify",
    )
    assert PLAYBOOKS["connected-app-new"].names == (
        "api-access-control",
        "permission-set",
        "make-visible",
        "install-app",
        "app-policies",
        "assign-user",
        "reauthorise",
        "verify-access",
        "reconnect-pardot",
        "reconnect-sales-engagement",
    )
    existing = PLAYBOOKS["connected-app-existing"].names
    assert existing[1:6] == (
        "locate",
        "install-app",
        "admin-approved",
        "add-profile-or-set",
        "reauthorise",
    )
    migrate = PLAYBOOKS["migrate-to-eca"].names
    order = ("inventory", "install-package", "save", "reconnect-salesforce", "first-use", "retire")
    assert [name for name in migrate if name in order] == list(order)


@pytest.mark.parametrize("slug", ERRORS)
def test_an_error_is_explained_repaired_retried_and_verified(slug):
    error, book = ERRORS[slug], PLAYBOOKS[f"fix-{slug}"]
    first, *_, last = book.steps
    assert first.name == "cause"
    assert first.shows == error.checks
    assert error.cause in first.lead
    assert {"retry-login", "try-again"} & set(book.names)
    assert len(book.steps) > 2 or "verify" in book.names
    proven = {check for step in book.steps for check in step.checks}
    if proven:
        assert last.name == "verify"
        assert proven == set(last.checks)


def test_repairs_reuse_the_words_of_the_main_playbooks():
    setup, fix = PLAYBOOKS["eca-setup"], PLAYBOOKS["fix-app-not-found"]
    assert fix.step("install-package").do == setup.step("install-package").do
    names = PLAYBOOKS["fix-approval-error-generic"].names
    assert names.index("permission-set") < names.index("make-visible") < names.index("install-app")


def test_where_both_kinds_of_app_are_mended_each_step_says_for_which():
    steps = {step.name: step.lead for step in PLAYBOOKS["fix-app-access-denied"].steps}
    for name, app in (
        ("permitted-users", "the External Client App"),
        ("app-policies", "the old Connected App"),
        ("assign-user", "the old Connected App"),
    ):
        assert steps[name].startswith(f"Only where 6sense is to use {app}. ")
    assert not any(
        step.lead.startswith("Only where") for step in PLAYBOOKS["fix-app-not-found"].steps
    )


def test_two_tracks_are_never_judged_as_one():
    assert PLAYBOOKS["eca-setup"].track is PLAYBOOKS["migrate-to-eca"].track is Track.ECA
    assert PLAYBOOKS["connected-app-new"].track is Track.LEGACY
    assert PLAYBOOKS["connected-app-existing"].track is Track.LEGACY
    assert {book.track for book in PLAYBOOKS.values() if book.name.startswith("fix-")} == {None}


def test_words_and_structure_are_joined():
    book = worded(Playbook("p", (Step("one", checks=("app-enabled",)),)), WORDS)
    assert book.title == "Title"
    assert book.takes == "A minute"
    assert book.steps[0].pages == (Page("Users", "/lightning/setup/ManageUsers/home"),)
    assert book.steps[0].do == ("Click.",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Title", "Title"),
        ("## Takes\n", "**Takes**\n"),
        ("### Do\n", "**Do**\n"),
        ("### Do\n", "### Does\n"),
        ("### Who\n", "### Whom\n"),
        ("## one: First", "## two: First"),
        ("setup user", "somebody"),
    ],
)
def test_a_fault_in_the_words_is_told(old, new):
    with pytest.raises(ValueError, match=r".+: .+"):
        worded(Playbook("p", (Step("one"),)), WORDS.replace(old, new, 1))


def test_a_step_that_brings_its_words_needs_none():
    _, said = sections(WORDS)
    one = step_worded(Step("zero"), *said["one"])
    book = worded(Playbook("p", (one, Step("one"))), WORDS)
    assert book.steps[0].title == book.steps[1].title == "First"
