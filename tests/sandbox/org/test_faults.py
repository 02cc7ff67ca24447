from __future__ import annotations

import time
from asyncio import to_thread as run

import pytest
import requests

from sandbox.org import ScenarioError

TOKENS = "v68.0/query?q=SELECT AppName FROM OauthToken"
USERS = "v68.0/query?q=SELECT Id FROM User"


def batch(sf, *urls):
    body = {"batchRequests": [{"method": "GET", "url": url} for url in urls]}
    return sf.restful("composite/batch", method="POST", json=body)["results"]


def fault(answer, **match):
    return [{"match": match or {"object": "OauthToken"}, "answer": answer}]


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "INSUFFICIENT_ACCESS"), (400, "INVALID_FIELD"), (400, "INVALID_TYPE"), (500, "X")],
)
async def test_one_question_of_a_batch_fails(org, sf, status, code):
    org.break_on(fault({"status": status, "errorCode": code, "message": "on purpose"}))
    broken, whole = await run(batch, sf, TOKENS, USERS)
    assert broken == {
        "statusCode": status,
        "result": [{"message": "on purpose", "errorCode": code}],
    }
    assert whole["statusCode"] == 200


async def test_rows_are_hidden_without_an_error(org, sf):
    org.break_on(fault({"kind": "hide"}))
    hidden, whole = await run(batch, sf, TOKENS, USERS)
    assert hidden == {"statusCode": 200, "result": {"totalSize": 0, "done": True, "records": []}}
    assert whole["result"]["totalSize"] == 6


async def test_a_list_is_cut(org, sf):
    org.break_on(fault({"kind": "cut"}))
    cut = (await run(batch, sf, TOKENS))[0]["result"]
    assert (cut["totalSize"], cut["done"], len(cut["records"])) == (5, False, 2)
    assert cut["nextRecordsUrl"]
    org.break_on(fault({"kind": "cut", "keep": 0}))
    assert (await run(batch, sf, TOKENS))[0]["result"]["records"] == []


async def test_garbage_late_and_disconnected(org, sf):
    org.break_on(fault({"kind": "garbage"}))
    assert "not JSON" in (await run(batch, sf, TOKENS))[0]["result"]
    org.break_on(fault({"kind": "timeout", "seconds": 0.3}))
    began = time.monotonic()
    await run(batch, sf, TOKENS)
    assert time.monotonic() - began > 0.3
    org.break_on(fault({"kind": "disconnect"}))
    with pytest.raises(requests.ConnectionError):
        await run(batch, sf, TOKENS)
    org.break_on([])
    assert (await run(batch, sf, TOKENS))[0]["statusCode"] == 200


@pytest.mark.parametrize(
    "match",
    [
        {"path": "*/limits"},
        {"object": "ConnectedAppSettings", "tooling": True},
        {"path": "*/describe", "object": "User"},
        {"contains": "6sense"},
    ],
)
async def test_matches(org, sf, match):
    asked = {
        "*/limits": lambda: batch(sf, "v68.0/limits"),
        "*/describe": lambda: batch(sf, "v68.0/sobjects/User/describe"),
        "6sense": lambda: batch(sf, f"{USERS} WHERE Name = '6sense'"),
        "ConnectedAppSettings": lambda: sf.toolingexecute(
            "composite/batch",
            method="POST",
            data={
                "batchRequests": [
                    {
                        "method": "GET",
                        "url": "v68.0/tooling/query?q=SELECT Id FROM ConnectedAppSettings",
                    }
                ]
            },
        )["results"],
    }
    first = match.get("path") or match.get("contains") or match["object"]
    org.break_on(fault({"status": 418, "errorCode": "TEAPOT"}, **match))
    assert (await run(asked[first]))[0]["statusCode"] == 418


async def test_a_fault_may_pass(org, sf):
    org.break_on([{"match": {"path": "*/limits"}, "answer": {"status": 500}, "times": 1}])
    first, second = await run(batch, sf, "v68.0/limits", "v68.0/limits")
    assert (first["statusCode"], second["statusCode"]) == (500, 200)


async def test_every_third_request_fails_and_a_retry_works(org, session):
    org.load("flaky")
    seen = []
    for _ in range(9):
        try:
            seen.append((await run(session.get, f"{org.url}/services/data")).status_code)
        except requests.ConnectionError:
            seen.append(0)
    assert seen == [200, 200, 500, 200, 200, 0, 200, 200, 500]


async def test_latency(org, session):
    org.load("slow")
    began = time.monotonic()
    await run(session.get, f"{org.url}/services/data")
    assert 2 <= time.monotonic() - began < 30


@pytest.mark.parametrize("faults", [{}, [{}], [{"match": {"objekt": "X"}}], ["x"]])
async def test_a_mistaken_fault_is_named(org, faults):
    with pytest.raises(ScenarioError):
        org.break_on(faults)


async def test_the_sandbox_closes_while_someone_still_waits(org, session):
    org.break_on([{"match": {"path": "/v1/*"}, "answer": {"kind": "timeout", "seconds": 60}}])
    with pytest.raises(requests.Timeout):
        await run(lambda: session.get(f"{org.url}/v1/instances/USA794/status", timeout=0.2))
    began = time.monotonic()
    await org.__aexit__(None, None, None)
    assert time.monotonic() - began < 30


async def test_a_retry_works_whatever_else_is_asked_meanwhile(org, session):
    org.load("flaky")
    addresses = [f"{org.url}/v1/instances/USA794/status?n={n}" for n in range(3)]
    first = [(await run(session.get, address)).status_code for address in addresses]
    between = [(await run(session.get, f"{org.url}/services/data")).status_code for _ in range(2)]
    again = (await run(session.get, addresses[2])).status_code  # the sixth request
    assert (first, between, again) == ([200, 200, 500], [200, 200], 200)
