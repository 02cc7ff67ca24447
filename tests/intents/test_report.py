"""The one pure function: what it takes, what it gives, and what people add to it."""

import pytest

from intents.checks import CHECKS
from intents.fact import Cost, Heard
from intents.facts import FACTS
from intents.finding import Grade, Status
from intents.intent import CheckOrg
from intents.reply import Attested, Report, read
from intents.report import kinds, kinds_of, report

ASK = CheckOrg(org="acme")
WORD = Attested(check="sixsense-connected", subject="6sense", by="U123", at="2026-11-22T09:05:00Z")


def test_it_survives_being_stored(org):
    heard = org()
    said = report(ASK, Heard.model_validate_json(heard.model_dump_json()))
    assert said == report(ASK, heard)
    assert read(said.model_dump_json()) == said
    assert Report.model_validate(said.model_dump(mode="json")) == said


def test_every_check_is_in_it_in_order(org):
    names = list(dict.fromkeys(f.check for f in report(ASK, org()).findings))
    assert names == list(CHECKS)


@pytest.mark.parametrize("given", [{}, {"*": "SIGN_IN"}, {"UserRights": "INVALID_TYPE"}])
def test_the_same_subjects_whatever_was_seen(org, given):
    def subjects(said):
        return [(f.check, f.subject) for f in said.findings]

    said = report(ASK, org(given))
    assert subjects(said) == subjects(report(ASK, org()))
    assert all(f.evidence.seen and f.evidence.wanted for f in said.findings)


def test_evidence_for_every_measured_word(org):
    for finding in report(ASK, org()).findings:
        if finding.status is Status.OK and finding.check != "bot-can-see":
            seen = finding.evidence
            assert seen.asked
            assert seen.seen
            assert seen.wanted
            assert (seen.by, seen.api, seen.at) == (
                "bot@acme.example",
                "68.0",
                "2026-11-22T09:00:00Z",
            )
            assert seen.grade is Grade.MEASURED


def test_no_names_in_what_a_channel_reads(org):
    said = report(ASK, org())
    for finding in said.findings:
        assert "@" not in finding.subject + finding.evidence.seen + finding.evidence.wanted
    assert "@" not in said.planes.you_to_org.identity + said.planes.sixsense_to_org.identity


def test_a_persons_word_stays_a_persons_word(org):
    found = next(f for f in report(ASK, org(), [WORD]).findings if f.check == WORD.check)
    assert found.status is Status.MANUAL
    assert (found.evidence.grade, found.evidence.by) == (Grade.ATTESTED, "U123")
    assert found.evidence.at == WORD.at


@pytest.mark.parametrize("check", ["app-enabled", "user-active", "no-such-check"])
def test_nobodys_word_outweighs_a_measurement(org, check):
    words = [WORD.model_copy(update={"check": check, "subject": "app"})]
    given = {"AppPolicy": {"IsEnabled": False}}
    assert report(ASK, org(given), words) == report(ASK, org(given))


def test_manual_steps_do_not_change_the_verdict(org):
    assert report(ASK, org()).verdict == "ok"
    assert report(ASK, org(), [WORD]).verdict == "ok"


def test_only_shows_what_was_asked_for_and_what_explains_it(org):
    ask = CheckOrg(org="acme", only=("eca-authorised",))
    assert [f.check for f in report(ask, org()).findings] == ["eca-authorised"]
    no_token = {"UserToken": [], "VendorToken": [], "OauthUsage": {"apps": [{"identifier": "x"}]}}
    frozen = report(ask, org(no_token | {"UserLogin": {1: {"IsFrozen": True}}}))
    assert {f.check for f in frozen.findings} == {"eca-authorised", "user-not-frozen"}
    assert (frozen.verdict, frozen.diagnosis.cause) == ("fail", "user-not-frozen")
    dead = report(ask, org({"*": "SIGN_IN"}))
    assert (dead.verdict, dead.diagnosis.cause) == ("unknown", "bot-connected")


def test_only_a_persons_step_is_not_a_verdict(org):
    said = report(CheckOrg(org="acme", only=("consent-given",)), org())
    assert (said.verdict, said.diagnosis) == ("unknown", None)


@pytest.mark.parametrize("check", [*CHECKS, "no-such-check"])
def test_only_and_retry_ask_for_less_and_for_enough(org, check):
    ask = CheckOrg(org="acme", only=(check,))
    assert set(kinds(ask)) <= set(FACTS.values())
    assert set(kinds_of(check)) <= set(kinds(ask)) or check == "bot-can-see"
    few = org().model_copy(
        update={"answers": {k.__name__: org().answers[k.__name__] for k in kinds(ask)}}
    )
    assert [f for f in report(ask, few).findings if f.check == check] == [
        f for f in report(ask, org()).findings if f.check == check
    ]


def test_everything_is_needed_by_something():
    assert set(kinds(ASK)) == set(FACTS.values())


def test_a_retry_is_judged_with_the_rest(org):
    before = org({"AppPolicy": {"IsEnabled": False}})
    answers = org().answers
    newer = before.model_copy(
        update={
            "answers": {k.__name__: answers[k.__name__] for k in kinds_of("app-enabled")},
            "cost": Cost(requests=1, api_calls=3, seconds=0.2),
        }
    )
    said = report(ASK, before.renewed(newer))
    assert said.verdict == "ok"
    assert said.cost.api_calls == 3


def test_coverage_names_what_is_missing(org):
    said = report(ASK, org({"AppPolicy": "INSUFFICIENT_ACCESS", "Limits": "timeout"})).coverage
    assert (said.seen, said.total) == (len(FACTS) - 2, len(FACTS))
    assert "the app policies: needs Some Right" in said.missing


def test_what_does_not_weigh_is_no_reason_of_a_plane(org):
    plane = report(ASK, org({"InstalledPackage": "cut"})).planes.sixsense_to_org
    assert plane.state == "ok"
    assert plane.why.endswith("checks good")
    given = {"InstalledPackage": "cut", "OauthPolicy": {"SessionTimeoutInMinutes": None}}
    warned = report(ASK, org(given)).planes.sixsense_to_org
    assert warned.state == "warn"
    assert "cut" not in warned.why


def test_planes_each_have_their_own_state(org):
    planes = report(ASK, org({"AppPolicy": {"IsEnabled": False}})).planes
    assert (planes.bot_to_org.state, planes.sixsense_to_org.state) == ("ok", "fail")
    assert planes.you_to_org.state == "ok"
    assert "Disabled" in planes.sixsense_to_org.why
    frozen = report(ASK, org({"UserLogin": {1: {"IsFrozen": True}}})).planes.you_to_org
    assert (frozen.state, frozen.identity) == ("fail", "integration user")
    dark = report(ASK, org({"*": "SIGN_IN"})).planes
    assert {dark.bot_to_org.state, dark.sixsense_to_org.state} == {"unknown"}


def test_where_setup_begins(org):
    assert report(ASK, org()).setup_url == "https://acme.lightning.force.com"
    assert report(ASK, org({"SignedIn": "garbage"})).setup_url == ""
