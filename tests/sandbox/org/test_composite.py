# ruff: noqa: S608  # SOQL put together by a test
from __future__ import annotations

from asyncio import to_thread as run

import pytest
from simple_salesforce.exceptions import SalesforceMalformedRequest


def batch(sf, urls, **more):
    body = {"batchRequests": [{"method": "GET", "url": url} for url in urls], **more}
    return sf.restful("composite/batch", method="POST", json=body)


def composite(sf, requests, **more):
    asked = [
        {"method": "GET", "url": url, "referenceId": f"r{n}"} for n, url in enumerate(requests)
    ]
    body = {"compositeRequest": asked, **more}
    return sf.restful("composite", method="POST", json=body)["compositeResponse"]


async def test_each_of_a_batch_has_its_own_status(org, sf):
    used = org.org.used
    found = await run(
        batch,
        sf,
        [
            "v68.0/limits",
            "v68.0/query?q=SELECT Id FROM User LIMIT 1",
            "/services/data/v68.0/query?q=SELECT+Nope+FROM+User",
            "v68.0/sobjects/Organization/describe",
            "v68.0/tooling/query?q=SELECT Id FROM InstalledSubscriberPackage",
            "v68.0/apps/oauth/usage",
        ],
    )
    assert [result["statusCode"] for result in found["results"]] == [200, 200, 400, 200, 404, 404]
    assert found["hasErrors"] is True
    assert found["results"][2]["result"][0]["errorCode"] == "INVALID_FIELD"
    assert org.org.used - used == 6


async def test_halting_on_the_first_error(sf):
    found = await run(batch, sf, ["v68.0/nope", "v68.0/limits"], haltOnError=True)
    assert [result["statusCode"] for result in found["results"]] == [404, 412]
    assert found["results"][1]["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"


async def test_a_batch_holds_25(sf):
    assert len((await run(batch, sf, ["v68.0/limits"] * 25))["results"]) == 25
    with pytest.raises(SalesforceMalformedRequest):
        await run(batch, sf, ["v68.0/limits"] * 26)


async def test_the_tooling_batch_takes_tooling_urls(sf):
    urls = [
        "v68.0/tooling/query?q=SELECT Id FROM InstalledSubscriberPackage",
        "v68.0/query?q=SELECT Id FROM User",
    ]
    body = {"batchRequests": [{"method": "GET", "url": url} for url in urls]}
    found = await run(lambda: sf.toolingexecute("composite/batch", method="POST", data=body))
    assert [result["statusCode"] for result in found["results"]] == [200, 404]


async def test_a_composite_costs_one_call_and_may_refer_back(org, sf):
    used = org.org.used
    root = "/services/data/v68.0"
    profile = f"{root}/query?q=SELECT Id FROM Profile WHERE Name = 'Acme Integration'"
    users = f"{root}/query?q=SELECT Username FROM User WHERE ProfileId = '@{{r0.records[0].Id}}'"
    missing = f"{root}/sobjects/User/@{{r0.records[7].Id}}"
    found = await run(composite, sf, [profile, users, missing])
    assert [answer["httpStatusCode"] for answer in found] == [200, 200, 400]
    assert found[1]["body"]["records"][0]["Username"] == org.connection["integration_user"]
    assert found[2]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert org.org.used - used == 1


async def test_a_recorded_composite(sf):
    root = "/services/data/v68.0"
    found = await run(
        composite,
        sf,
        [
            f"{root}/query/?q=select count() from Account",
            f"{root}/query/?q=select count() from XYZZY",
        ],
    )
    assert found[0] == {
        "body": {"totalSize": 0, "done": True, "records": []},
        "httpHeaders": {},
        "httpStatusCode": 200,
        "referenceId": "r0",
    }
    assert found[1]["body"][0]["message"].startswith(
        "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\n"
    )


async def test_all_or_none_and_the_limits_of_a_composite(sf):
    root = "/services/data/v68.0"
    broken = [f"{root}/query?q=SELECT Id FROM User", f"{root}/query?q=SELECT Nope FROM User"]
    found = await run(lambda: composite(sf, broken, allOrNone=True))
    assert [answer["httpStatusCode"] for answer in found] == [400, 400]
    for requests in ([broken[0]] * 6, [f"{root}/sobjects/User"] * 26):
        with pytest.raises(SalesforceMalformedRequest):
            await run(composite, sf, requests)


async def test_what_is_no_batch_is_refused(sf):
    for body in ([], {}, {"batchRequests": {}}, {"batchRequests": ["x"]}, {"batchRequests": []}):
        with pytest.raises(SalesforceMalformedRequest):
            await run(lambda body=body: sf.restful("composite/batch", method="POST", json=body))
