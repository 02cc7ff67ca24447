from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orgs.hosts import StrangeHostError, is_sandbox, login, origin, setup_url
from bot.store.connections import OrgConnection

GOOD = [
    "https://login.salesforce.com",
    "https://test.salesforce.com",
    "https://acme.my.salesforce.com",
    "https://acme--uat.sandbox.my.salesforce.com",
    "https://acme-dev-ed.develop.my.salesforce.com",
    "https://acme.scratch.my.salesforce.com",
]
BAD = [
    "http://acme.my.salesforce.com",
    "https://acme.my.salesforce.com.evil.com",
    "https://evil.com/acme.my.salesforce.com",
    "https://acme.my.salesforce.com@evil.com",
    "https://user:pw@acme.my.salesforce.com",
    "https://acme.my.salesforce.com:8443",
    "https://acme.my.salesforce.com?x=1",
    "https://my.salesforce.com",
    "https://na1.salesforce.com",
    "https://a.b.c.my.salesforce.com",
    "https://acme.my.salesforce.com.",
    "https://ac_me.my.salesforce.com",
    "https://аcme.my.salesforce.com",  # noqa: RUF001 -- a Cyrillic letter, on purpose
    "https://[::1",
    "https://acme.my.salesforce.com:99999",
    "https://169.254.169.254",
    "https://10.0.0.1",
    "ftp://acme.my.salesforce.com",
    "acme.my.salesforce.com",
    "",
]
LOOPBACK = ["https://localhost:8443", "https://127.0.0.1:1", "https://[::1]:2", "https://localhost"]


@pytest.mark.parametrize("url", GOOD)
def test_salesforces_hosts(url):
    assert origin(f" {url}/path/ ", practice=False) == url


@pytest.mark.parametrize("url", BAD)
@pytest.mark.parametrize("practice", [False, True])
def test_strange_hosts(url, practice):
    with pytest.raises(StrangeHostError):
        origin(url, practice=practice)


@pytest.mark.parametrize("url", LOOPBACK)
def test_this_machine_only_for_practice(url):
    assert origin(url, practice=True) == url
    with pytest.raises(StrangeHostError):
        origin(url, practice=False)


@given(st.text())
def test_any_other_text_is_refused(text):
    with suppress(StrangeHostError):
        assert origin(text, practice=False).endswith(".salesforce.com")


@pytest.mark.parametrize(
    ("instance", "setup"),
    [
        ("https://acme.my.salesforce.com", "https://acme.lightning.force.com"),
        (
            "https://acme--uat.sandbox.my.salesforce.com",
            "https://acme--uat.sandbox.lightning.force.com",
        ),
        ("https://a.develop.my.salesforce.com", "https://a.develop.lightning.force.com"),
        ("https://localhost:8443", "https://localhost:8443"),
    ],
)
def test_where_setup_is(instance, setup):
    connection = OrgConnection("1", "t", "acme", instance, instance, {})
    assert setup_url(connection) == setup


ACME = "https://acme.my.salesforce.com"
SIGNS_IN = {
    "": "https://login.salesforce.com",
    "production": "https://login.salesforce.com",
    "Sandbox": "https://test.salesforce.com",
    "acme": "https://acme.my.salesforce.com",
    "acme--uat": "https://acme--uat.sandbox.my.salesforce.com",
    "https://acme.my.salesforce.com/": "https://acme.my.salesforce.com",
    "prod": "https://login.salesforce.com",
    "test": "https://test.salesforce.com",
    # What people copy from the address bar.
    "https://Acme.lightning.force.com/lightning/setup/X/home?a=b#c": ACME,
    "acme.my.salesforce-setup.com/lightning": ACME,
    "https://acme.my.salesforce.com/?ec=302&startURL=https://evil.com@x": ACME,
    "acme--uat.sandbox.lightning.force.com": "https://acme--uat.sandbox.my.salesforce.com",
}
PRETEND = [  # hosts that read like Salesforce's
    "acme.lightning.force.com.evil.com",
    "evil.com/.lightning.force.com",
    "evil.com#.lightning.force.com",
    "evil.com?.my.salesforce-setup.com",
    "a.b.c.lightning.force.com",
    ".lightning.force.com",
    "acme.lightning.force.com@evil.example",
    "evil.com\\.lightning.force.com",
    "https://acme.my.salesforce.com\\@evil.com",
    "https://@acme.my.salesforce.com",
    "https://:pw@acme.my.salesforce.com",
    "acme\u3002my.salesforce.com",
    "acme.my.salesforce.com%2eevil.com",
    "acme.my.salesforce.mil",
    "https://https://acme.my.salesforce.com",
    "[::ffff:169.254.169.254]",
    "0x7f.1",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("host", SIGNS_IN)
def test_where_one_signs_in(host):
    assert login(host) == SIGNS_IN[host]


#: A page of an org is as good as its address, and so is a host alone.
STRANGE = [url for url in BAD[:-2] if url != "https://acme.my.salesforce.com?x=1"]


@pytest.mark.parametrize(
    "host", [*STRANGE, *PRETEND, "localhost", "127.0.0.1:1", "evil.com", "a b"]
)
def test_where_nobody_signs_in(host):
    with pytest.raises(StrangeHostError):
        login(host)


def test_the_practice_org_stands_for_both_words():
    here = "https://localhost:4001"
    assert {login(word, practice=here) for word in ("", "production", "sandbox")} == {here}


@pytest.mark.parametrize(
    ("url", "sandbox"),
    [
        ("https://login.salesforce.com", False),
        ("https://test.salesforce.com", True),
        ("https://acme.my.salesforce.com", False),
        ("https://acme--uat.sandbox.my.salesforce.com", True),
        ("https://acme--uat.my.salesforce.com", True),
        ("https://acme-dev-ed.develop.my.salesforce.com", False),
        ("https://acme.scratch.my.salesforce.com", True),
    ],
)
def test_which_hosts_are_of_sandboxes(url, sandbox):
    assert is_sandbox(url) is sandbox


def test_setup_has_no_address_while_only_the_central_login_is_known():
    url = "https://login.salesforce.com"
    assert setup_url(OrgConnection("i", "t", "a", url, url, {})) == ""
