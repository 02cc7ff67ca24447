"""Whatever is sent, the org answers; it never breaks."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.org import shipped
from sandbox.org.answering import answer
from sandbox.org.call import Answer, Call
from sandbox.org.org import Org

PIECES = st.sampled_from(
    ["services", "data", "v68.0", "v31.0", "v99.0", "tooling", "query", "queryAll", "sobjects",
     "User", "OauthToken", "describe", "composite", "batch", "limits", "apps", "oauth", "usage",
     "users", "tokens", "Soap", "m", "68.0", "oauth2", "token", "revoke", "userinfo", "id", "v1",
     "instances", "USA794", "status", "sandbox", "state", "change", "scenario", "faults", "log",
     "", "..", "005Hs000080Qi8sIAC", "01gABC-2000", "%", "ü"]
)  # fmt: skip
KNOWN = st.sampled_from(
    ["/services/data/v68.0/composite/batch", "/services/data/v68.0/composite",
     "/services/data/v68.0/tooling/composite", "/services/oauth2/token", "/sandbox/change",
     "/sandbox/faults", "/sandbox/scenario", "/services/Soap/m/68.0"]
)  # fmt: skip
PATHS = KNOWN | st.lists(PIECES, max_size=7).map(lambda pieces: "/" + "/".join(pieces))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "batchRequests",
                    "compositeRequest",
                    "url",
                    "method",
                    "referenceId",
                    "body",
                    "match",
                    "answer",
                    "name",
                    "yaml",
                    "users",
                    "eca",
                    "tokens",
                    "object",
                    "kind",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
BODIES = st.binary(max_size=50) | JSON.map(lambda value: json.dumps(value).encode())


@settings(deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE", "HEAD"]),
    path=PATHS,
    query=st.dictionaries(st.sampled_from(["q", "page", "pageSize"]), st.text(max_size=20)),
    body=BODIES,
    signed_in=st.booleans(),
)
def test_every_request_has_an_answer(method, path, query, body, signed_in):
    org = Org(shipped.load("healthy-eca"))
    headers = {"Authorization": f"Bearer {org.state.connection['access_token']}"}
    call = Call(method, path, query, body, headers if signed_in else {})
    found = answer(call, org)
    assert isinstance(found, Answer)
    found.text()
