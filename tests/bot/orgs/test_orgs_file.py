import re

import pytest

from bot.orgs import orgs_file
from bot.orgs.orgs_file import OrgsFileError
from intents.asker import LOCAL, Tenant

SECRETS = {"CID": "client", "SECRET": "canary-secret", "REFRESH": "canary-refresh", "EMPTY": " "}
WHOLE = """
["acme-prod"]
instance_url = "https://acme.my.salesforce.com"
client_id = "env:CID"
client_secret = "env:SECRET"
refresh_token = "env:REFRESH"
setup_user = "sam@acme.example"
integration_user = "6sense@acme.example"
installer = "ivy@acme.example"

[sandbox]
instance_url = "https://ACME--uat.sandbox.my.salesforce.com/"
login_url = "https://test.salesforce.com"
client_id = "3MVG9public"
refresh_token = "env:REFRESH"
"""


def read(tmp_path, text, *, practice=False, tenant=LOCAL):
    file = tmp_path / "orgs.toml"
    file.write_text(text)
    return orgs_file.read(file, tenant, practice=practice, environ=SECRETS)


def org(**change):
    keys = {
        "instance_url": "https://acme.my.salesforce.com",
        "client_id": "public",
        "refresh_token": "env:REFRESH",
    } | change
    lines = [f'{key} = "{value}"' for key, value in keys.items() if value is not None]
    return "\n".join(["[acme]", *lines])


def test_a_whole_file(tmp_path):
    prod, sandbox = read(tmp_path, WHOLE)
    assert (prod.alias, prod.tenant) == ("acme-prod", LOCAL.key)
    assert prod.login_url == prod.instance_url == "https://acme.my.salesforce.com"
    assert prod.secrets.refresh_token == "canary-refresh"
    assert prod.people == {
        "setup": "sam@acme.example",
        "integration": "6sense@acme.example",
        "installer": "ivy@acme.example",
    }
    assert sandbox.instance_url == "https://acme--uat.sandbox.my.salesforce.com"
    assert sandbox.login_url == "https://test.salesforce.com"
    assert sandbox.people == {}


def test_a_user_our_assertions_speak_for(tmp_path):
    (one,) = read(tmp_path, org(refresh_token=None, jwt_user="bot@acme.example"))
    assert (one.secrets.jwt_user, one.secrets.refresh_token) == ("bot@acme.example", "")
    with pytest.raises(OrgsFileError, match="jwt_user needs it"):
        read(tmp_path, org(refresh_token=None, client_id=None, jwt_user="bot@acme.example"))


def test_the_source_tells_only_whether_the_token_changed(tmp_path):
    (one,) = read(tmp_path, org())
    (same,) = read(tmp_path, org(setup_user="x@y.example", client_id="other"))
    (other,) = read(tmp_path, org(refresh_token=None, access_token="env:SECRET"))
    (foreign,) = read(tmp_path, org(), tenant=Tenant("T9"))
    assert one.source == same.source
    assert len({one.source, other.source, foreign.source}) == 3
    assert "canary" not in one.source


def test_a_secret_may_be_a_file(tmp_path):
    (tmp_path / "token").write_text("canary-refresh\n")
    (one,) = read(tmp_path, org(refresh_token=f"file:{tmp_path}/token"))
    assert one.secrets.refresh_token == "canary-refresh"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (org(refresh_token="5Aep861canary"), "acme: refresh_token must not stand in this file"),
        (org(refresh_token="env:"), "acme: refresh_token must not stand in this file"),
        (org(refresh_token="env:NOPE"), "acme: refresh_token points at NOPE, which the environ"),
        (org(refresh_token="env:EMPTY"), "acme: refresh_token points at EMPTY"),
        (org(refresh_token="file:/nope"), "acme: refresh_token points at a file I cannot read"),
        (org(client_secret="canary"), "acme: client_secret must not stand in this file"),
        (org(refresh_token=None), "acme: refresh_token (or access_token, or jwt_user) is missing"),
        (org(client_id=None), "acme: client_id is missing"),
        (org(instance_url=None), "acme: instance_url is missing"),
        (org(instance_url="http://acme.my.salesforce.com"), "acme: instance_url cannot be used"),
        (org(login_url="https://evil.example.com"), "acme: login_url cannot be used: only Sales"),
        (org(instance_url="https://localhost:1"), "practice sandbox only"),
        (org(colour="red"), "acme: colour is not known here; known: access_token,"),
        ('[acme.eu]\ninstance_url = "x"', 'a name with a dot is written ["acme.eu"]'),
        ("[acme]\nsetup_user = 5", "acme: setup_user must be text in quotes"),
        ("acme = 1", 'acme: write it as a table, ["acme"]'),
        ('["ac me"]', "'ac me': a name has 1 to 64 letters"),
        (f'["{"a" * 65}"]', "a name has 1 to 64 letters"),
        ('["…"]', "a name has 1 to 64 letters"),
        ('[acme]\nrefresh_token = "canary', "the orgs file is not TOML: end of document"),
        ('[acme]\nx = canary"\n', "the orgs file is not TOML: line 2, column"),
    ],
)
def test_a_bad_file_is_one_sentence_with_the_place(tmp_path, text, says):
    with pytest.raises(OrgsFileError, match=re.escape(says)) as caught:
        read(tmp_path, text)
    assert "canary" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file(tmp_path):
    with pytest.raises(OrgsFileError, match="cannot read the orgs file"):
        orgs_file.read(tmp_path / "nope", LOCAL, practice=False)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OrgsFileError, match="not UTF-8"):
        orgs_file.read(tmp_path / "binary", LOCAL, practice=False)


def test_a_practice_org_on_this_machine(tmp_path):
    (one,) = read(tmp_path, org(instance_url="https://localhost:8443"), practice=True)
    assert one.instance_url == "https://localhost:8443"
