"""Canary: no token and no client secret is ever said, logged or raised."""

import logging
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orgs.hook import NotLetInError
from bot.orgs.refusals import sign_in
from bot.store.connections import Secrets


def canaries(practice):
    told = practice.org.connection
    now = practice.connection.secrets
    known = {told["client_secret"], told["refresh_token"], now.access_token, now.refresh_token}
    return {secret for secret in known if secret}


@pytest.mark.parametrize("weather", ["good", "revoked", "expired", "garbage", "flaky", "cut"])
def test_nothing_secret_is_heard_or_logged(practice, caplog, weather):
    caplog.set_level(logging.DEBUG)
    practice.connect()
    practice.learn()
    if weather == "revoked":
        practice.org.change({"tokens": {"checker": {"revoked": True}}})
    if weather == "expired":
        practice.org.org.sessions.end(practice.connection.secrets.access_token)
    if weather in ("garbage", "flaky"):
        practice.org.change({"weather": {weather: True}})
    if weather == "cut":
        practice.org.break_on([{"match": {"path": "*"}, "answer": {"kind": "disconnect"}}])
    known = canaries(practice)
    heard = practice.learn("App", "SignedIn", "Instance", "PackageVersion")
    known |= canaries(practice)
    said = [heard.model_dump_json(), repr(heard), caplog.text, repr(practice.connection)]
    said += [repr(practice.gateway), repr(vars(practice.gateway))]
    said += [record.getMessage() for record in caplog.records]
    for secret in known:
        assert not any(secret in text for text in said)


def test_nothing_secret_is_in_the_trace_of_a_bug(practice, monkeypatch):
    """A mistake of ours in the middle of a visit: its trace shows code, not tokens."""
    practice.connect()
    practice.learn("App")

    def broken(*_args, **_kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.orgs.visit.asked", broken)
    with pytest.raises(RuntimeError) as caught:
        practice.learn("App")
    shown = "".join(traceback.format_exception(caught.value))
    frames = "".join(repr(frame.locals) for frame in caught.traceback)
    for secret in canaries(practice):
        assert secret not in shown
        assert secret not in frames


@given(st.text(min_size=8))
def test_secrets_show_nothing(secret):
    assert repr(Secrets(secret, secret, secret, secret)) == "Secrets()"
    assert str(NotLetInError(sign_in("told"))) == "told"
