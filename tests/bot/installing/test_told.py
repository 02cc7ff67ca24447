"""Whose installation a payload is for, and whose people somebody is of. Tables."""

import pytest

from bot.access import own
from bot.slack.payload import from_action, from_command, told
from intents.asker import Asker, Person, Place, Tenant

ORG = Tenant("", "E1", org_wide=True, teams=("T1", "T2"))
HERE = Tenant("T1")
ACTION = {"type": "block_actions", "user": {"id": "U1", "team_id": "T9"}}


@pytest.mark.parametrize(
    ("body", "tenant"),
    [
        ({"team_id": "T1", "command": "/6sense"}, HERE),
        ({"team_id": "T1", "is_enterprise_install": "false"}, HERE),
        ({"team_id": "T1", "enterprise_id": "E1"}, Tenant("T1", "E1")),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"}, ORG),
        (ACTION | {"team": {"id": "T1", "domain": "x"}, "enterprise": None}, HERE),
        (ACTION | {"team": "T1"}, HERE),
        (ACTION | {"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, ORG),
        # Pressed in a Home tab of the enterprise's second workspace with an installation.
        (ACTION | {"team": {"id": "T2"}, "view": {"app_installed_team_id": "T1"}}, Tenant("T2")),
        # A modal sent by somebody of another workspace, in a shared channel.
        (
            {
                "type": "view_submission",
                "team": {"id": "T9"},
                "view": {"app_installed_team_id": "T1"},
            },
            HERE,
        ),
        (
            {
                "type": "view_submission",
                "team": {"id": "T9"},
                "view": {"app_installed_team_id": "E1"},
            },
            ORG,
        ),
        # An event from a shared channel: the authorization is ours, the rest may be theirs.
        (
            {
                "team_id": "T9",
                "enterprise_id": "E9",
                "authorizations": [{"team_id": "T1", "enterprise_id": None}],
            },
            HERE,
        ),
        (
            {
                "team_id": "T1",
                "authorizations": [
                    {"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}
                ],
            },
            ORG,
        ),
        ({"team_id": "T1", "authorizations": []}, HERE),
        ({}, Tenant("")),
        ({"team": 7, "enterprise": [], "view": None}, Tenant("")),
    ],
)
def test_what_a_payload_names(body, tenant):
    assert told(body) == tenant


@pytest.mark.parametrize(
    ("tenant", "person", "expected"),
    [
        (HERE, Person("U1", "T1"), True),
        (HERE, Person("U1", "T2"), False),
        (HERE, Person("U1", ""), False),
        (Tenant(""), Person("U1", ""), False),
        (Tenant("T1", "E1"), Person("U1", "T2", enterprise="E1"), False),
        (ORG, Person("U1", "T1", enterprise="E1"), True),
        (ORG, Person("U1", "E1"), True),
        (ORG, Person("U1", "T1"), False),
        (ORG, Person("U1", "T9", enterprise="E9"), False),
        (Tenant("", "", org_wide=True), Person("U1", "", enterprise=""), False),
    ],
)
def test_who_is_of_the_house(tenant, person, expected):
    assert own(Asker(tenant, person, Place("C1"))) is expected


@pytest.mark.parametrize(("team", "expected"), [("T1", True), ("T2", True), ("T9", False)])
def test_a_clicker_is_of_an_enterprise_by_its_own_list_alone(team, expected):
    body = ACTION | {"user": {"id": "U1", "team_id": team}, "enterprise": {"id": "E1"}}
    asker = from_action(body, ORG)
    assert own(asker) is expected
    assert asker.tenant.teams == (), "the list is not written down with every asker"


def test_a_command_comes_from_the_enterprises_own_people_only():
    typed = {"user_id": "U1", "team_id": "T7", "enterprise_id": "E1", "channel_id": "C1"}
    assert own(from_command(typed, ORG))
