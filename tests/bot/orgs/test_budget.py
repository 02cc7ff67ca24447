"""The org's API budget: kept in mind, spared when near its end, and counted truly."""

import pytest

from bot.orgs.tally import Tally, Usage
from intents.fact import Said, Why

KINDS = ["Organization", "App", "AppPolicy", "OauthPolicy", "User", "UserLogin", "UserRights"]
KINDS += ["Limits", "InstalledPackage", "PackageVersion", "SignedIn", "PermissionField"]


def spend(practice, share):
    practice.org.change({"limits": {"used": int(share * 100_000)}})


@pytest.fixture
def warm(practice):
    practice.connect()
    practice.learn(*KINDS)
    return practice


def test_a_spent_budget_is_counted_first_and_spared(warm):
    spend(warm, 0.95)
    warm.learn("App")  # its answer's header tells
    before = warm.org.org.used
    heard = warm.learn(*KINDS)
    assert warm.sent == ["GET /services/data/v68.0/limits"]
    assert warm.org.org.used - before == heard.cost.api_calls == 1
    said = {name for name, answer in heard.answers.items() if isinstance(answer, Said)}
    assert said == {"Limits", "SignedIn", "PermissionField"}  # what costs the org nothing
    assert heard.answers["App"].unlearnt.why is Why.BUDGET


def test_an_old_count_is_not_believed(warm):
    spend(warm, 0.95)
    warm.learn("App")
    spend(warm, 0.10)
    heard = warm.learn(*KINDS)
    assert all(isinstance(answer, Said) for answer in heard.answers.values())
    assert warm.sent[0] == "GET /services/data/v68.0/limits"
    assert sum("limits" in str(r["subrequests"]) for r in warm.org.requests) == 0


def test_a_cold_connection_reads_the_budget_off_its_first_answers(practice):
    spend(practice, 0.96)
    practice.connect()
    heard = practice.learn(*KINDS)
    assert heard.answers["App"].unlearnt.why is Why.BUDGET
    assert isinstance(heard.answers["Limits"], Said)
    assert not any("composite" in path for path in practice.sent)


def test_near_the_limit_five_queries_cost_one_call(warm):
    spend(warm, 0.80)
    warm.learn("App")
    before = warm.org.org.used
    heard = warm.learn(*KINDS)
    assert all(isinstance(answer, Said) for answer in heard.answers.values())
    assert warm.org.org.used - before == heard.cost.api_calls == 4  # 2 + Tooling + limits
    assert "POST /services/data/v68.0/tooling/composite" in warm.sent
    assert not any(path.endswith("/batch") for path in warm.sent)


def test_an_org_without_calls_left_says_so(warm):
    spend(warm, 1.0)
    heard = warm.learn("App", "AppPolicy", "SignedIn")
    assert heard.answers["App"].unlearnt.why is Why.BUDGET
    assert heard.answers["App"].unlearnt.code == "REQUEST_LIMIT_EXCEEDED"
    assert isinstance(heard.answers["SignedIn"], Said)  # told only to whom the org knows


def test_a_refused_count_leaves_the_rest_unasked(warm):
    spend(warm, 0.95)
    warm.learn("App")
    answer = {"kind": "error", "status": 500}
    warm.org.break_on([{"match": {"path": "*/limits"}, "answer": answer}])
    heard = warm.learn("App", "Limits")
    assert heard.answers["Limits"].unlearnt.why is Why.TROUBLE
    assert heard.answers["App"].unlearnt.why is Why.BUDGET


def test_the_header_of_any_form_is_read_or_left():
    class Response:
        def __init__(self, value):
            self.headers = {"Sforce-Limit-Info": value}

    for value, share in [
        ("api-usage=18/5000", 18 / 5000),
        ("api-usage=25/5000; per-app-api-usage=17/250(appName=x)", 25 / 5000),
        ("api-usage=1/0", 0.0),
        ("nonsense", 0.0),
        ("", 0.0),
    ]:
        tally = Tally(Usage())
        tally.heard(Response(value))
        assert tally.usage.share == share
