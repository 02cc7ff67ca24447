"""Where a step is done, by the org's own address; and the message for somebody who can."""

import pytest

from intents.org.vendor import VENDOR
from intents.playbooks import PLAYBOOKS
from intents.walks.forward import cannot_do
from intents.walks.listing import listed
from intents.walks.sight import is_sandbox
from intents.walks.where import address

SETUP = PLAYBOOKS["eca-setup"]
INSTALL = f"/packaging/installPackage.apexp?p0={VENDOR.package.version}"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://acme.lightning.force.com", False),
        ("https://acme--uat.sandbox.lightning.force.com", True),
        ("https://acme--uat.lightning.force.com", True),
        ("https://acme.scratch.lightning.force.com", True),
        ("https://acme-dev-ed.develop.lightning.force.com", False),
        ("http://127.0.0.1:4501", None),
        ("https://force.com.evil.example", None),
        ("", None),
    ],
)
def test_the_kind_of_org_by_its_address(url, kind):
    assert is_sandbox(url) is kind


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://acme.lightning.force.com", [VENDOR.install.production]),
        ("https://acme--uat.sandbox.lightning.force.com", [VENDOR.install.sandbox]),
        ("http://127.0.0.1:4501", ["http://127.0.0.1:4501"]),
        ("", [VENDOR.install.production, VENDOR.install.sandbox]),
    ],
)
def test_the_package_is_installed_from_the_right_host(walk, url, links):
    at = walk.model_copy(update={"setup_url": url, "sandbox": is_sandbox(url)})
    found = [u for _, u in address(at, SETUP.step("install-package")) if "/packaging/" in u]
    assert found == [host + INSTALL for host in links]


def test_pages_are_on_the_orgs_own_domain(walk):
    at = walk.model_copy(update={"setup_url": "https://acme.lightning.force.com"})
    [(page, url)] = address(at, SETUP.step("start-page"))
    assert url == f"https://acme.lightning.force.com{page.path}"
    assert address(walk, SETUP.step("start-page")) == ((page, ""),)


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_each_step_can_be_forwarded(walk, name):
    for step in PLAYBOOKS[name].steps:
        text = cannot_do(walk, PLAYBOOKS[name], step.name).text
        assert step.title in text
        assert all(click in text for click in step.do)
        assert step.warning in text
        assert step.permission in text
        assert "\n\n\n" not in text


def test_who_in_the_org_may_is_told_where_it_is_known(walk):
    forward = cannot_do(walk, SETUP, "start-page", ["Ann", "Bob", "Ann"])
    assert forward.able == ("Ann", "Bob")
    assert forward.permission == SETUP.step("start-page").permission
    assert "acme" in forward.text
    with pytest.raises(ValueError, match="tuple"):
        cannot_do(walk, SETUP, "nowhere")


def test_a_list_for_a_terminal_holds_every_click():
    sheet = listed(SETUP)
    text = "\n".join(line.text for line in sheet.lines)
    assert all(click in text for step in SETUP.steps for click in step.do)
    assert all(step.warning in text for step in SETUP.steps)
