"""Which lines of the Setup Audit Trail touch the connection; they never show whom they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.facts.recent_change import RecentChange
from intents.facts.user import User
from intents.org import changes
from intents.org.changes import actor, touching, what

SYNC = User(
    id="005000000000003AAA",
    username="sync@acme.example",
    name="Integration User",
    is_active=True,
    user_type="Standard",
    profile=None,
)


def change(action, section="", display="", by="ann@acme.example", day=20):
    return RecentChange.model_validate(
        {
            "CreatedDate": f"2026-11-{day}T10:00:00.000+0000",
            "CreatedBy": {"Username": by} if by else None,
            "Action": action,
            "Section": section,
            "Display": display,
        }
    )


LINES = {
    ("frozeuser", "Manage Users", "Froze user Integration User"): "a user was frozen",
    ("frozeuser", "Manage Users", "Froze user Rita Rep"): "",
    ("PermSetAssign", "Manage Users", "… user: SYNC@acme.example"): "a permission set was assigned",
    ("PermSetUnassign", "", "… (UserID: [005000000000003])"): "a permission set was taken away",
    ("deactivateduser", "Manage Users", "For user Integration User"): "a user was deactivated",
    ("createduser", "Manage Users", "Created new user Integration User"): "",
    ("x", "External Client App Manager", ""): "an External Client App was changed",
    ("changedConnectedApp", "", ""): "a connected app was changed",
    ("packageInstall", "Installed Packages", "Installed Quotes"): "a package was installed",
    ("granteduserpackagelicense", "Custom App Licenses", "Granted Integration User Quotes"): "",
    ("x", "Session Settings", "Turned on API Access Control"): "API Access Control was changed",
    ("x", "Profiles", "Added Login IP Range to profile"): "login IP ranges were changed",
    ("changedEmail", "Manage Users", "Changed email of Integration User"): "",
    ("", "", ""): "",
}


@pytest.mark.parametrize("line", LINES)
def test_what_a_line_did(line):
    said = what(change(*line), [SYNC])
    assert said.startswith(LINES[line])
    assert bool(said) == bool(LINES[line])


def test_newest_first():
    lines = [change("x", "Connected App", day=day) for day in (18, 20, 19)]
    assert [c.created_date[8:10] for c, _ in touching(lines, [])] == ["20", "19", "18"]


def test_who_did_it_is_told_by_role():
    roles = {"ann@acme.example": "the setup user"}
    assert actor(change("x", by="Ann@acme.example"), roles, "bot@acme.example") == "the setup user"
    assert actor(change("x", by="bot@acme.example"), roles, "BOT@acme.example").startswith(
        "the bot"
    )
    assert actor(change("x", by="who@acme.example"), roles, "") == "another user"
    assert actor(change("x", by=""), roles, "") == "Salesforce"


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_no_text_of_the_trail_is_repeated(action, section, display):
    said = what(change(action, section, display), [SYNC])
    assert said in {"", *changes._OF_USERS.values(), *changes._OF_THE_ORG.values()}
