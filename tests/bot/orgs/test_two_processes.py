"""Single-flight across processes, and what a killed one leaves behind. On PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.store.tables import leases
from intents.fact import Said

HERE = Path(__file__)
TOKEN = "POST /services/oauth2/token"


def started(practice, threads, margin=5.0):
    """A process of its own on the same store and org."""
    process = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, str(HERE.with_name("checker.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[3])},
        text=True,
    )
    told = {
        **practice.settings.model_dump(mode="json"),
        "secret_keys": practice.settings.secret_keys.get_secret_value(),
        "threads": threads,
        "margin": margin,
    }
    process.stdin.write(f"{json.dumps(told)}\n")
    process.stdin.flush()
    return process


def let_go(*processes):
    """Once all are ready, let them begin in the same moment."""
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * len(processes)
    for process in processes:
        process.stdin.close()


def test_fifty_checks_in_two_processes_renew_an_expired_token_once(on_postgres):
    practice = on_postgres
    practice.org.change({"oauth": {"refresh_token_rotation": True}})
    practice.connect()
    practice.learn("App")
    # So slow that both have to renew before either has renewed.
    practice.org.change({"weather": {"latency": 0.5}})
    practice.org.org.sessions._ended.update(practice.org.org.sessions._issued)
    practice.org.requests.clear()
    before = practice.connection.token_version
    processes = [started(practice, 25) for _number in range(2)]
    let_go(*processes)
    said = [answer for process in processes for answer in json.loads(process.stdout.read())]
    assert [process.wait(20) for process in processes] == [0, 0]
    for process in processes:
        process.stdout.close()
    assert said == ["Said"] * 50
    assert practice.sent.count(TOKEN) == 1
    assert practice.connection.token_version == before + 1


@pytest.mark.parametrize("rotation", [False, True])
def test_a_process_killed_during_a_refresh(on_postgres, rotation):
    """Without rotation nothing is lost; with it the new token died with the process: say so."""
    practice = on_postgres
    practice.change(salesforce_timeout=2.0)
    practice.org.change(
        {"oauth": {"refresh_token_rotation": rotation}, "weather": {"latency": 1.0}}
    )
    practice.connect()
    process = started(practice, 1, margin=0.5)
    let_go(process)
    wait_for_the_lease(practice)
    time.sleep(0.4)  # the org has exchanged the token, its answer is on its way
    process.send_signal(signal.SIGKILL)
    process.wait(5)
    process.stdout.close()
    practice.org.change({"weather": {"latency": 0.0}})
    heard = practice.learn("App", "SignedIn")
    if rotation:
        says = heard.answers["SignedIn"].unlearnt.says
        assert "invalid_grant" in says
        assert says.endswith("after an interrupted refresh: reconnect this org")
    else:
        assert isinstance(heard.answers["App"], Said)


def wait_for_the_lease(practice):
    for _turn in range(200):
        if practice.store.write(lambda conn: conn.execute(leases.select()).all()):
            return
        time.sleep(0.05)
    raise AssertionError("no refresh began")
