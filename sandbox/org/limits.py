"""``GET /limits``.

Source: REST API Developer Guide, "Limits"; a recorded answer.
"""

from __future__ import annotations

from sandbox.org import rights
from sandbox.org.call import Answer, Refusal
from sandbox.org.context import Context


def answer(context: Context, *, hidden: bool) -> Answer:
    """Daily limits and what is left of them."""
    permissions = context.caller.permissions
    if rights.LIMITS not in permissions:  # the text of this refusal is not known
        text = "You do not have permission to access this resource."
        raise Refusal(403, "INSUFFICIENT_ACCESS", text)
    if hidden:
        return Answer(body={})
    most = context.org.state.scenario.limits.daily_api_requests
    full = {
        "DailyAsyncApexExecutions": 250_000,
        "DailyBulkApiBatches": 15_000,
        "DailyBulkV2QueryJobs": 10_000,
        "DailyGenericStreamingApiEvents": 10_000,
        "HourlyTimeBasedWorkflow": 1_000,
        "SingleEmail": 5_000,
    }
    if rights.STORAGE_LIMITS in permissions:
        full |= {"DataStorageMB": 1_073, "FileStorageMB": 1_073}
    daily = {"DailyApiRequests": {"Max": most, "Remaining": max(0, most - context.org.used)}}
    return Answer(body=daily | {name: {"Max": n, "Remaining": n} for name, n in full.items()})
