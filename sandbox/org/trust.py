"""The Trust API of the instance.

Source: Trust API, ``GET /v1/instances/{InstanceName}/status``; no sign-in.
"""

from __future__ import annotations

from sandbox.org.call import Answer, Call
from sandbox.org.org import Org


def answer(call: Call, org: Org) -> Answer:
    """The status of this org's instance; 404 for any other."""
    scenario = org.state.scenario
    name = scenario.organization.instance_name
    if call.path.rstrip("/") != f"/v1/instances/{name}/status":
        return Answer(404, {"message": "Instance not found"})
    return Answer(
        body={
            "key": name,
            "location": "NA",
            "environment": "sandbox" if scenario.organization.is_sandbox else "production",
            "releaseVersion": "Winter '27",
            "releaseNumber": "262.1",
            "status": scenario.trust.status,
            "isActive": scenario.trust.is_active,
            "Incidents": list(scenario.trust.incidents),
            "Maintenances": [],
            "GeneralMessages": [],
        }
    )
