"""Playbooks on what orgs really say: judged by the checks themselves, changed between looks."""

import pytest

from intents.asker import Person
from intents.fact import Heard
from intents.playbooks import MAIN, PLAYBOOKS
from intents.report import report
from intents.walk import State, asks, asks_at_opening, needs
from intents.walks.able import able
from intents.walks.listing import listed
from intents.walks.looks import looked, opened
from intents.walks.moves import confirmed

NOW = "2026-11-22T10:05:00+00:00"
WHO = Person("U0CARA001", "T1")
GONE = ("VendorPackage", "InstalledPackage", "PackageLicense", "App", "AnyApp", "AppState",
        "AppPolicy", "OauthPolicy", "OauthSettings")  # fmt: skip
OTHER_PACKAGE = {
    "Id": "0A3000000000002AAA",
    "SubscriberPackageId": "033000000000002AAA",
    "SubscriberPackage": {"NamespacePrefix": "other_ns"},
    "SubscriberPackageVersionId": "04t000000000002AAA",
    "SubscriberPackageVersion": {"MajorVersion": 3, "MinorVersion": 0, "PatchVersion": 1},
}
#: What an org says that has other packages, and nothing of 6sense.
ABSENT = {kind: [] for kind in GONE} | {"InstalledPackage": [OTHER_PACKAGE]}
#: A step, and what an org says while it is not done.
UNDONE = {
    "start-page": {"AppPolicy": {"StartPage": "OAUTH"}},
    "permitted-users": {"OauthPolicy": {"PermittedUsersPolicyType": "AdminApprovedPreAuthorized"}},
    "refresh-token-policy": {"OauthPolicy": {"RefreshTokenValidityPeriod": 7}},
    "ip-relaxation": {"OauthPolicy": {"IpRelaxationPolicyType": "Bypass"}},
    "session-timeout": {"OauthPolicy": {"SessionTimeoutInMinutes": None}},
    "verify": {"AppPolicy": {"IsEnabled": False}},
}


def begun(name, heard):
    book = PLAYBOOKS[name]
    seen = report(asks_at_opening(book, "acme"), heard)
    return book, opened(
        book, person=WHO, asked_by=WHO, at=NOW, org="acme", report=seen, receipt="w1"
    )


def again(walk, book, before, now):
    """A look at the step it is at: only its facts are heard anew."""
    names = {kind.__name__ for kind in needs(walk, book)}
    fresh = Heard(
        answers={name: answer for name, answer in now.answers.items() if name in names},
        identity=now.identity,
        names=now.names,
    )
    known = before.renewed(fresh)
    return looked(walk, book, report(asks(walk, book), known), NOW), known


def open_steps(walk, book):
    return [name for name in book.names if not walk.stand(name).settled]


def test_a_healthy_org_has_nothing_left_to_do(org):
    book, walk = begun("eca-setup", org())
    assert walk.finished(book)
    assert {stand.state for stand in walk.stands.values()} == {State.TRUE}


@pytest.mark.parametrize("step", UNDONE)
def test_one_thing_undone_is_where_it_begins_and_done_is_seen(org, step):
    broken = org(UNDONE[step])
    book, walk = begun("eca-setup", broken)
    assert walk.here == step
    still, known = again(walk, book, broken, broken)
    assert still.here == step
    done, known = again(still, book, known, org())
    assert done.stand(step).state is State.TRUE
    while not done.finished(book):
        done, known = again(done, book, known, org())


def test_a_form_saved_at_once_turns_all_its_steps(org):
    form = {
        "AppPolicy": {"StartPage": "OAUTH"},
        "OauthPolicy": {
            "PermittedUsersPolicyType": "AdminApprovedPreAuthorized",
            "RefreshTokenPolicyType": "Infinite",
            "IpRelaxationPolicyType": "Bypass",
            "SessionTimeoutInMinutes": None,
        },
    }
    broken = org(form)
    book, walk = begun("eca-setup", broken)
    assert walk.here == "start-page"
    assert {"permitted-users", "save"} <= set(open_steps(walk, book))
    saved, _ = again(walk, book, broken, org())
    assert open_steps(saved, book) == ["verify"]


def test_an_org_without_the_app_begins_at_the_package(org):
    absent = org(ABSENT)
    book, walk = begun("eca-setup", absent)
    assert walk.here == "install-package"
    assert walk.stand("be-admin").state is State.TRUE
    installed, known = again(walk, book, absent, org())
    assert installed.stand("install-package").state is State.TRUE
    while not installed.finished(book):
        installed, known = again(installed, book, known, org())


@pytest.mark.parametrize("book", MAIN, ids=lambda book: book.name)
@pytest.mark.parametrize("says", ["hidden", "INSUFFICIENT_ACCESS", "garbage", "timeout"])
def test_an_org_that_does_not_say_ticks_nothing(org, book, says):
    _, walk = begun(book.name, org({"*": says}))
    assert {stand.state for stand in walk.stands.values()} == {State.OPEN}


def test_what_the_org_hides_is_a_persons_word_until_it_is_seen(org):
    hidden = org({"AppPolicy": "INSUFFICIENT_ACCESS"})
    book, walk = begun("eca-setup", hidden)
    assert walk.here == "start-page"
    word = confirmed(walk, book, "start-page", WHO.user, NOW)
    assert word.stand("start-page").state is State.ATTESTED


def test_a_legacy_org_is_not_taken_for_a_migrated_one(org):
    tokens = [
        {
            "AppName": "sfdc_6sense_oauth_app",
            "AppMenuItem": None,
            "UserId": "005000000000003AAA",
            "User": {"Username": "sync@acme.example"},
            "CreatedDate": "2026-09-20T08:00:00.000+0000",
            "LastUsedDate": "2026-11-22T08:00:00.000+0000",
            "UseCount": 4711,
        }
    ]
    heard = org(ABSENT | {"VendorToken": tokens, "UserToken": tokens})
    book, walk = begun("migrate-to-eca", heard)
    assert "install-package" in open_steps(walk, book)
    assert "reconnect-salesforce" in open_steps(walk, book)
    legacy, seen = begun("connected-app-existing", heard)
    assert seen.stand("locate").state is State.TRUE
    assert seen.stand("install-app").state is State.OPEN
    assert seen.here == "something-fails"
    assert legacy.step("admin-approved").name in open_steps(seen, legacy)


def test_what_does_not_apply_is_not_needed(org):
    _, walk = begun("fix-approval-error-generic", org())
    spared = walk.stand("install-app")
    assert spared.state is State.TRUE
    assert "judged by" in spared.reason


def test_what_is_not_needed_is_not_counted_as_true(org):
    book, walk = begun("fix-app-access-denied", org())
    assert [s.name for s in book.steps if walk.stand(s.name).needless] == [
        "app-policies",
        "assign-user",
    ]
    told = listed(book, walk)
    assert "1 of 6 steps are true already, 2 are not needed here." in told.lead
    spared = [line for line in told.lines if "not needed here" in line.detail]
    assert [line.mark for line in spared] == ["", ""]
    assert not any("measured: this org" in line.detail for line in told.lines)


def test_an_errors_cause_is_shown_and_its_repair_seen(org):
    broken = org({"AppPolicy": {"IsEnabled": False}})
    book, walk = begun("fix-flow-disabled", broken)
    assert walk.here == "cause"
    assert not walk.seen["app-enabled"].good
    at = confirmed(walk, book, "cause", WHO.user, NOW)
    assert at.here == "mend-app-enabled"
    mended, known = again(at, book, broken, org())
    assert mended.here == "retry-login"
    retried = confirmed(mended, book, "retry-login", WHO.user, NOW)
    assert retried.here == "verify", "it is looked at after the login, not before"
    over, _ = again(retried, book, known, org())
    assert over.finished(book)


@pytest.mark.parametrize(
    ("step", "names"),
    [
        ("install-package", ("Ivy Installer", "Sam Setup")),
        ("connect", ("Integration User",)),
    ],
)
def test_who_can_do_a_step_is_known_of_those_who_are_named(org, step, names):
    assert able(org(), PLAYBOOKS["eca-setup"].step(step)) == names


@pytest.mark.parametrize("says", ["hidden", "INSUFFICIENT_ACCESS", "garbage"])
def test_nobody_is_named_on_a_guess(org, says):
    assert able(org({"User": says}), PLAYBOOKS["eca-setup"].step("connect")) == ()
    assert able(org({"UserRights": says}), PLAYBOOKS["eca-setup"].step("save")) == ()
    assert able(org(names={}), PLAYBOOKS["eca-setup"].step("connect")) == ()


def test_a_list_is_ticked_where_the_org_shows_it(org):
    book, walk = begun("eca-setup", org({"AppPolicy": {"StartPage": "OAUTH"}}))
    lines = listed(book, walk).lines
    ticked = [line for line in lines if line.mark == "ok"]
    assert len(ticked) == sum(stand.settled for stand in walk.stands.values())
    assert all(click in str(lines) for click in book.step("start-page").do)
    assert book.step("permitted-users").do[1] not in str(lines)
