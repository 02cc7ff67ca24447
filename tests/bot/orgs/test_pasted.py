"""The evidence of a report, put to the org again by hand: the same rows come back."""

import pytest
import requests
from simple_salesforce import Salesforce

from intents.intent import CheckOrg
from intents.replies.evidence import proof
from intents.report import report
from intents.world import Recalled

ASK = CheckOrg(org="acme-prod")


@pytest.fixture
def tool(practice):
    """A query tool that knows nothing of us."""
    session = requests.Session()
    session.verify, session.trust_env = practice.org.ca_file, False
    told = practice.org.connection
    return Salesforce(
        instance_url=told["instance_url"],
        session_id=told["access_token"],
        version="68.0",
        session=session,
    )


def exhibits(practice):
    practice.connect()
    heard = practice.learn()
    run = Recalled(ASK, heard, report(ASK, heard))
    found = [proof("r", finding.check, run, names=True) for finding in run.report.findings]
    return {one.asked: one for told in found for one in told.exhibits}


@pytest.mark.parametrize("scenario", ["mixed", "pardot-and-engagement", "legacy-by-group"])
def test_every_query_can_be_pasted_and_brings_the_same(practice, tool, scenario):
    practice.org.load(scenario)
    pasted = 0
    for asked, one in exhibits(practice).items():
        if not one.tool.startswith("SOQL") or one.refused:
            continue
        tooling = "tooling/" if "Tooling" in one.tool else ""
        rows = tool.restful(f"{tooling}query", params={"q": asked})["records"]
        assert len(rows) == len(one.rows) + one.more, asked
        pasted += 1
    assert pasted > 12


def test_what_is_no_query_says_where_it_is_put(practice):
    practice.org.load("legacy-healthy")
    told = {one.asked: one.tool for one in exhibits(practice).values()}
    assert {tool for asked, tool in told.items() if "BlacklistedConsumer" in asked} == {
        "Metadata API"
    }
