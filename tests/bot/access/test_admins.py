"""Who administers what: a workspace's admin owns its installation, not an organisation's."""

import pytest

from bot.installations.looking import Known, known
from intents.asker import Tenant

ACME = Tenant("T0ACME001")
IN_GRID = Tenant("T0CUST001", "E0CUST")
WHOLE = Tenant("", "E0CUST", org_wide=True)


def of_customer(enterprise_id="E0CUST", **told):
    return {"team_id": "T0CUST001", "enterprise_user": {"enterprise_id": enterprise_id, **told}}


@pytest.mark.parametrize(
    ("tenant", "them", "own", "admin"),
    [
        (ACME, {"team_id": "T0ACME001", "is_admin": True}, True, True),
        (ACME, {"team_id": "T0ACME001", "is_owner": True}, True, True),
        (ACME, {"team_id": "T0ACME001"}, True, False),
        (ACME, {"team_id": "T0ACME001", "is_admin": True, "deleted": True}, False, False),
        (ACME, {"team_id": "T0ACME001", "is_bot": True}, False, False),
        (ACME, {"team_id": "T0CUST001"}, False, False),
        (IN_GRID, of_customer() | {"is_admin": True}, True, True),
        (IN_GRID, of_customer(is_owner=True), True, True),
        (WHOLE, of_customer() | {"is_admin": True, "is_owner": True}, True, False),
        (WHOLE, of_customer(is_admin=True), True, True),
        (WHOLE, of_customer(is_owner=True), True, True),
        (WHOLE, {"team_id": "T0CUST001", "is_admin": True}, False, False),
        (WHOLE, of_customer(enterprise_id="E0OTHER", is_admin=True), False, False),
        (ACME, {}, False, False),
        (Tenant("T0CUST002", "E0CUST"), of_customer(teams=["T0CUST001", "T0CUST002"]), True, False),
        (Tenant("T0CUST003", "E0CUST"), of_customer(teams=["T0CUST002"]), False, False),
    ],
)
def test_who_is_of_the_house_and_who_leads_it(tenant, them, own, admin):
    assert known(tenant, them) == Known(str(them.get("team_id", "")), own, admin)
