"""The Home tab in every state, as it is published. UPDATE_GOLDEN=1 writes; look at the changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.home import home
from bot.views.limits import valid
from intents.asked.office import Role
from intents.replies.home import FrontPage, HomeOrg
from intents.reply import Verdict
from sandbox.workspace.blockkit.surface import check_view
from tests.views.test_golden import kept

AT = "2026-11-22T09:30:00+00:00"
ORGS = (
    HomeOrg("acme-prod", "Acme Corp", "production", Verdict.OK, AT),
    HomeOrg("acme-uat", "Acme Corp", "sandbox", Verdict.FAIL, AT),
    HomeOrg("beta", "Beta <!channel>", "", Verdict.UNKNOWN, AT, looking=True),
    HomeOrg("new-one"),
    HomeOrg("old-one", "Old & Co", "production", Verdict.WARN, AT, ended=True),
)
OWNER = {"own": True, "role": Role.OWNER, "may_check": True, "may_connect": True}
OPERATOR = {"own": True, "role": Role.OPERATOR, "may_check": True}
OWNERS = ("U0WANDA01", "U0SAM0001")
PAGES = {
    "owner": FrontPage("Acme Support", orgs=ORGS, **OWNER),
    "operator": FrontPage("Acme Support", orgs=ORGS, owners=OWNERS, **OPERATOR),
    "viewer": FrontPage("Acme Support", True, Role.VIEWER, ORGS, OWNERS),
    "nobody": FrontPage("Acme Support", True, None, (), OWNERS),
    "stranger": FrontPage("Acme <Support>", False, None, (), OWNERS),
    "no-org": FrontPage("Acme Support", **OWNER),
    "no-org-operator": FrontPage("Acme Support", owners=OWNERS, **OPERATOR),
    "sixty": FrontPage(
        "Acme Support", orgs=tuple(HomeOrg(f"org-{n:02}") for n in range(60)), **OWNER
    ),
}


def drawn(page):
    return home(page, lambda button: f"id-of-{button.intent.kind}")


def refused(view):
    return valid(view, "home") or check_view(view)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_as_it_was(name):
    view = drawn(PAGES[name])
    assert refused(view) == []
    kept(f"home-{name}.json", json.dumps(view, indent=1, ensure_ascii=False) + "\n")


def test_what_is_wrong_comes_first():
    shown = [b["text"]["text"] for b in drawn(PAGES["owner"])["blocks"] if b.get("accessory")]
    names = [text.split("*")[1] for text in shown]
    assert names == ["old-one", "acme-uat", "beta", "acme-prod", "new-one"]


@pytest.mark.parametrize("name", ["viewer", "nobody", "stranger", "no-org-operator"])
def test_nothing_is_offered_that_would_be_refused(name):
    assert "id-of-check" not in str(drawn(PAGES[name]))
    assert "id-of-connect" not in str(drawn(PAGES[name]))


TEXT = st.text(max_size=80)
HOME_ORGS = st.builds(
    HomeOrg, TEXT, TEXT, TEXT, st.none() | st.sampled_from(Verdict), st.just(AT) | TEXT,
    st.booleans(), st.booleans(),
)  # fmt: skip


@given(st.lists(HOME_ORGS, max_size=120), TEXT, st.lists(TEXT, max_size=9), st.data())
def test_slack_takes_whatever_orgs_are_called(orgs, where, owners, data):
    rights = data.draw(st.fixed_dictionaries({k: st.booleans() for k in (
        "own", "may_check", "may_connect")}))  # fmt: skip
    role = data.draw(st.none() | st.sampled_from(Role))
    page = FrontPage(where=where, role=role, orgs=tuple(orgs), owners=tuple(owners), **rights)
    view = drawn(page)
    assert refused(view) == []
    assert "<!channel" not in str(view)
