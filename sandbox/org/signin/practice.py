"""Playing the vendor: "Connect" as its own settings page would offer it, and its callback.

Nothing of this exists in a real org: it stands for the vendor's servers, which begin the sign-in,
receive the code and exchange it, so that a visitor can be the customer who signs in.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from urllib.parse import urlencode

from sandbox.org.call import Answer, Call
from sandbox.org.oauth_apps import OauthError
from sandbox.org.org import Org
from sandbox.org.signin import documents as page
from sandbox.org.signin.asking import PRACTICE
from sandbox.org.signin.grants import granted
from sandbox.org.signin.visits import Attempt

CONNECT = "/sandbox/connect"


def answer(call: Call, org: Org) -> Answer:
    """``/sandbox/connect…`` and ``/sandbox/callback/…``."""
    name = call.path.rstrip("/").rpartition("/")[2]
    if call.path.startswith(PRACTICE):
        return _returned(call, name, org)
    if call.path.rstrip("/") == CONNECT:
        return _offered(org)
    if name not in org.state.scenario.clients:
        return Answer(404, {"error": f"No client {name!r}; see {CONNECT}."})
    return _begun(call, name, org)


def _offered(org: Org) -> Answer:
    links = [
        page.link(f"Connect {client.name}", f"{CONNECT}/{key}")
        for key, client in org.state.scenario.clients.items()
    ]
    text = "You are at the vendor now: choose what to connect to Salesforce."
    return page.document("Integrations", page.paragraph(text), *links)


def _begun(call: Call, name: str, org: Org) -> Answer:
    client = org.state.scenario.clients[name]
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    org.visits.attempts[state] = Attempt(name, verifier)
    digest = hashlib.sha256(verifier.encode()).digest()
    told = {
        "response_type": "code",
        "client_id": org.state.client(client.app)[0],
        "redirect_uri": f"{call.base}{PRACTICE}{name}",
        "scope": " ".join(client.scopes),
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "prompt": "login",
        **{key: value for key, value in call.query.items() if key in {"prompt", "login_hint"}},
    }
    return Answer(302, headers={"Location": f"/services/oauth2/authorize?{urlencode(told)}"})


def _returned(call: Call, name: str, org: Org) -> Answer:
    again = page.link("Try again", f"{CONNECT}/{name}")
    attempt = org.visits.attempts.pop(call.query.get("state", ""), None)
    if attempt is None or attempt.client != name:
        return page.document("Not connected", page.alert("This sign-in is not ours."), again)
    if "error" in call.query:
        told = f"{call.query['error']}: {call.query.get('error_description', '')}"
        return page.document("Not connected", page.alert(told), again)
    app = org.state.scenario.clients[name].app
    client_id, client_secret = org.state.client(app)
    form = {
        "grant_type": "authorization_code",
        "code": call.query.get("code", ""),
        "redirect_uri": f"{call.base}{PRACTICE}{name}",
        "client_id": client_id,
        "client_secret": client_secret,
        "code_verifier": attempt.verifier,
    }
    try:
        grant = granted(form, org)
    except OauthError as error:
        return page.document("Not connected", page.alert(str(error)), again)
    token = org.state.scenario.tokens[grant.key]
    user = org.state.scenario.users[token.user]
    told_of = {"Salesforce user": user.username, "Scopes": token.scope}
    title = f"{org.state.scenario.clients[name].name} is connected"
    return page.document(title, page.pairs(told_of), page.link("Connect another account", CONNECT))
