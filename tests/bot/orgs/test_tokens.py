"""Tokens: renewed once, by one; kept before they are used; and honest about what was lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.orgs import exchange
from bot.store import connections, leases, renewals
from intents.asker import LOCAL
from intents.fact import Refused, Said, Why
from intents.facts import FACTS

TOKEN = "POST /services/oauth2/token"
ROTATING = {"oauth": {"refresh_token_rotation": True}}


def refreshes(practice):
    return practice.sent.count(TOKEN)


def expire(practice):
    """Every access token the org gave out is over."""
    org = practice.org.org
    org.sessions._ended.update(org.sessions._issued)
    known = practice.connection.secrets.access_token
    org.sessions._ended.add(known)


def test_an_expired_token_is_renewed_once_and_the_batches_go_on(practice):
    practice.org.change(ROTATING)
    practice.connect()
    practice.learn()
    first = practice.connection
    expire(practice)
    heard = practice.learn()
    assert refreshes(practice) == 1
    assert sum(isinstance(a, Refused) for a in heard.answers.values()) == 2  # absent products
    now = practice.connection
    assert now.token_version == first.token_version + 1
    assert now.secrets.refresh_token != first.secrets.refresh_token
    assert heard.cost.requests == len(practice.sent)


def test_fifty_checks_on_an_expired_token_renew_it_once(practice):
    practice.org.change(ROTATING)
    practice.connect()
    practice.learn("App")
    expire(practice)
    practice.org.requests.clear()
    together = threading.Barrier(50)

    def check(_number):
        together.wait()
        return practice.gateway.learn(LOCAL, "acme-prod", [FACTS["App"]], deadline=30)

    with ThreadPoolExecutor(50) as pool:
        heard = list(pool.map(check, range(50)))
    assert all(isinstance(each.answers["App"], Said) for each in heard)
    assert refreshes(practice) == 1


def test_a_token_the_org_refuses_again_is_given_up(practice, monkeypatch):
    practice.connect()
    practice.learn("App")
    answer = {"kind": "error", "status": 401, "errorCode": "INVALID_SESSION_ID", "message": "over"}
    practice.org.break_on([{"match": {"path": "*/composite/batch"}, "answer": answer}])
    unlearnt = practice.learn("App").answers["App"].unlearnt
    assert unlearnt.why is Why.SIGN_IN
    assert refreshes(practice) == 1


def test_a_revoked_grant_is_told_in_salesforces_words(practice):
    practice.org.load("token-revoked")
    practice.connect()
    heard = practice.learn()
    assert practice.sent == [TOKEN]
    told = [a.unlearnt for a in heard.answers.values() if isinstance(a, Refused)]
    assert len(told) == len(FACTS)
    unlearnt = heard.answers["SignedIn"].unlearnt
    assert (unlearnt.why, unlearnt.code) == (Why.SIGN_IN, "invalid_grant")
    assert "has ended" in unlearnt.says
    assert "Salesforce answered invalid_grant: expired access/refresh token" in unlearnt.says


def refusals(practice):
    """How often in a row the org refused us, as the list of orgs and the doctor see it."""
    told = practice.store.write(lambda conn: renewals.standing(conn, LOCAL.key))
    return told[practice.connection.id].failures


def test_a_refusal_is_remembered_until_the_next_success(practice):
    practice.org.load("token-revoked")
    practice.connect()
    practice.learn("App")
    assert refusals(practice) == 1
    practice.org.load("healthy-eca")
    practice.learn("App")
    assert refusals(practice) == 0


def test_a_server_that_breaks_down_has_refused_nothing(practice):
    practice.connect()
    answer = {"kind": "error", "status": 503, "errorCode": "SERVER_UNAVAILABLE", "message": "x"}
    practice.org.break_on([{"match": {"path": "*/oauth2/token"}, "answer": answer}])
    practice.learn("App", seconds=3)
    assert refusals(practice) == 0


def test_a_dead_access_token_without_refresh_token_asks_to_reconnect(practice):
    told = practice.org.connection
    practice.connect(secrets=connections.Secrets(access_token=told["access_token"] + "x"))
    heard = practice.learn("App", "SignedIn")
    for answer in heard.answers.values():
        assert answer.unlearnt.why is Why.SIGN_IN
        assert "reconnect" in answer.unlearnt.says
    assert refreshes(practice) == 0
    assert refusals(practice) > 0


def test_a_failed_refresh_is_told_to_all_who_queued_for_it(practice):
    practice.org.load("token-revoked")
    practice.org.change({"weather": {"latency": 0.3}})
    practice.connect()
    practice.org.requests.clear()

    def check(_number):
        return practice.gateway.learn(LOCAL, "acme-prod", [FACTS["App"]], deadline=30)

    with ThreadPoolExecutor(20) as pool:
        heard = list(pool.map(check, range(20)))
    assert {each.answers["App"].unlearnt.code for each in heard} == {"invalid_grant"}
    assert refreshes(practice) <= 2


@pytest.mark.parametrize("rotation", [False, True])
def test_a_refresh_that_broke_off_is_tried_again_and_told_honestly(practice, rotation):
    """Another process died between the exchange and the store."""
    practice.org.change({"oauth": {"refresh_token_rotation": rotation}})
    given = practice.connect()
    dead = practice.store.write(lambda conn: leases.take(conn, given.lease, "a dead one", 0.2))
    assert dead
    exchanged_by_the_dead(practice)
    heard = practice.learn("App", "SignedIn")
    if not rotation:
        assert isinstance(heard.answers["App"], Said)
        return
    says = heard.answers["SignedIn"].unlearnt.says
    assert "after an interrupted refresh: reconnect" in says
    again = practice.learn("SignedIn")
    assert "after an interrupted refresh: reconnect" in again.answers["SignedIn"].unlearnt.says


def exchanged_by_the_dead(practice):
    """An exchange whose answer nobody keeps."""
    session = practice.gateway.session(practice.connection.instance_url)
    known = practice.connection
    answer = session.post(
        known.login_url + exchange._PATH, data=exchange.refreshing(known), timeout=5
    )
    assert answer.ok


def test_a_new_sign_in_ends_the_talk_of_an_interrupted_one(practice):
    test_a_refresh_that_broke_off_is_tried_again_and_told_honestly(practice, rotation=True)
    practice.org.load("healthy-eca")
    practice.connect()
    assert isinstance(practice.learn("App").answers["App"], Said)


def test_a_refresh_that_was_cut_off_is_repeated(practice):
    """Nobody can receive the lost answer any more: a repeat risks nothing that is not lost."""
    practice.org.load("flaky")
    practice.connect()
    practice.org.org.flaky_count = 5  # the next request is cut off
    assert isinstance(practice.learn("App").answers["App"], Said)
    assert refreshes(practice) == 2


def test_a_refresh_that_hangs_is_not_repeated_blindly(practice):
    practice.change(salesforce_timeout=0.5)
    practice.connect()
    practice.org.change({"weather": {"latency": 2}})
    heard = practice.learn("App", seconds=5)
    practice.org.change({"weather": {"latency": 0}})
    assert heard.answers["App"].unlearnt.why is Why.TROUBLE
    assert "signing in" in heard.answers["App"].unlearnt.says
    assert heard.cost.requests == 1
    assert isinstance(practice.learn("App").answers["App"], Said)  # it does not rotate
    until = time.monotonic() + 3
    while refreshes(practice) < 2 and time.monotonic() < until:
        time.sleep(0.05)  # what hung is logged when it ends: not in the next test's log


def test_the_lease_of_a_live_holder_is_waited_for(practice):
    given = practice.connect()
    practice.store.write(lambda conn: leases.take(conn, given.lease, "another", 60))
    heard = practice.learn("App", seconds=1.0)
    assert heard.answers["App"].unlearnt.why is Why.TROUBLE
    assert "renewing" in heard.answers["App"].unlearnt.says
    assert practice.sent == []


def test_the_org_may_move_but_only_to_a_host_of_salesforces(practice):
    given = practice.connect()
    practice.org.org.url = "https://evil.example.com"
    practice.learn("App")
    assert practice.connection.instance_url == given.instance_url
    expire(practice)
    moved = given.instance_url.replace("localhost", "127.0.0.1")
    practice.org.org.url = moved
    practice.learn("App")
    practice.org.org.url = given.instance_url
    assert practice.connection.instance_url == moved
    assert isinstance(practice.learn("App").answers["App"], Said)
    practice.store.write(lambda conn: connections.put(conn, practice.ring, practice_given(given)))
    assert practice.connection.instance_url == moved  # the file still says the old one


def practice_given(given):
    return given
